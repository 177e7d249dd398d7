import { describe, expect, it } from 'vitest';

import { type DesignInput, probabilityDesign, stackWaves } from './design.js';
import { estimate } from './estimates.js';
import { crossed, factorOf } from './factor.js';
import { mean } from './statistic.js';

const stratified = (change: Partial<DesignInput> = {}): DesignInput => ({
  sampling: 'stratified',
  weights: Float64Array.of(2, 2, 3, 3),
  stages: [{ strata: factorOf(['a', 'a', 'b', 'b']), population: Float64Array.of(4, 4, 6, 6) }],
  ...change,
});

describe('a design', () => {
  it('has the degrees of freedom of its first-stage units less its strata, where rows have weight', () => {
    expect(probabilityDesign(stratified()).df).toBe(2);
    expect(probabilityDesign(stratified({ weights: Float64Array.of(2, 2, 3, 0) })).df).toBe(1);
    expect(probabilityDesign(stratified({ weights: Float64Array.of(2, 2, 0, 0) })).df).toBe(1);
    expect(probabilityDesign({ sampling: 'simple-random', weights: new Float64Array(9).fill(1) }).df).toBe(8);
  });

  it('numbers units within their strata: the same name in two strata is two units', () => {
    const clusters = factorOf(['1', '2', '1', '2']);
    const strata = factorOf(['a', 'a', 'b', 'b']);
    expect(probabilityDesign(stratified({ stages: [{ strata, clusters }] })).df).toBe(2);
  });

  it('refuses what cannot be', () => {
    const strata = factorOf(['a', 'a', 'b', 'b']);
    const refused = (change: Partial<DesignInput>, why: string): void =>
      expect(() => probabilityDesign(stratified(change))).toThrow(why);
    refused({ weights: new Float64Array(0) }, 'a design needs at least one row');
    refused({ weights: Float64Array.of(1, -1, 1, 1) }, 'row 1: -1 is not a weight');
    refused({ weights: Float64Array.of(1, NaN, 1, 1) }, 'row 1: NaN is not a weight');
    refused({ weights: new Float64Array(4) }, 'no row has a weight');
    refused({ stages: [{ strata: factorOf(['a']) }] }, 'strata of stage 1 has 1 rows, not 4');
    refused(
      { stages: [{ strata: factorOf(['a', null, 'b', 'b']) }] },
      'strata of stage 1, row 1: a value is missing',
    );
    refused(
      { stages: [{ strata, population: Float64Array.of(1, 1, 6, 6) }] },
      'stratum "a" of stage 1: 2 units sampled of 1 in the population',
    );
    refused(
      { stages: [{ strata, population: Float64Array.of(4, 5, 6, 6) }] },
      'stratum "a" of stage 1 has more than one population count',
    );
    refused({ stages: [{ strata, population: Float64Array.of(4) }] }, 'population has 1 rows, not 4');
    refused(
      { stages: [{ strata: factorOf(['a', 'b', 'b', 'b']) }] },
      'stratum "a" of stage 1 has a single unit',
    );
    refused(
      { stages: [{ clusters: factorOf(['1', '1', '1', '1']) }], singlePsu: 'average' },
      'no stratum has two units to average over',
    );
  });

  it('takes a stratum of one unit that was all there is', () => {
    const stages = [{ strata: factorOf(['a', 'b', 'b', 'b']), population: Float64Array.of(1, 9, 9, 9) }];
    expect(probabilityDesign(stratified({ stages })).df).toBe(2);
  });

  it('refuses variables of another length', () => {
    expect(() => estimate(probabilityDesign(stratified()), mean(Float64Array.of(1, 2)))).toThrow(
      'the variable has 2 rows, the design 4',
    );
    expect(() => mean(Float64Array.of(1, 2), { by: factorOf(['a']) })).toThrow('by has 1 rows, not 2');
  });
});

describe('factors', () => {
  it('have sorted levels, or those given, and -1 for what is missing', () => {
    expect(factorOf(['b', null, 'a'])).toEqual({ codes: Int32Array.of(1, -1, 0), levels: ['a', 'b'] });
    expect(factorOf(['b'], ['c', 'b']).codes).toEqual(Int32Array.of(1));
    expect(() => factorOf(['x'], ['a'])).toThrow('row 0: "x" is not among the levels');
  });

  it('cross, the second running fastest', () => {
    const cells = crossed(factorOf(['a', 'b', null]), factorOf(['y', 'x', 'x']));
    expect(cells).toEqual({ codes: Int32Array.of(1, 2, -1), levels: ['a, x', 'a, y', 'b, x', 'b, y'] });
  });
});

describe('waves of a survey', () => {
  const wave = (clusters: string[]): DesignInput => ({
    sampling: 'multi-stage-cluster',
    weights: new Float64Array(clusters.length).fill(1),
    stages: [{ clusters: factorOf(clusters) }],
  });

  it('in the same places share their units; drawn anew they do not', () => {
    const waves = { '2025': wave(['p', 'q', 'r']), '2026': wave(['p', 'q', 'r', 's']) };
    expect(stackWaves(waves, 'shared').design.df).toBe(3);
    expect(stackWaves(waves, 'independent').design.df).toBe(2 + 3);
    expect([...stackWaves(waves, 'shared').wave.codes]).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });

  it('must be of one design, with units that can be told again', () => {
    const simple: DesignInput = { sampling: 'simple-random', weights: Float64Array.of(1, 1) };
    expect(() => stackWaves({ a: wave(['p', 'q']), b: simple }, 'shared')).toThrow(
      'the waves differ in their design',
    );
    expect(() => stackWaves({ a: simple, b: simple }, 'shared')).toThrow('must name them as clusters');
    expect(() => stackWaves({}, 'shared')).toThrow('there is no wave');
  });
});
