import type { FieldError } from '#contracts/problem';
import type { Column } from '../estimates/columns.rules.js';

/** One person: a category of each variable, in their order, and what the person weighs. */
export interface Person {
  readonly categories: readonly string[];
  readonly weight: number;
}

/** What each response says of the variables; several choices are one category, their keys in the order of the list. */
export function peopleOf(columns: readonly Column[], weights: Float64Array): Person[] {
  return Array.from(weights, (weight, row) => ({
    weight,
    categories: columns.map(({ multiple, chosen, levels, factor, none }) => {
      const code = factor.codes[row]!;
      if (!multiple || code === none) return factor.levels[code]!;
      return levels
        .filter((_, at) => chosen[at]![row] === 1)
        .map(({ key }) => key)
        .join(' ');
    }),
  }));
}

/** People by what they have in common: the categories of the variables at these places. */
function groupsBy(people: readonly Person[], places: readonly number[]): Person[][] {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const key = JSON.stringify(places.map((place) => person.categories[place]));
    const group = groups.get(key);
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  return [...groups.values()];
}

/**
 * What would come out of somebody. Every row must be shared by `minPeople` (k-anonymity over all variables, not only the
 * identifying ones: L. Sweeney, Int. J. of Uncertainty, Fuzziness and Knowledge-Based Systems 10, 2002), and those whom
 * others could know must not all have answered alike (distinct l-diversity, l = 2: A. Machanavajjhala et al., ACM TKDD 1,
 * 2007). Any table of these variables then has no cell of fewer people.
 */
export function disclosureFaults(
  people: readonly Person[],
  {
    variables,
    identifying,
    minPeople,
  }: { variables: readonly string[]; identifying: readonly string[]; minPeople: number },
): FieldError[] {
  if (people.length < minPeople)
    return [{ path: 'variables', message: `fewer than ${minPeople} people have answered` }];
  const all = variables.map((_, place) => place);
  const small = groupsBy(people, all).filter(({ length }) => length < minPeople).length;
  const faults: FieldError[] =
    small === 0
      ? []
      : [{ path: 'variables', message: `rows that fewer than ${minPeople} people share: ${small}` }];
  if (identifying.length === 0) return faults;
  const known = groupsBy(
    people,
    identifying.map((key) => variables.indexOf(key)),
  );
  for (const place of all) {
    const key = variables[place]!;
    if (identifying.includes(key)) continue;
    const alike = known.filter(
      (group) => new Set(group.map(({ categories }) => categories[place])).size < 2,
    ).length;
    if (alike > 0)
      faults.push({
        path: `variables.${place}`,
        message: `${key}: groups that have answered alike: ${alike}`,
      });
  }
  return faults;
}

/**
 * Rows by their categories, so that the order says nothing; who shares a row has the mean of their weights, so that a
 * weight leads to no cell of the sample, and shares stay what they are.
 */
export function rowsOf(people: readonly Person[]): { rows: Person[]; patterns: number } {
  const all = people[0]?.categories.map((_, place) => place) ?? [];
  const groups = groupsBy(people, all).sort((one, other) =>
    JSON.stringify(one[0]!.categories) < JSON.stringify(other[0]!.categories) ? -1 : 1,
  );
  const rows = groups.flatMap((group) => {
    // Sums in the order of size, so that the order of the answers changes no digit.
    const sum = Float64Array.from(group, ({ weight }) => weight)
      .sort()
      .reduce((total, weight) => total + weight, 0);
    return group.map(({ categories }) => ({ categories, weight: sum / group.length }));
  });
  return { rows, patterns: groups.length };
}
