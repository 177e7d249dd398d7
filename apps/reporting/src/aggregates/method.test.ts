import { expect, it } from 'vitest';
import { contentHash } from '#documents/canonical-json';
import { seededRandom } from '#statistics/random';
import { releaseTables } from '#disclosure/gate';
import type { CountRow } from './counts.queries.js';
import { composeSections, method } from './compose.rules.js';
import { counted } from './counted.fixture.js';
import {
  dominatedTopics,
  type Labels,
  prevalences,
  tableInputs,
  shownTables,
  tendencies,
  topicTotals,
  trendTable,
} from './tables.rules.js';

/** What reports of each method are of one invented month: a method gives for ever what it once gave. */
const given: Record<string, string> = {
  'aggregate-4': 'sha256:8f94155fd0c7e46e47eb461be2a1df83eb04602b5bfc6d9a6db9fcd054f6d531',
};

const named = (prefix: string, many: number) =>
  Array.from({ length: many }, (_, at) => ({
    key: `${prefix}${at}`,
    label: `${prefix.toUpperCase()} ${at}`,
  }));
const labels: Labels = { topics: named('t', 5), strata: named('s', 4), areas: named('a', 7) };

/** Counts of 180 invented items of 40 reporters, of each table with its totals. */
function countsOfMonth(): CountRow[] {
  const draw = seededRandom(2026);
  const pick = <T>(list: T[]): T => list[Math.floor(list.length * draw() ** 1.7)]!;
  const items = Array.from({ length: 180 }, () => ({
    topic: pick(labels.topics).key,
    tendency: pick(tendencies).key,
    prevalence: pick(prevalences).key,
    stratum: pick(labels.strata).key,
    area: pick(labels.areas).key,
    reporter: `r${Math.floor(40 * draw())}`,
  }));
  type Item = (typeof items)[number];
  const count = (kind: CountRow['kind'], row: keyof Item, column: keyof Item): CountRow[] =>
    counted(
      items,
      (item) => item[row],
      (item) => item[column],
    ).map((own) => ({ kind, ...own }));
  return [
    ...count('tendency', 'topic', 'tendency'),
    ...count('prevalence', 'topic', 'prevalence'),
    ...count('area', 'area', 'tendency'),
    ...count('stratum', 'stratum', 'tendency').filter(({ r }) => r !== null),
    ...count('reporter', 'topic', 'reporter').filter(({ r, c }) => r !== null && c !== null),
  ];
}

it('gives what it has always given: whoever changes that gives the method another name, and adds it here', () => {
  const counts = countsOfMonth();
  const tables = [
    ...shownTables([releaseTables(tableInputs(counts, labels))], labels),
    trendTable(
      [
        ...['t0', null].map((topic) => ({ period: '2010-01', topic, count: 12, reporters: 6 })),
        ...topicTotals([counts], '2010-02'),
      ],
      labels.topics,
    ),
  ];
  const facts = {
    periodCode: '2010-02',
    startsOn: '2010-02-01',
    endsOn: '2010-02-28',
    items: 180,
    tables,
    discipline: [{ level: 'commune', expected: 50, received: 40, onTime: 31 }],
    dominated: dominatedTopics(counts, 15),
  };
  const summary = {
    topic: 't0',
    tendency: 'oppose' as const,
    prevalence: 'many' as const,
    rumour: true,
    summary: 'Giá vật tư tăng (minh họa)',
    proposals: ['Bình ổn giá'],
    strength: 3,
    conversations: 20,
  };
  const sections = composeSections({
    ...facts,
    summaries: [summary],
    streams: [],
    training: null,
    surveys: [],
    topics: labels.topics,
    asked: null,
  });
  expect(
    tables.flatMap(({ cells }) => cells.flat()).filter(({ value }) => value === null).length,
  ).toBeGreaterThan(5);
  expect(contentHash({ ...facts, method, sections })).toBe(given[method]);
});
