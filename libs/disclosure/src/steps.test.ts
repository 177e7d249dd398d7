import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#statistics/random';
import { type Counting, itemsTable } from '../../../test/fixtures/disclosure/outsider.js';
import { releaseTables, releaseTablesInTurns, type TableInput } from './gate.js';
import { finish, inTurns, type Steps } from './steps.js';

interface Heard {
  area: string;
  topic: string;
  tendency: string;
  reporter: string;
}

const by = (dimension: string, count: number, of: (item: Heard) => string): Counting<Heard> => ({
  dimension,
  keys: Array.from({ length: count }, (_, at) => `${dimension}${at}`),
  of,
});

/** Thirty areas by eight topics, and within each topic and each area by tendency: all tied by their totals. */
function linked(): TableInput[] {
  const areas = by('area', 30, ({ area }) => area);
  const topics = by('topic', 8, ({ topic }) => topic);
  const tendencies = by('tendency', 3, ({ tendency }) => tendency);
  const draw = seededRandom(8);
  const one = (list: string[]): string => list[Math.floor(draw() * list.length)]!;
  const items = Array.from({ length: 600 }, (): Heard => {
    const area = one(areas.keys);
    return {
      area,
      topic: one(topics.keys),
      tendency: one(tendencies.keys),
      reporter: `${area} ${one(['a', 'b', 'c', 'd'])}`,
    };
  });
  const within = (dimension: 'area' | 'topic', key: string): Heard[] =>
    items.filter((item) => item[dimension] === key);
  return [
    itemsTable(items, areas, topics),
    itemsTable(items, areas, tendencies),
    itemsTable(items, topics, tendencies),
    ...topics.keys.map((topic) => ({
      ...itemsTable(within('topic', topic), areas, tendencies),
      within: { topic },
    })),
    ...areas.keys.map((area) => ({
      ...itemsTable(within('area', area), topics, tendencies),
      within: { area },
    })),
  ];
}

describe('the release of many linked tables', () => {
  it('gives the same in turns, and keeps nobody else waiting', async () => {
    const tables = linked();
    const began = performance.now();
    const atOnce = releaseTables(tables);
    const took = performance.now() - began;
    const waiting = monitorEventLoopDelay({ resolution: 5 });
    waiting.enable();
    const inSteps = await releaseTablesInTurns(tables);
    waiting.disable();
    expect(inSteps).toEqual(atOnce);
    expect(took).toBeGreaterThan(300);
    expect(waiting.max / 1e6).toBeLessThan(took / 2);
  });
});

describe('steps', () => {
  function* counting(to: number): Steps<number> {
    let sum = 0;
    for (let n = 1; n <= to; n++) {
      sum += n;
      yield;
    }
    return sum;
  }
  function* failing(): Steps<number> {
    yield;
    throw new RangeError('not a table');
  }

  it('come to the same at once and in turns, also where they fail', async () => {
    expect(finish(counting(100))).toBe(5050);
    expect(await inTurns(counting(100))).toBe(5050);
    expect(() => finish(failing())).toThrow('not a table');
    await expect(inTurns(failing())).rejects.toThrow('not a table');
  });
});
