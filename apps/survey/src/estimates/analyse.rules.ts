import type { AnalysisResult, AnalysisText, NumberWanted } from '#contracts/analyses';
import type { AnswerValue, QuestionnaireForm } from '#contracts/questionnaires';
import type { SampleCell } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';
import { type ReleasedTable, releaseTablesInTurns, releaseWith, type TableInput } from '#disclosure/gate';
import { methodVersion, type Replicates } from '#statistics/estimation';
import type { ReadResponse } from '../vault/vault-reader.js';
import {
  type Column,
  columnOf,
  describe,
  type Description,
  itemsOf,
  numberOf,
  wordingOf,
} from './columns.rules.js';
import { countPeople, rowsOf, rowsOfNumbers } from './counts.rules.js';
import { estimateTable, type Maker, replicatesOf } from './estimates.rules.js';
import { microdataOf } from './microdata.rules.js';
import { estimateNumbers, type WantedNumber } from './numbers.rules.js';
import { significant, stepsOfSums, toStep } from './precision.rules.js';
import { type Weighted, weigh } from './weighting.rules.js';

/** Version of the code between the answers and the library; whoever changes a figure changes it. */
export const estimatesVersion = 'langnghe-estimates/4';

const NOT_REPRESENTATIVE =
  'Mẫu không theo xác suất: số liệu chỉ mô tả những người đã trả lời, không đại diện cho dân số và không có sai số chọn mẫu.';

/** All that figures follow from. */
export interface AnalysisInput {
  readonly definition: AnalysisText;
  readonly design: SurveyDesign;
  readonly samplingVersion: string;
  readonly form: QuestionnaireForm;
  readonly cells: readonly SampleCell[];
  readonly notEligible: ReadonlyMap<number, number>;
  readonly frameTotals: Readonly<Record<string, number>>;
  /** With the answers to `itemsNeeded`, in that order. */
  readonly responses: readonly ReadResponse[];
  /** What was released of the plan before. */
  readonly earlier: readonly ReleasedTable[];
}

/** A result, and its tables of people as the gate released them. */
export interface AnalysisOutcome {
  readonly result: AnalysisResult;
  readonly released: readonly ReleasedTable[];
}

/** The items whose answers an analysis needs. */
export function itemsNeeded({ variables, numbers }: AnalysisText): string[] {
  return [
    ...new Set([
      ...variables.flatMap(({ item }) => item ?? []),
      ...numbers.flatMap(({ item, denominator }) => [item, ...(denominator ? [denominator] : [])]),
    ]),
  ];
}

export const strataOf = (cells: readonly SampleCell[]): string[] =>
  [...new Set(cells.flatMap(({ stratum }) => stratum ?? []))].sort();

/**
 * Works an analysis out. The same input gives the same result, to the last digit.
 * @throws RangeError that says what the design, the weights or the answers lack.
 */
export async function analyse(
  input: AnalysisInput,
  onStep: (percent: number, step: string) => Promise<void> = async () => undefined,
): Promise<AnalysisOutcome> {
  const { definition, cells } = input;
  const byNumber = new Map(cells.map((cell) => [cell.number, cell]));
  const counted = input.responses.filter(
    ({ complete, cell }) => byNumber.has(cell) && (complete || definition.responses === 'all'),
  );
  if (counted.length < definition.minPeople)
    throw new RangeError(`fewer than ${definition.minPeople} people have answered: no figure can be shown`);
  const items = itemsNeeded(definition);
  const answersTo = (item: string): (AnswerValue | undefined)[] => {
    const at = items.indexOf(item);
    return counted.map(({ answers }) => answers[at]);
  };
  const strata = strataOf(cells);
  const cellOfRow = counted.map(({ cell }) => byNumber.get(cell)!);
  const columns = new Map(
    definition.variables.map((variable): [string, Column] => {
      const description = describe(variable, input.form, strata) as Description;
      const answers = variable.item ? answersTo(variable.item) : cellOfRow.map(({ stratum }) => stratum);
      return [variable.key, columnOf(variable, description, answers)];
    }),
  );
  await onStep(40, 'weighting');
  const weighted = weigh({ ...input, definition, cellOfRow, columns });
  const maker = makerOf(definition, weighted);
  const numbers = definition.numbers.map((wanted) => numberWanted(wanted, input.form, answersTo, columns));
  const size = counted.length;
  const margins = definition.weights.calibration?.margins ?? [];
  const inputs: TableInput[] = [
    ...definition.tables.map(({ variable, by }) =>
      countPeople(rowsOf(columns.get(variable)!), by ? columns.get(by)! : null, size),
    ),
    ...numbers.map((one) => countPeople(rowsOfNumbers(dimensionOf(one), one.values), one.by, size)),
    ...margins.map(({ variable }) => countPeople(rowsOf(columns.get(variable)!), null, size)),
  ];
  await onStep(50, 'disclosure control');
  const { minPeople } = definition;
  const released = await releaseTablesInTurns(inputs, { minPeople, earlier: input.earlier });
  const file = definition.microdata
    ? await microdataOf({
        columns: definition.microdata.map((key) => columns.get(key)!),
        people: size,
        tables: inputs,
        released,
        earlier: input.earlier,
        minPeople,
      })
    : undefined;
  const tables: AnalysisResult['tables'] = [];
  for (const [at, { variable, by, against }] of definition.tables.entries()) {
    await onStep(60 + (25 * at) / definition.tables.length, 'estimating');
    const of = { column: columns.get(variable)!, by: by ? columns.get(by)! : null, against };
    tables.push(estimateTable(maker, of, released[at]!));
  }
  const estimated = numbers.flatMap((one, at) =>
    estimateNumbers(maker, one, released[definition.tables.length + at]!),
  );
  const isDesign = 'design' in maker;
  const result: AnalysisResult = {
    representative: isDesign,
    notice: isDesign ? null : NOT_REPRESENTATIVE,
    people: released[0]!.total,
    method: methodOf(input, maker, weighted),
    weighting: weightingOf(weighted, released.slice(inputs.length - margins.length), definition, columns),
    tables,
    numbers: estimated,
    microdata: file?.microdata,
  };
  // As it is stored and sent: what is not there is not there.
  return {
    result: JSON.parse(JSON.stringify(result)) as AnalysisResult,
    released: [...released, ...(file?.released ?? [])],
  };
}

function makerOf(definition: AnalysisText, weighted: Weighted): Maker {
  const { confidence, interval, minPeople, variance } = definition;
  const common = { weights: weighted.weights, confidence, interval, minPeople };
  if ('sample' in weighted) return { ...common, sample: weighted.sample };
  return { ...common, design: weighted.design, replicates: replicatesOf(weighted.design, variance) };
}

const dimensionOf = ({ item, denominator }: WantedNumber): string =>
  `~number of ${[item.key, denominator?.key].filter(Boolean).join(' over ')}`;

function numberWanted(
  { statistic, item, denominator, p, by }: NumberWanted,
  form: QuestionnaireForm,
  answersTo: (item: string) => (AnswerValue | undefined)[],
  columns: ReadonlyMap<string, Column>,
): WantedNumber {
  const all = itemsOf(form);
  const named = (key: string) => ({ key, label: wordingOf(form, all.get(key)!) });
  const values = Float64Array.from(answersTo(item), numberOf);
  const below = denominator ? Float64Array.from(answersTo(denominator), numberOf) : null;
  if (below) values.forEach((_, row) => Number.isNaN(below[row]) && (values[row] = NaN));
  return {
    statistic,
    item: named(item),
    denominator: denominator ? named(denominator) : null,
    p: p ?? null,
    values,
    below,
    by: by ? columns.get(by)! : null,
  };
}

function methodOf(
  { definition: { interval, confidence, singlePsu, variance }, samplingVersion }: AnalysisInput,
  maker: Maker,
  { adjustment }: Weighted,
): AnalysisResult['method'] {
  const isDesign = 'design' in maker;
  const replicates: Replicates | undefined = isDesign ? maker.replicates : undefined;
  return {
    estimates: estimatesVersion,
    statistics: methodVersion,
    sampling: samplingVersion,
    variance: isDesign ? (replicates?.method ?? variance.method) : 'none',
    replicates: replicates?.count ?? null,
    seed: replicates?.seed ?? null,
    weighting: adjustment?.method ?? (isDesign ? 'design' : 'none'),
    stages: isDesign ? (maker.design.input.stages?.length ?? 1) : null,
    singlePsu: isDesign ? singlePsu : null,
    interval: isDesign ? interval : null,
    confidence: isDesign ? confidence : null,
  };
}

/**
 * What was done to the weights. What a category weighed before is told where its people are; factors and the spread of the
 * weights where those of all categories and of all that the weights were made by are, for the weight of a small one is its
 * total over its people.
 */
function weightingOf(
  { before, adjustment, classes, report: { effectiveSize, designEffect, ...report } }: Weighted,
  people: readonly ReleasedTable[],
  { weights: { calibration: wanted } }: AnalysisText,
  columns: ReadonlyMap<string, Column>,
): AnalysisResult['weighting'] {
  const all = people.flatMap(({ rowTotals, total }) => [...rowTotals, total]);
  const spreadRestsOn = [...all, ...classes];
  const spread = {
    effectiveSize: releaseWith(spreadRestsOn, significant(effectiveSize, 2)).value,
    designEffect: releaseWith(spreadRestsOn, significant(designEffect, 2)).value,
  };
  if (!wanted || !adjustment) return { ...report, ...spread, calibration: null };
  const { converged, iterations, largestError, factors, bounded, targets } = adjustment.report;
  const range = { least: significant(factors.least, 2), greatest: significant(factors.greatest, 2) };
  const stepOf = stepsOfSums(before);
  const told = targets.map(({ variable, category, target, before: weighed, after }) => {
    const at = wanted.margins.findIndex((margin) => margin.variable === variable);
    const { levels, wording, none } = columns.get(variable)!;
    // Who gave no answer weighs in the category that they are counted as.
    const isForNone = none >= 0 && wanted.margins[at]!.missingAs === category;
    const places = [levels.findIndex(({ key }) => key === category), ...(isForNone ? [none] : [])];
    const bases = places.map((place) => people[at]!.rowTotals[place]!);
    const counted = bases.reduce((sum, base) => sum + (base.value ?? 0), 0);
    const step = bases.some((base) => base.value === null) ? null : stepOf(weighed, counted);
    return {
      variable,
      label: wording,
      category,
      target,
      before:
        step === null ? { value: null, reason: 'protected' } : releaseWith(bases, toStep(weighed, step)),
      after: releaseWith(bases, significant(after, 6)),
    };
  });
  const calibration = {
    method: adjustment.method,
    converged,
    iterations,
    largestError: significant(largestError, 2),
    factors: releaseWith(all, range).value,
    bounded: bounded > 0,
    targets: told,
  };
  return { ...report, ...spread, calibration };
}
