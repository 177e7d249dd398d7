import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import type { AdjustedWeights, Margin } from './adjusted-weights.js';
import { calibrate, poststratify } from './calibration.js';
import { difference } from './contrasts.js';
import { crosstab } from './crosstab.js';
import { type DesignInput, type ProbabilityDesign, probabilityDesign } from './design.js';
import { type Estimate, estimate, estimateJointly } from './estimates.js';
import { type Factor, factorOf } from './factor.js';
import { kornGraubardInterval, logitInterval, waldInterval } from './intervals.js';
import { estimateQuantiles } from './quantiles.js';
import { rake } from './raking.js';
import { balancedRepeated, jackknife, type Replicates } from './replicates.js';
import { counts, mean, proportions, ratio, type SmoothStatistic, total } from './statistic.js';

type Totals = Record<string, Record<string, number>>;

/** An estimate that R made: the sample, the design in R's terms, what is estimated, and the answer. */
export interface ReferenceCase {
  readonly id: string;
  readonly data: string;
  readonly design: {
    readonly strata?: string[];
    readonly clusters?: string[];
    readonly weights: string;
    readonly fpc?: string[];
    readonly rake?: Totals;
    readonly poststratify?: Totals;
    readonly calibrate?: {
      readonly margins?: Totals;
      readonly covariates?: Record<string, number>;
      readonly bounds?: [number, number];
    };
    readonly lonely?: DesignInput['singlePsu'];
    /** Only the first rows, or those before and from a row on. */
    readonly rows?: number[];
  };
  readonly estimate: Readonly<Record<string, string | number>> & { readonly kind: string };
  readonly variance?: string;
  readonly expect: Readonly<Record<string, number | number[] | number[][] | string[]>>;
}

type Columns = Record<string, (string | number | null)[]>;

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test/fixtures/survey/${file}`, import.meta.url), 'utf8'));
const { samples } = read('samples.json') as { samples: Record<string, Columns> };

/** The cases of a file of test/fixtures/survey. */
export const casesOf = (file: string): ReferenceCase[] => (read(file) as { cases: ReferenceCase[] }).cases;

/** A sample of test/fixtures/survey: its columns as factors and numbers. */
export class Sample {
  private readonly columns: Columns;

  constructor(name: string, rows?: readonly number[]) {
    const all = samples[name]!;
    this.columns = rows
      ? Object.fromEntries(Object.entries(all).map(([key, column]) => [key, rows.map((row) => column[row]!)]))
      : all;
  }

  factor(name: string, levels?: readonly string[]): Factor {
    return factorOf(
      this.columns[name]!.map((value) => (value === null ? null : String(value))),
      levels,
    );
  }

  numbers(name: string): Float64Array {
    return Float64Array.from(this.columns[name]!, (value) => (value === null ? NaN : Number(value)));
  }
}

/** The design of a case, with its weights calibrated if it says so. */
export function designOf({ data, design }: ReferenceCase): {
  sample: Sample;
  design: ProbabilityDesign;
  adjusted: AdjustedWeights | undefined;
} {
  const sample = new Sample(data, design.rows);
  const depth = Math.max(
    design.strata?.length ?? 0,
    design.clusters?.length ?? 0,
    design.fpc?.length ?? 0,
    1,
  );
  const base = probabilityDesign({
    sampling: depth > 1 || design.clusters ? 'multi-stage-cluster' : 'stratified',
    weights: sample.numbers(design.weights),
    stages: Array.from({ length: depth }, (_, stage) => {
      const [strata, clusters, population] = [
        design.strata?.[stage],
        design.clusters?.[stage],
        design.fpc?.[stage],
      ];
      return {
        ...(strata && { strata: sample.factor(strata) }),
        ...(clusters && { clusters: sample.factor(clusters) }),
        ...(population && { population: sample.numbers(population) }),
      };
    }),
    ...(design.lonely && { singlePsu: design.lonely }),
  });
  const margins = (totals: Totals = {}): Margin[] =>
    Object.entries(totals).map(([name, of]) => ({ name, factor: sample.factor(name), totals: of }));
  const { weights } = base;
  const adjusted = design.rake
    ? rake({ weights, margins: margins(design.rake) })
    : design.poststratify
      ? poststratify(weights, margins(design.poststratify)[0]!)
      : design.calibrate &&
        calibrate({
          weights,
          margins: margins(design.calibrate.margins),
          covariates: Object.entries(design.calibrate.covariates ?? {}).map(([name, sum]) => ({
            name,
            values: name === '1' ? new Float64Array(weights.length).fill(1) : sample.numbers(name),
            total: sum,
          })),
          ...(design.calibrate.bounds && {
            bounds: { lower: design.calibrate.bounds[0], upper: design.calibrate.bounds[1] },
          }),
        });
  return { sample, design: adjusted ? base.withWeights(adjusted) : base, adjusted };
}

/** Equal to 1e-8 of the reference, or to 1e-9 where that is 0. */
export function near(actual: number | null | undefined, reference: number, what = ''): void {
  const limit = reference === 0 ? 1e-9 : 1e-8 * Math.abs(reference);
  expect(Math.abs(actual! - reference), `${what}: ${actual} against ${reference}`).toBeLessThanOrEqual(limit);
}

/** Recomputes a case and compares all that R said. */
export function checkCase(reference: ReferenceCase): void {
  const { sample, design, adjusted } = designOf(reference);
  const { kind, confidence = 0.95 } = reference.estimate;
  const [variable, by] = ['variable', 'by'].map((key) => reference.estimate[key] as string | undefined);
  const wanted = reference.expect;
  const all = (key: string): number[] => [wanted[key] as number | number[]].flat();
  const replicates = replicatesOf(design, (reference.estimate['variance'] ?? reference.variance) as string);
  const options = replicates ? { replicates } : {};
  if (adjusted) {
    const { weights } = adjusted;
    if (wanted['weight_min']) near(Math.min(...weights), wanted['weight_min'] as number, 'least weight');
    if (wanted['weight_max']) near(Math.max(...weights), wanted['weight_max'] as number, 'greatest weight');
    const sum = weights.reduce((all, weight) => all + weight, 0);
    if (wanted['weight_sum']) near(sum, wanted['weight_sum'] as number, 'sum of weights');
  }
  if (kind === 'quantile') {
    const p = Number(reference.estimate['p']);
    const [quantile] = estimateQuantiles(design, sample.numbers(variable!), [p], options);
    expect(quantile!.value).toBe(wanted['value']);
    if (wanted['ci']) expect([quantile!.interval!.lower, quantile!.interval!.upper]).toEqual(wanted['ci']);
    if (wanted['se']) near(quantile!.se, wanted['se'] as number, 'se');
    return;
  }
  if (kind === 'crosstab') return checkCrosstab(reference, { sample, design });
  if (kind === 'difference') {
    const levels = sample.factor(by!);
    const joint = estimateJointly(design, [mean(sample.numbers(variable!), { by: levels })], options);
    const place = (level: string): number => levels.levels.indexOf(String(reference.estimate[level]));
    const found = difference(joint, place('first'), place('second'))!;
    near(found.value, wanted['value'] as number, 'difference');
    near(found.se, wanted['se'] as number, 'se of the difference');
    return;
  }
  const domains = by ? { by: sample.factor(by) } : {};
  const statistics: Record<string, () => SmoothStatistic> = {
    mean: () => mean(sample.numbers(variable!), domains),
    total: () => total(sample.numbers(variable!), domains),
    ratio: () =>
      ratio(
        sample.numbers(reference.estimate['numerator'] as string),
        sample.numbers(reference.estimate['denominator'] as string),
        domains,
      ),
    proportion: () => proportions(sample.factor(variable!), domains),
    count: () => counts(sample.factor(variable!), domains),
    proportion_ci: () => proportions(sample.factor(variable!), domains),
  };
  let estimates = estimate(design, statistics[kind]!(), options);
  if (kind === 'proportion_ci')
    estimates = estimates.filter(({ level }) => level === reference.estimate['level']);
  if (wanted['levels']) expect(estimates.map((one) => one.level ?? one.domain)).toEqual(wanted['levels']);
  estimates.forEach((one, at) => {
    near(one.value, all('value')[at]!, 'value');
    if (wanted['se']) near(one.se, all('se')[at]!, 'se');
    if (wanted['df']) expect(one.df).toBe(wanted['df']);
    if (wanted['deff']) near(one.designEffect, all('deff')[at]!, 'design effect');
  });
  const intervals: [
    string,
    (one: Estimate, confidence: number) => { lower: number; upper: number } | null,
  ][] = [
    ['ci95_t', waldInterval],
    ['ci', reference.estimate['method'] === 'logit' ? logitInterval : kornGraubardInterval],
  ];
  for (const [key, intervalOf] of intervals) {
    if (!wanted[key]) continue;
    const { lower, upper } = intervalOf(estimates[0]!, Number(confidence))!;
    near(lower, all(key)[0]!, 'lower end');
    near(upper, all(key)[1]!, 'upper end');
  }
}

function checkCrosstab(
  { estimate: { rows, columns }, expect: wanted }: ReferenceCase,
  { sample, design }: { sample: Sample; design: ProbabilityDesign },
): void {
  const table = crosstab(design, sample.factor(rows as string), sample.factor(columns as string));
  expect(table.rows).toEqual(wanted['rows']);
  expect(table.columns).toEqual(wanted['columns']);
  (wanted['counts'] as number[][])
    .flat()
    .forEach((count, at) => near(table.counts[at]!.value, count, 'count'));
  const { firstOrder, secondOrder, pearson } = table.independence!;
  near(secondOrder.f, wanted['rao_scott_F'] as number, 'F');
  near(secondOrder.numeratorDf, wanted['ndf'] as number, 'ndf');
  near(secondOrder.denominatorDf, wanted['ddf'] as number, 'ddf');
  near(secondOrder.p, wanted['p'] as number, 'p');
  near(pearson, wanted['rao_scott_chisq'] as number, 'chi-square before its correction');
  near(firstOrder.p, wanted['chisq_p'] as number, 'p of the first order');
}

function replicatesOf(design: ProbabilityDesign, method: string | undefined): Replicates | undefined {
  if (method === 'JK1' || method === 'JKn') {
    const replicates = jackknife(design);
    expect(replicates.method).toBe(method);
    return replicates;
  }
  return method === 'BRR' ? balancedRepeated(design) : undefined;
}
