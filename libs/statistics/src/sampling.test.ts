import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { langSonPopulation } from '#apps/standalone/src/demo-data/lang-son.population';
import { allocate } from './allocation.js';
import { type Random, seededRandom } from './random.js';
import {
  type Draw,
  inclusionProbabilities,
  paretoSample,
  sampford,
  simpleRandomSample,
  systematicPps,
  systematicSample,
} from './sampling.js';
import { baseWeights } from './weights.js';

const people = Float64Array.from(langSonPopulation, ({ population }) => population);
const probabilities = inclusionProbabilities(people, 12);

const methods: Record<string, (random: Random) => Draw> = {
  'simple random': (random) => simpleRandomSample(65, 12, random),
  systematic: (random) => systematicSample(65, 12, random),
  'PPS systematic': (random) => systematicPps(probabilities, random),
  Sampford: (random) => sampford(probabilities, random),
  Pareto: (random) => paretoSample(probabilities, random),
};

describe('a sample of the 65 units of Lạng Sơn', () => {
  it.each(Object.entries(methods))('drawn %s includes each unit as often as it says', (name, draw) => {
    const random = seededRandom(65);
    const draws = 8000;
    const included = new Float64Array(65);
    let [estimate, distinct] = [0, 0];
    for (let time = 0; time < draws; time++) {
      const { units, probabilities: of } = draw(random);
      distinct += new Set(units).size;
      const weights = baseWeights(of);
      units.forEach((unit, at) => {
        included[unit]!++;
        estimate += (weights[at]! * people[unit]!) / draws;
      });
    }
    expect(distinct).toBe(12 * draws);
    const wanted =
      name === 'simple random' || name === 'systematic' ? new Float64Array(65).fill(12 / 65) : probabilities;
    // Pareto's probabilities are only nearly those given.
    const slack = name === 'Pareto' ? 0.004 : 0;
    included.forEach((count, unit) => {
      const p = wanted[unit]!;
      const error = Math.abs(count / draws - p);
      expect(error, `unit ${unit}`).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / draws) + slack);
    });
    expect(Math.abs(estimate / 840_434 - 1)).toBeLessThan(0.02);
  });

  it.each(Object.entries(methods))('drawn %s is the same again from the same seed', (_, draw) => {
    expect(draw(seededRandom(8))).toEqual(draw(seededRandom(8)));
    expect(draw(seededRandom(8))).not.toEqual(draw(seededRandom(9)));
    const { units } = draw(seededRandom(8));
    expect([...units]).toEqual([...units].sort((a, b) => a - b));
  });

  it('proportional to size weighs every drawn place so that its people count alike', () => {
    const { units, probabilities: of } = systematicPps(probabilities, seededRandom(1));
    units.forEach((unit, at) => expect(people[unit]! / of[at]!).toBeCloseTo(840_434 / 12, 6));
  });
});

describe('pairs', () => {
  it('drawn by Sampford come as often as his formula says', () => {
    // n = 2: joint probability K p_i p_j (1/(1 - 2p_i) + 1/(1 - 2p_j)), p = π/2, 1/K = sum p/(1 - 2p) + 1, halves.
    const pi = Float64Array.of(0.2, 0.4, 0.6, 0.8);
    const p = pi.map((one) => one / 2);
    const scale = 1 / p.reduce((sum, one) => sum + one / (1 - 2 * one), 1);
    const random = seededRandom(4);
    const draws = 20_000;
    const seen: Record<string, number> = {};
    for (let time = 0; time < draws; time++) {
      const key = [...sampford(pi, random).units].join();
      seen[key] = (seen[key] ?? 0) + 1;
    }
    const joint = (i: number, j: number): number =>
      2 * scale * p[i]! * p[j]! * (1 / (1 - 2 * p[i]!) + 1 / (1 - 2 * p[j]!));
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      for (let j = i + 1; j < 4; j++) {
        sum += joint(i, j);
        expect(seen[`${i},${j}`]! / draws).toBeCloseTo(joint(i, j), 2);
      }
    }
    expect(sum).toBeCloseTo(1, 12);
  });
});

describe('inclusion probabilities', () => {
  it('are proportional to size, with what is too large taken for certain', () => {
    expect([...inclusionProbabilities(Float64Array.of(1, 2, 3, 4), 2)]).toEqual(
      [0.2, 0.4, 0.6, 0.8].map((one) => expect.closeTo(one, 12)),
    );
    expect([...inclusionProbabilities(Float64Array.of(100, 30, 10, 10), 2)]).toEqual(
      [1, 0.6, 0.2, 0.2].map((one) => expect.closeTo(one, 12)),
    );
    expect([...inclusionProbabilities(Float64Array.of(5, 1), 2)]).toEqual([1, 1]);
    for (const draw of [sampford, paretoSample, systematicPps]) {
      const { units } = draw(inclusionProbabilities(Float64Array.of(100, 30, 10, 10), 2), seededRandom(3));
      expect(units[0]).toBe(0);
      expect(units).toHaveLength(2);
    }
  });

  it('always add up to the sample', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        const size = Math.max(1, Math.floor(share * some.length));
        const of = inclusionProbabilities(Float64Array.from(some), size);
        expect(of.reduce((sum, one) => sum + one, 0)).toBeCloseTo(size, 8);
        expect(of.every((one) => one > 0 && one <= 1)).toBe(true);
        expect(systematicPps(of, seededRandom(size)).units).toHaveLength(size);
        expect(paretoSample(of, seededRandom(size)).units).toHaveLength(size);
      }),
    );
  });

  it('refuse what cannot be drawn', () => {
    expect(() => inclusionProbabilities(Float64Array.of(1, 0), 1)).toThrow('unit 1: 0 is not a size');
    expect(() => simpleRandomSample(5, 6, seededRandom(1))).toThrow('a sample of 6 out of 5 cannot be drawn');
    expect(() => systematicSample(5, 0, seededRandom(1))).toThrow(RangeError);
    expect(() => sampford(Float64Array.of(0.5, 0.7), seededRandom(1))).toThrow(
      'add up to 1.2, not to a whole number',
    );
    expect(() => paretoSample(Float64Array.of(1.5, 0.5), seededRandom(1))).toThrow(
      'is not an inclusion probability',
    );
  });
});

describe('allocation', () => {
  const strata = [
    { population: 600, deviation: 10 },
    { population: 300, deviation: 40 },
    { population: 100, deviation: 60 },
  ];

  it('shares a sample by units, equally, by units times deviation, or by a power of units', () => {
    expect([...allocate(strata, 100, { method: 'proportional' })]).toEqual([60, 30, 10]);
    expect([...allocate(strata, 99, { method: 'equal' })]).toEqual([33, 33, 33]);
    // 6,000 : 12,000 : 6,000.
    expect([...allocate(strata, 100, { method: 'neyman' })]).toEqual([25, 50, 25]);
    // 24.49 : 17.32 : 10 of 51.81.
    expect([...allocate(strata, 100, { method: 'power', power: 0.5 })]).toEqual([47, 34, 19]);
    expect([...allocate(strata, 99, { method: 'power', power: 0 })]).toEqual([33, 33, 33]);
  });

  it('takes no more than there are and no less than asked', () => {
    expect([...allocate(strata, 500, { method: 'equal' })]).toEqual([200, 200, 100]);
    expect([...allocate(strata, 10, { method: 'proportional' })]).toEqual([5, 3, 2]);
    expect([...allocate([{ population: 1 }, { population: 99 }], 10, { method: 'proportional' })]).toEqual([
      1, 9,
    ]);
    const flat = [
      { population: 9, deviation: 0 },
      { population: 9, deviation: 3 },
    ];
    expect([...allocate(flat, 14, { method: 'neyman', least: 0 })]).toEqual([5, 9]);
  });

  it('always shares it whole, within its limits, the larger claim never less', () => {
    const some = fc.array(
      fc.record({ population: fc.integer({ min: 1, max: 500 }), deviation: fc.integer({ min: 1, max: 50 }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        some,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('proportional', 'equal', 'neyman'),
        (of, share, method) => {
          const all = of.reduce((sum, { population }) => sum + population, 0);
          const least = of.reduce((sum, { population }) => sum + Math.min(2, population), 0);
          const size = least + Math.floor(share * (all - least));
          const shares = allocate(of, size, { method });
          expect(shares.reduce((sum, one) => sum + one, 0)).toBe(size);
          shares.forEach((one, at) => {
            expect(one).toBeGreaterThanOrEqual(Math.min(2, of[at]!.population));
            expect(one).toBeLessThanOrEqual(of[at]!.population);
            if (method !== 'proportional') return;
            of.forEach(({ population }, other) => {
              if (population > of[at]!.population) expect(shares[other]).toBeGreaterThanOrEqual(one);
            });
          });
        },
      ),
    );
  });

  it('refuses what cannot be shared', () => {
    expect(() => allocate(strata, 5, { method: 'equal' })).toThrow(
      '5 cannot be shared: between 6 and 1000 can',
    );
    expect(() => allocate(strata, 1001, { method: 'equal' })).toThrow(RangeError);
    expect(() => allocate([{ population: 9 }], 4, { method: 'neyman' })).toThrow(
      'stratum 0 cannot be given a share',
    );
    expect(() => allocate(strata, 50, { method: 'power', power: 2 })).toThrow(
      'stratum 0 cannot be given a share',
    );
  });
});
