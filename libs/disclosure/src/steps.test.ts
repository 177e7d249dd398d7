import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#statistics/random';
import { releaseTables, releaseTablesInTurns, type TableInput } from './gate.js';
import { finish, inTurns, type Steps } from './steps.js';

interface Heard {
  area: string;
  topic: string;
  tendency: string;
  reporter: string;
}

const keys = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${name}${at}`);

/** Items by two of their properties, counted as SQL would. */
function byTwo(
  items: Heard[],
  [rows, columns]: ['area' | 'topic', 'topic' | 'tendency'],
  [rowKeys, columnKeys]: [string[], string[]],
): TableInput {
  const counts = [...rowKeys, null].flatMap((row) =>
    [...columnKeys, null].map((column) => {
      const here = items.filter(
        (item) => (row === null || item[rows] === row) && (column === null || item[columns] === column),
      );
      return {
        row,
        column,
        count: here.length,
        reporters: new Set(here.map(({ reporter }) => reporter)).size,
      };
    }),
  );
  return {
    base: 'reports',
    rows: { dimension: rows, keys: rowKeys },
    columns: { dimension: columns, keys: columnKeys },
    counts,
  };
}

/** Thirty areas by eight topics, and within each topic and each area by tendency: all tied by their totals. */
function linked(): TableInput[] {
  const [areas, topics, tendencies] = [keys('area', 30), keys('topic', 8), keys('tendency', 3)];
  const draw = seededRandom(8);
  const one = (list: string[]): string => list[Math.floor(draw() * list.length)]!;
  const items = Array.from({ length: 600 }, (): Heard => {
    const area = one(areas);
    return {
      area,
      topic: one(topics),
      tendency: one(tendencies),
      reporter: `${area} ${one(['a', 'b', 'c', 'd'])}`,
    };
  });
  const within = (dimension: 'area' | 'topic', key: string): Heard[] =>
    items.filter((item) => item[dimension] === key);
  return [
    byTwo(items, ['area', 'topic'], [areas, topics]),
    byTwo(items, ['area', 'tendency'], [areas, tendencies]),
    byTwo(items, ['topic', 'tendency'], [topics, tendencies]),
    ...topics.map((topic) => ({
      ...byTwo(within('topic', topic), ['area', 'tendency'], [areas, tendencies]),
      within: { topic },
    })),
    ...areas.map((area) => ({
      ...byTwo(within('area', area), ['topic', 'tendency'], [topics, tendencies]),
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
