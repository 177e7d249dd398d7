import type { Microdata } from '#contracts/analyses';
import { type ReleasedTable, releaseTablesInTurns, type TableInput } from '#disclosure/gate';
import type { Column } from './columns.rules.js';
import { Cube } from './cube.rules.js';

/** The least part of the people whose values a file shows; with less it would tell of what is common only. */
const LEAST_SHOWN = 0.8;
/** Combinations of values with all their totals; what disclosure control takes grows faster than they do. */
const MOST_FIGURES = 1_600;

/** What a file of records is made of. */
export interface MicrodataInput {
  readonly columns: readonly Column[];
  readonly people: number;
  /** Tables that come out together with the file, as they were counted and as they were released. */
  readonly tables: readonly TableInput[];
  readonly released: readonly ReleasedTable[];
  /** What came out before. */
  readonly earlier: readonly ReleasedTable[];
  /** The smallest number of people that is shown. */
  readonly minPeople: number;
}

/** A file, and the tables that it tells; none where it did not pass. */
export interface MicrodataOutcome {
  readonly microdata: Microdata;
  readonly released: readonly ReleasedTable[];
}

/**
 * De-identified records of the people, if they pass. Records tell the table of all their variables crossed: the release gate
 * decides on that table with all its totals, together with the tables that come out beside the file and with all that came
 * out before. Who stands in a combination that the gate withholds is in the file without any value; if these are more than a
 * fifth, there is no file. Records have no weights: a weight tells how many stand in a class of weighting, and who does.
 * @throws RangeError where there are too many combinations
 */
export async function microdataOf(input: MicrodataInput): Promise<MicrodataOutcome> {
  const { columns, people, tables, released, earlier, minPeople } = input;
  const variables = columns.map(({ key, wording, factor, levels }) => ({
    key,
    label: wording,
    levels: factor.levels.map((level, at) => ({ key: level, label: levels[at]?.label ?? 'Không trả lời' })),
  }));
  const refused = { microdata: { variables, records: null, withheld: null }, released: [] };
  const cube = new Cube(columns, people, MOST_FIGURES);
  if (people - cube.rarer(minPeople) < LEAST_SHOWN * people) return refused;
  // What comes out beside the file is known to its reader: it can protect nothing, and is not withheld for the file's sake.
  const known = [...earlier, ...released];
  const inputs = [...tables, ...cube.slices()];
  const passed = (await releaseTablesInTurns(inputs, { minPeople, earlier: known })).slice(tables.length);
  const records = cube
    .combinations(passed)
    .flatMap(({ values, figure }) =>
      figure.value === null ? [] : [{ values: [...values], people: figure.value }],
    );
  // The last of the slices is that within all of the other variables.
  const { total } = passed.at(-1)!;
  const withheld = people - records.reduce((sum, one) => sum + one.people, 0);
  if (total.value === null || people - withheld < LEAST_SHOWN * people) return refused;
  return { microdata: { variables, records, withheld }, released: passed };
}
