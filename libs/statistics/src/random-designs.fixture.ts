import fc from 'fast-check';

import { type DesignInput } from './design.js';
import { type Factor, factorOf } from './factor.js';

/** A row of an invented survey: where it stands in the design, and its answers. */
export interface Row {
  stratum: string;
  psu: string;
  innerStratum: string;
  ssu: string;
  weight: number;
  y: number;
  x: number;
  group: string;
}

/** A two-stage sample with its counts of units: strata, at least two units in each, strata and units within them. */
export interface InventedSurvey {
  rows: Row[];
  /** Units in the population, per stratum of each stage. */
  psuCount: Record<string, number>;
  ssuCount: Record<string, number>;
}

/** Any such survey: 1 to 3 strata of 2 to 4 units, each with 1 or 2 strata of 2 or 3 units of 1 to 3 rows. */
export const inventedSurvey: fc.Arbitrary<InventedSurvey> = fc
  .record({
    shape: fc.array(
      fc.record({
        more: fc.nat(20),
        psus: fc.array(
          fc.array(
            fc.record({
              more: fc.nat(9),
              ssus: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 }),
            }),
            { minLength: 1, maxLength: 2 },
          ),
          { minLength: 2, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    seed: fc.infiniteStream(
      fc.record({
        y: fc.integer({ min: -50, max: 100 }),
        x: fc.integer({ min: 1, max: 20 }),
        w: fc.integer({ min: 1, max: 40 }),
        g: fc.nat(2),
      }),
    ),
  })
  .map(({ shape, seed }) => {
    const survey: InventedSurvey = { rows: [], psuCount: {}, ssuCount: {} };
    for (const [h, { more, psus }] of shape.entries()) {
      const stratum = `h${h}`;
      survey.psuCount[stratum] = psus.length + more;
      for (const [i, inner] of psus.entries()) {
        for (const [k, { more: moreInner, ssus }] of inner.entries()) {
          survey.ssuCount[`${stratum}/${i}/k${k}`] = ssus.length + moreInner;
          for (const [j, count] of ssus.entries()) {
            for (let row = 0; row < count; row++) {
              const { y, x, w, g } = seed.next().value!;
              const place = { stratum, psu: `${i}`, innerStratum: `k${k}`, ssu: `${j}` };
              survey.rows.push({ ...place, weight: w / 4, y, x, group: 'abc'[g]! });
            }
          }
        }
      }
    }
    return survey;
  });

/** The design of an invented survey: both stages with counts of the population. */
export function designInput({ rows, psuCount, ssuCount }: InventedSurvey): DesignInput {
  const column = (of: (row: Row) => string): Factor => factorOf(rows.map(of));
  return {
    sampling: 'multi-stage-cluster',
    weights: Float64Array.from(rows, ({ weight }) => weight),
    stages: [
      {
        strata: column(({ stratum }) => stratum),
        clusters: column(({ psu }) => psu),
        population: Float64Array.from(rows, ({ stratum }) => psuCount[stratum]!),
      },
      {
        strata: column(({ innerStratum }) => innerStratum),
        clusters: column(({ ssu }) => ssu),
        population: Float64Array.from(
          rows,
          (row) => ssuCount[`${row.stratum}/${row.psu}/${row.innerStratum}`]!,
        ),
      },
    ],
  };
}

export const numbers = (rows: readonly Row[], of: (row: Row) => number): Float64Array =>
  Float64Array.from(rows, of);

export const groups = (rows: readonly Row[]): Factor =>
  factorOf(
    rows.map(({ group }) => group),
    ['a', 'b', 'c'],
  );
