import type { AnalysisResult, AnalysisText } from '#contracts/analyses';
import type { SampleCell } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';
import { releaseCount, type ReleasedFigure, releaseWith } from '#disclosure/gate';
import {
  type AdjustedWeights,
  adjustForNonResponse,
  baseWeights,
  calibrate,
  type Factor,
  factorOf,
  kish,
  type Margin,
  NonProbabilitySample,
  poststratify,
  type ProbabilityDesign,
  probabilityDesign,
  type ProbabilitySampling,
  rake,
  type Recruitment,
  type Stage,
  trimWeights,
} from '#statistics/estimation';
import { isProbability } from '../plans/plans.rules.js';
import type { Column } from './columns.rules.js';
import { significant } from './precision.rules.js';

type Kish = ReturnType<typeof kish>;

/** A sample with its weights: of probability, or not. */
export type Weighted = {
  readonly weights: Float64Array;
  /** Before calibration. */
  readonly before: Float64Array;
  readonly adjustment: AdjustedWeights | null;
  /** People in each class that the weights were made by before calibration. */
  readonly classes: readonly ReleasedFigure[];
  readonly report: Pick<AnalysisResult['weighting'], 'nonResponse' | 'trimming'> & Kish;
} & ({ readonly design: ProbabilityDesign } | { readonly sample: NonProbabilitySample });

export interface WeightingInput {
  readonly design: SurveyDesign;
  readonly definition: Pick<AnalysisText, 'weights' | 'singlePsu' | 'minPeople'>;
  readonly cells: readonly SampleCell[];
  /** Of each response. */
  readonly cellOfRow: readonly SampleCell[];
  /** By the number of the cell: units that turned out not to belong to the population. */
  readonly notEligible: ReadonlyMap<number, number>;
  readonly columns: ReadonlyMap<string, Column>;
  /** Members of the population by stratum, as the frame has them. */
  readonly frameTotals: Readonly<Record<string, number>>;
}

const stratumOf = ({ stratum }: SampleCell): string => stratum ?? 'all';

/**
 * Weights of the responses, step by step: base weights, non-response, trimming, calibration.
 * @throws RangeError that says what the design or the totals lack.
 */
export function weigh(input: WeightingInput): Weighted {
  const { design, definition, cellOfRow } = input;
  const { trim, calibration } = definition.weights;
  const probability = isProbability(design);
  const {
    weights: base,
    classes,
    report: nonResponse,
  } = probability
    ? correctedWeights(input)
    : { weights: new Float64Array(cellOfRow.length).fill(1), classes: [], report: null };
  const trimmed = trim ? trimWeights(base, trim) : null;
  const weights = trimmed?.weights ?? base;
  const drawn = probability
    ? probabilityDesign({ sampling: design as ProbabilitySampling, weights, ...stagesOf(input) })
    : null;
  const adjustment = calibration ? calibrated(weights, calibration, input) : null;
  if (adjustment && !adjustment.report.converged) {
    const { iterations, largestError } = adjustment.report;
    throw new RangeError(
      `the weights do not meet the totals: after ${iterations} rounds they are off by ${largestError.toPrecision(2)} of the population`,
    );
  }
  const size = cellOfRow.length;
  // How many were cut or raised is how many some strata or classes have.
  const told = ({ cut, raised }: { cut: number; raised: number }) => {
    const parts = [cut, raised, cut + raised, size - cut, size - raised, size - cut - raised];
    return releaseWith([...classes, ...parts.map((people) => releaseCount(people, definition))], {
      cut,
      raised,
    });
  };
  return {
    ...(drawn
      ? { design: adjustment ? drawn.withWeights(adjustment) : drawn }
      : { sample: new NonProbabilitySample(design as Recruitment, cellOfRow.length) }),
    weights: adjustment?.weights ?? weights,
    before: weights,
    adjustment,
    classes,
    report: {
      nonResponse,
      trimming: trimmed && (told(trimmed).value ?? { cut: null, raised: null }),
      ...kish(adjustment?.weights ?? weights),
    },
  };
}

/** Base weights; those who answered take over the weight of those of their class who did not. */
function correctedWeights({ definition, cells, cellOfRow, notEligible }: WeightingInput): {
  weights: Float64Array;
  classes: ReleasedFigure[];
  report: AnalysisResult['weighting']['nonResponse'];
} {
  const by = definition.weights.nonResponse;
  const base = baseWeights(Float64Array.from(cellOfRow, ({ probability }) => probability!));
  const inStrata = new Map<string, number>();
  for (const cell of cellOfRow) inStrata.set(stratumOf(cell), (inStrata.get(stratumOf(cell)) ?? 0) + 1);
  const strata = [...inStrata.values()].map((people) => releaseCount(people, definition));
  if (by === 'none') return { weights: base, classes: strata, report: null };
  const answers = new Map<number, number>();
  for (const { number } of cellOfRow) answers.set(number, (answers.get(number) ?? 0) + 1);
  const silent = cells.flatMap((cell) => {
    const { number, units } = cell;
    const left = units! - (notEligible.get(number) ?? 0) - (answers.get(number) ?? 0);
    return Array<SampleCell>(Math.max(0, left)).fill(cell);
  });
  const all = [...cellOfRow, ...silent];
  const classOf = { all: () => 'all', stratum: stratumOf, cell: nameOf }[by];
  const { weights, report } = adjustForNonResponse(
    Float64Array.from([...base, ...silent.map(({ baseWeight }) => baseWeight!)]),
    factorOf(all.map(classOf)),
    Uint8Array.from(all, (_, row) => Number(row < base.length)),
  );
  const factors = report.map(({ factor }) => factor);
  const [asked, kept] = report.reduce(
    ([sampled, responded], one) => [sampled + one.sampled, responded + one.responded],
    [0, 0],
  );
  const responded = report.map((one) => releaseCount(one.responded, definition));
  return {
    weights: weights.slice(0, base.length),
    classes: [...strata, ...responded],
    report: {
      classes: report.length,
      rate: kept / asked,
      // Of so many who were asked, a factor tells how many answered.
      factors: releaseWith(responded, {
        least: significant(Math.min(...factors), 3),
        greatest: significant(Math.max(...factors), 3),
      }).value,
    },
  };
}

const nameOf = (cell: SampleCell): string =>
  [stratumOf(cell), cell.cluster, cell.cluster === null ? cell.number : null]
    .filter((part) => part !== null)
    .join(', ');

/** The stages in which the sample was drawn. A cluster taken for certain is a stratum of its own. */
function stagesOf({ design, definition: { singlePsu }, cellOfRow }: WeightingInput): {
  stages: Stage[];
  singlePsu: AnalysisText['singlePsu'];
} {
  const strata = factorOf(
    cellOfRow.map((cell) => (cell.certain ? `certain ${cell.cluster}` : stratumOf(cell))),
  );
  const inCell = Float64Array.from(cellOfRow, ({ population }) => population ?? Infinity);
  if (design !== 'multi-stage-cluster') return { stages: [{ strata, population: inCell }], singlePsu };
  const clusters = factorOf(cellOfRow.map(({ cluster }) => cluster!));
  const population = Float64Array.from(cellOfRow, ({ certain, clusters: of }) =>
    certain ? 1 : (of ?? Infinity),
  );
  return { stages: [{ strata, clusters, population }, { population: inCell }], singlePsu };
}

type Calibration = NonNullable<AnalysisText['weights']['calibration']>;

function calibrated(
  weights: Float64Array,
  { method, margins: wanted, bounds }: Calibration,
  { columns, frameTotals }: WeightingInput,
): AdjustedWeights {
  const margins = wanted.map(({ variable, totals, missingAs }): Margin => {
    const column = columns.get(variable)!;
    return {
      name: variable,
      factor: withoutNone(column, missingAs),
      totals:
        totals === 'frame'
          ? frameTotals
          : Object.fromEntries(totals.map(({ category, total }) => [category, total])),
    };
  });
  if (method === 'poststratification' && !bounds) return poststratify(weights, margins[0]!);
  const limits = bounds ? { bounds } : {};
  return method === 'linear'
    ? calibrate({ weights, margins, ...limits })
    : rake({ weights, margins, ...limits });
}

function withoutNone({ key, factor, none, levels }: Column, missingAs: string | undefined): Factor {
  const as = missingAs === undefined ? -1 : levels.findIndex((level) => level.key === missingAs);
  if (none >= 0 && as < 0)
    throw new RangeError(
      `some have not answered ${key}: say which category they are weighted as (missingAs)`,
    );
  return {
    codes: factor.codes.map((code) => (code === none ? as : code)),
    levels: levels.map((level) => level.key),
  };
}
