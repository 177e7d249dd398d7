import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { probabilityDesign } from './design.js';
import { type Estimate, estimate, estimateJointly } from './estimates.js';
import { factorOf } from './factor.js';
import { waldInterval } from './intervals.js';
import {
  designInput,
  groups,
  type InventedSurvey,
  inventedSurvey,
  numbers,
  type Row,
} from './random-designs.fixture.js';
import { counts, mean, proportions, ratio, total } from './statistic.js';

/** The variance of a weighted total, written as the textbooks write it: sums over strata, units, and their parts. */
function byTheBook({ rows, psuCount, ssuCount }: InventedSurvey, z: (row: Row) => number): number {
  const parts = (of: Row[], key: (row: Row) => string): Row[][] =>
    [...new Set(of.map(key))].map((one) => of.filter((row) => key(row) === one));
  const sum = (of: Row[]): number => of.reduce((all, row) => all + z(row), 0);
  const between = (units: Row[][], population: number): number => {
    const n = units.length;
    const centre = units.reduce((all, unit) => all + sum(unit), 0) / n;
    const squares = units.reduce((all, unit) => all + (sum(unit) - centre) ** 2, 0);
    return ((1 - n / population) * n * squares) / (n - 1);
  };
  let variance = 0;
  for (const stratum of parts(rows, (row) => row.stratum)) {
    const psus = parts(stratum, (row) => row.psu);
    const population = psuCount[stratum[0]!.stratum]!;
    variance += between(psus, population);
    for (const psu of psus) {
      for (const inner of parts(psu, (row) => row.innerStratum)) {
        const { stratum: h, psu: i, innerStratum: k } = inner[0]!;
        const within = between(
          parts(inner, (row) => row.ssu),
          ssuCount[`${h}/${i}/${k}`]!,
        );
        variance += (psus.length / population) * within;
      }
    }
  }
  return variance;
}

const close = (actual: number | null, expected: number, scale = Math.abs(expected)): void =>
  expect(Math.abs(actual! - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    1e-9 * scale + 1e-9,
  );

const same = (one: readonly Estimate[], other: readonly Estimate[]): void => {
  one.forEach(({ value, se, base, cases, df, designEffect }, at) => {
    const twin = other[at]!;
    expect({ base, cases, df }).toEqual({ base: twin.base, cases: twin.cases, df: twin.df });
    expect(value === null).toBe(twin.value === null);
    if (value === null) return;
    close(value, twin.value!);
    close(se, twin.se!, Math.abs(value) + twin.se!);
    if (designEffect !== null && twin.designEffect! < 1e6)
      close(designEffect, twin.designEffect!, 1 + designEffect);
  });
};

/** One of each kind of statistic, in the whole and in domains. */
const statisticsOf = (rows: readonly Row[]) => {
  const [y, x, by] = [numbers(rows, (row) => row.y), numbers(rows, (row) => row.x), groups(rows)];
  const level = factorOf(
    rows.map((row) => (row.x > 10 ? 'many' : 'few')),
    ['few', 'many'],
  );
  return [
    total(y),
    mean(y),
    ratio(y, x),
    proportions(by),
    counts(by),
    mean(y, { by }),
    total(y, { by }),
    ratio(y, x, { by }),
    proportions(level, { by }),
    counts(level, { by }),
  ];
};

describe('variances by linearisation', () => {
  it('are those of the textbook formula for two stages with strata and finite populations at both', () => {
    fc.assert(
      fc.property(inventedSurvey, (survey) => {
        const { rows } = survey;
        const design = probabilityDesign(designInput(survey));
        const [y, x] = [numbers(rows, (row) => row.y), numbers(rows, (row) => row.x)];
        const [wholeY] = estimate(design, total(y));
        close(
          wholeY!.se! ** 2,
          byTheBook(survey, (row) => row.weight * row.y),
        );
        const [average] = estimate(design, mean(y));
        const size = rows.reduce((all, row) => all + row.weight, 0);
        close(
          average!.se! ** 2,
          byTheBook(survey, (row) => (row.weight * (row.y - average!.value!)) / size),
        );
        const [quotient] = estimate(design, ratio(y, x));
        const below = rows.reduce((all, row) => all + row.weight * row.x, 0);
        const z = (row: Row): number => (row.weight * (row.y - quotient!.value! * row.x)) / below;
        close(quotient!.se! ** 2, byTheBook(survey, z));
      }),
    );
  });

  it('reproduce a textbook: S. Lohr, Sampling, example 5.2, five of a hundred suites of four students', () => {
    const averages = [
      3.08, 2.6, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.0, 2.56, 2.52, 1.88, 3.0, 2.88, 3.44, 3.64, 2.68, 1.92,
      3.28, 3.2,
    ];
    const design = probabilityDesign({
      sampling: 'multi-stage-cluster',
      weights: new Float64Array(20).fill(20),
      stages: [
        {
          clusters: factorOf(averages.map((_, at) => `suite ${Math.floor(at / 4)}`)),
          population: new Float64Array(20).fill(100),
        },
      ],
    });
    const [one] = estimate(design, mean(Float64Array.from(averages)));
    expect(one!.value).toBeCloseTo(2.826, 10);
    expect(one!.se).toBeCloseTo(0.1637, 4);
    expect(estimate(design, total(Float64Array.from(averages)))[0]!.value).toBeCloseTo(1130.4, 8);
    expect(one).toMatchObject({ df: 4, base: 20, statistic: 'mean' });
  });

  it('reproduce the textbook formula of a simple random sample, whose design effect is 1', () => {
    const y = Float64Array.of(3, 5, 8, 8, 1);
    const design = probabilityDesign({
      sampling: 'simple-random',
      weights: new Float64Array(5).fill(4),
      stages: [{ population: new Float64Array(5).fill(20) }],
    });
    const [one] = estimate(design, mean(y));
    // s² = 9.5; (1 - 5/20) 9.5/5 = 1.425.
    expect(one!.se! ** 2).toBeCloseTo(1.425, 12);
    expect(one!.designEffect).toBeCloseTo(1, 12);
    expect(estimate(design, total(y))[0]!.designEffect).toBeCloseTo(1, 12);
    const { lower, upper } = waldInterval(one!)!;
    expect([lower, upper]).toEqual([
      expect.closeTo(5 - 2.7764451051977987 * Math.sqrt(1.425), 10),
      expect.closeTo(5 + 2.7764451051977987 * Math.sqrt(1.425), 10),
    ]);
  });

  it('do not change with the order of rows, nor with the names of strata, units and levels', () => {
    fc.assert(
      fc.property(inventedSurvey, fc.infiniteStream(fc.nat()), (survey, keys) => {
        const shuffled = survey.rows
          .map((row) => ({ row, key: keys.next().value! }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const renamed = (row: Row): Row => ({
          ...row,
          stratum: `${9 - Number(row.stratum.slice(1))} tỉnh`,
          psu: `xã ${row.psu}`,
        });
        const counted = (of: Record<string, number>, name: (key: string) => string) =>
          Object.fromEntries(Object.entries(of).map(([key, count]) => [name(key), count]));
        const naming = (key: string): string => {
          const [stratum, psu, inner] = key.split('/');
          const head = `${9 - Number(stratum!.slice(1))} tỉnh`;
          return psu === undefined ? head : `${head}/xã ${psu}/${inner}`;
        };
        const other: InventedSurvey = {
          rows: shuffled.map(renamed),
          psuCount: counted(survey.psuCount, naming),
          ssuCount: counted(survey.ssuCount, naming),
        };
        const [one, two] = [survey, other].map((of) => {
          const design = probabilityDesign(designInput(of));
          return statisticsOf(of.rows).map((statistic) => estimate(design, statistic));
        });
        one!.forEach((estimates, at) => same(estimates, two![at]!));
      }),
      { numRuns: 50 },
    );
  });

  it('do not change when a stratum sampled whole is split, since it has none', () => {
    const y = Float64Array.of(1, 4, 2, 8, 5, 7);
    const estimateWith = (labels: string[], population: number[]): Estimate =>
      estimate(
        probabilityDesign({
          sampling: 'stratified',
          weights: Float64Array.of(1, 1, 1, 1, 5, 5),
          stages: [{ strata: factorOf(labels), population: Float64Array.from(population) }],
        }),
        mean(y),
      )[0]!;
    const whole = estimateWith(['a', 'a', 'a', 'a', 'b', 'b'], [4, 4, 4, 4, 10, 10]);
    const split = estimateWith(['a1', 'a1', 'a2', 'a2', 'b', 'b'], [2, 2, 2, 2, 10, 10]);
    expect(split.value).toBe(whole.value);
    expect(split.se).toBeCloseTo(whole.se!, 14);
    expect([whole.df, split.df]).toEqual([4, 3]);
  });

  it('scale with the weights: shares and means not at all, totals in proportion', () => {
    fc.assert(
      fc.property(inventedSurvey, fc.integer({ min: 2, max: 50 }), (survey, factor) => {
        const input = designInput(survey);
        const [one, two] = [input, { ...input, weights: input.weights.map((weight) => weight * factor) }].map(
          (of) => statisticsOf(survey.rows).map((statistic) => estimate(probabilityDesign(of), statistic)),
        );
        one!.forEach((estimates, s) => {
          estimates.forEach(({ statistic, value, se }, at) => {
            const scale = statistic === 'total' || statistic === 'count' ? factor : 1;
            const twin = two![s]![at]!;
            if (value === null) return expect(twin.value).toBe(null);
            close(twin.value, value * scale);
            close(twin.se, se! * scale, scale * (Math.abs(value) + se!));
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it('add up over disjoint domains: totals, and their variances with all covariances', () => {
    fc.assert(
      fc.property(inventedSurvey, (survey) => {
        const { rows } = survey;
        const design = probabilityDesign(designInput(survey));
        const y = numbers(rows, (row) => row.y);
        const [whole] = estimate(design, total(y));
        const { estimates, covariances } = estimateJointly(design, [total(y, { by: groups(rows) })]);
        const parts = estimates.reduce((sum, { value }) => sum + (value ?? 0), 0);
        const size = rows.reduce((sum, row) => sum + row.weight * Math.abs(row.y), 0);
        close(parts, whole!.value!, size);
        close(
          covariances.reduce((sum, one) => sum + one, 0),
          whole!.se! ** 2,
          size ** 2,
        );
        estimates.forEach(({ se, value }, at) => {
          if (value !== null) close(covariances[at * 4]!, se! ** 2, size ** 2);
        });
      }),
    );
  });

  it('of many domains are computed piece by piece, and are the same', () => {
    const rows = 3000;
    const by = factorOf(Array.from({ length: rows }, (_, at) => `${(at * 7) % 2000}`.padStart(4, '0')));
    const y = Float64Array.from({ length: rows }, (_, at) => (at * at) % 101);
    const design = probabilityDesign({ sampling: 'simple-random', weights: new Float64Array(rows).fill(2) });
    // 3,000 units by 2,000 domains do not fit in one piece.
    const all = estimate(design, mean(y, { by }));
    for (const at of [0, 777, 1398, 1399, 1999]) {
      const own = { codes: by.codes.map((code) => (code === at ? 0 : -1)), levels: [by.levels[at]!] };
      same([all[at]!], estimate(design, mean(y, { by: own })));
    }
  });

  it('keep missing values and domains apart from the design', () => {
    const design = probabilityDesign({
      sampling: 'stratified',
      weights: Float64Array.of(2, 2, 3, 3, 0),
      stages: [{ strata: factorOf(['a', 'a', 'b', 'b', 'b']) }],
    });
    const by = factorOf(['x', 'x', 'x', 'y', null], ['x', 'y', 'z']);
    const estimates = estimate(design, mean(Float64Array.of(1, NaN, 4, 6, 9), { by }));
    expect(estimates.map(({ value, base, df }) => ({ value, base, df }))).toEqual([
      { value: 14 / 5, base: 2, df: 1 },
      { value: 6, base: 1, df: 0 },
      { value: null, base: 0, df: 0 },
    ]);
    expect(waldInterval(estimates[1]!)).toBe(null);
    expect(estimates[2]).toMatchObject({ se: null, designEffect: null });
    expect(estimate(design, total(new Float64Array(5).fill(NaN)))[0]!.value).toBe(null);
    expect(design.df).toBe(2);
  });

  it('say how they were made', () => {
    const design = probabilityDesign({
      sampling: 'simple-random',
      weights: Float64Array.of(1, 1, 1),
      singlePsu: 'average',
    });
    expect(estimate(design, mean(Float64Array.of(1, 2, 4)))[0]!.method).toEqual({
      version: 'langnghe-statistics/1',
      sampling: 'simple-random',
      variance: 'taylor',
      weighting: 'design',
      stages: 1,
      singlePsu: 'average',
    });
  });
});
