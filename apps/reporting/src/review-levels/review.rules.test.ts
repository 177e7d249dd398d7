import { describe, expect, it } from 'vitest';
import { goesOn, highestReached, type Level, type Step } from './review.rules.js';

const step = (level: Level, lo: number, hi: number, changes: Partial<Step> = {}): Step => ({
  level,
  areaId: `area-${lo}`,
  code: String(lo),
  name: level,
  required: true,
  staffed: true,
  lo,
  hi,
  ...changes,
});
const beforeReform = [step('commune', 3, 3), step('district', 2, 5), step('province', 1, 9)];
const since = [step('commune', 3, 3), step('province', 1, 9)];
const within = (...ranges: [number, number][]) => ({
  everywhere: false,
  ranges,
  personIds: [],
  organisationIds: [],
});

describe('how far a reviewer lets a report pass', () => {
  it('is to the highest unit that is wholly theirs', () => {
    expect(highestReached(beforeReform, within([3, 3]))?.level).toBe('commune');
    expect(highestReached(beforeReform, within([2, 5]))?.level).toBe('district');
    expect(highestReached(beforeReform, within([3, 3], [1, 9]))?.level).toBe('province');
    expect(highestReached(beforeReform, { ...within(), everywhere: true })?.level).toBe('province');
  });

  it('is nowhere for whoever has only another unit, or a part of it', () => {
    expect(highestReached(beforeReform, within([4, 4]))).toBeNull();
    expect(highestReached([step('district', 2, 5)], within([3, 3]))).toBeNull();
  });
});

describe('what has passed a level', () => {
  it('goes on to the next that reviews: the district before the reform, the province since', () => {
    expect(goesOn(beforeReform, 'commune')).toBe(true);
    expect(goesOn(beforeReform, 'district')).toBe(true);
    expect(goesOn(since, 'commune')).toBe(true);
    expect(goesOn(since, 'province')).toBe(false);
  });

  it('passes by levels that are skipped or have nobody', () => {
    const above = (changes: Partial<Step>) => [step('commune', 3, 3), step('province', 1, 9, changes)];
    expect(goesOn(above({ required: false }), 'commune')).toBe(false);
    expect(goesOn(above({ staffed: false }), 'commune')).toBe(false);
  });
});
