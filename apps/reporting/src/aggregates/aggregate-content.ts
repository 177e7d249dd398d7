import type { EntityManager } from 'typeorm';
import type { AggregateContent, Discipline } from '#contracts/aggregates';
import { type ReleasedTable, reopenRelease } from '#disclosure/gate';
import { codesAsOf } from '../codes/codes.service.js';
import type { ReportingPeriodEntity } from '../periods/period.entity.js';
import { disciplineSql } from '../periods/periods.queries.js';
import type { Basis, BasisPart } from './aggregate-basis.js';
import { askedIn, partsOf } from './aggregate-parts.js';
import {
  areaLabelsSql,
  type Asked,
  type CountRow,
  countsSql,
  summariesSql,
  type SummaryRow,
  topicsSql,
  type TrendRow,
} from './aggregates.queries.js';
import { surveysIn, trainingIn } from './aggregate-results.js';
import { composeSections, type Composition, method } from './compose.rules.js';
import { type StreamRow, streamsSql } from './streams.queries.js';
import { shownStreams, streamInput, streamTable } from './streams.rules.js';
import {
  dominatedTopics,
  joinLabels,
  type Label,
  type Labels,
  releasedTables,
  shownTables,
  toldTopics,
  topicTotals,
  trendTable,
} from './tables.rules.js';

/** p of the p % rule, and how many summaries a topic shows. */
const DOMINANCE_PERCENT = 15;
const SUMMARIES = 5;

/** What the gate released of one of the periods that a report counts, and the reports that it was held against. */
export interface PartRelease {
  periodId: string;
  tables: ReleasedTable[];
  against: string[];
  labels: Labels;
}

interface Counted {
  part: BasisPart;
  counts: CountRow[];
  streams: StreamRow[];
  labels: Labels;
}

/**
 * The report of a period as of an instant: a function of its basis and of the items accepted by then. Every period that it counts passes
 * the gate by itself; what a longer one shows are sums of what its periods show.
 */
export async function makeContent(
  manager: EntityManager,
  period: ReportingPeriodEntity,
  { instant, parts, before }: Basis,
  progress: (percent: number, step: string) => Promise<void> = async () => undefined,
): Promise<{ content: AggregateContent; releases: PartRelease[] }> {
  await progress(15, 'counting');
  const asked = await askedIn(manager, period);
  const counted: Counted[] = [];
  for (const part of parts) counted.push(await count(manager, part, { instant, asked }));
  const latestFirst = counted.map(({ labels }) => labels).toReversed();
  const strata = joinLabels(latestFirst.map((labels) => labels.strata));
  const topics = joinLabels(latestFirst.map((labels) => labels.topics));
  const areas = joinLabels(latestFirst.map((labels) => labels.areas)).toSorted((a, b) =>
    a.key < b.key ? -1 : 1,
  );

  await progress(45, 'passing the release gate');
  const releases = counted.map(({ part, counts, labels, streams }): PartRelease => {
    const earlier = part.against.flatMap(({ tables }) => tables.map(reopenRelease));
    const more = streamInput(streams, counts);
    const tables = releasedTables(counts, { ...labels, strata }, { earlier, more });
    return { periodId: part.id, tables, labels, against: part.against.map(({ aggregateId }) => aggregateId) };
  });
  const tables = shownTables(
    releases.map((release) => release.tables),
    { topics, strata, areas },
  );
  const now = topicTotals(
    counted.map(({ counts }) => counts),
    period.code,
  );
  const trend = trendTable([...(await countBefore(manager, before, instant)), ...now], topics);

  const streams = shownStreams(
    counted.map((one, index) => ({ streams: one.streams, tables: releases[index]!.tables })),
  );
  const { threshold } = tables[0]!;
  const ofStreams = streamTable(
    streams,
    releases.flatMap((release) => release.tables),
    threshold,
  );

  await progress(65, 'composing the text');
  const counts = counted.flatMap((part) => part.counts);
  const facts: Composition = {
    periodCode: period.code,
    startsOn: period.startsOn,
    endsOn: period.endsOn,
    ...(parts.some(({ id }) => id !== period.id) && { parts: parts.map(({ code }) => code) }),
    items: tables[0]!.total.value ?? 0,
    tables: [...tables, trend, ...ofStreams],
    discipline: await disciplineOf(manager, parts, instant),
    dominated: dominatedTopics(counts, DOMINANCE_PERCENT),
    summaries: await summariesOf(manager, counted, { instant, threshold, streams }),
    streams,
    training: asked ? null : await trainingIn(manager, period, { parts, instant }),
    surveys: asked ? [] : await surveysIn(manager, period, instant),
    topics,
    asked,
  };
  const { summaries: _, topics: __, asked: ___, streams: ____, ...figures } = facts;
  const content: AggregateContent = { ...figures, method, sections: composeSections(facts) };
  return { content, releases };
}

async function count(
  manager: EntityManager,
  part: BasisPart,
  { instant, asked }: { instant: string; asked: Asked | null },
): Promise<Counted> {
  const counts: CountRow[] = await manager.query(countsSql, [part.id, instant]);
  const labels = part.labels ?? (await labelsOf(manager, part, counts));
  const topics = asked ? labels.topics.filter(({ key }) => key === asked.topic) : labels.topics;
  const streams: StreamRow[] = await manager.query(streamsSql, [part.id, instant]);
  return { part, counts, streams, labels: { ...labels, topics } };
}

async function labelsOf(manager: EntityManager, { endsOn }: BasisPart, counts: CountRow[]): Promise<Labels> {
  const codes = await codesAsOf(manager, endsOn);
  const labelled = (list: string): Label[] =>
    codes.filter((line) => line.list === list).map((line) => ({ key: line.code, label: line.name }));
  const heardIn = new Set(counts.flatMap(({ kind, r }) => (kind === 'area' && r !== null ? [r] : [])));
  const areas: Label[] = await manager.query(areaLabelsSql, [[...heardIn], endsOn]);
  return { topics: labelled('topic'), strata: labelled('stratum'), areas };
}

/** Items by topic in the periods before, oldest first. */
async function countBefore(
  manager: EntityManager,
  before: Basis['before'],
  instant: string,
): Promise<TrendRow[]> {
  const rows: TrendRow[] = [];
  for (const { id, code } of before) {
    const ids = (await partsOf(manager, id)).map((part) => part.id);
    const topics: Omit<TrendRow, 'period'>[] = await manager.query(topicsSql, [ids, instant]);
    rows.push(...topics.map((row) => ({ period: code, ...row })));
  }
  return rows;
}

/**
 * The best-founded summaries by topic. Each is told where at least as many reporters as the threshold spoke of its topic
 * in its own period: of fewer, the words themselves could lead to one.
 */
async function summariesOf(
  manager: EntityManager,
  parts: Counted[],
  { instant, threshold, streams }: { instant: string; threshold: number; streams: StreamRow[] },
): Promise<SummaryRow[]> {
  const told = streams.map(({ id }) => id);
  const all: SummaryRow[] = [];
  for (const { part, counts } of parts) {
    const topics = toldTopics(counts, threshold);
    all.push(...(await manager.query(summariesSql, [part.id, instant, topics, SUMMARIES, told])));
  }
  if (parts.length === 1) return all;
  const best = all.toSorted(
    (a, b) =>
      a.strength - b.strength || b.conversations - a.conversations || (a.summary < b.summary ? -1 : 1),
  );
  const topics = [...new Set(best.map(({ topic }) => topic))].toSorted();
  return topics.flatMap((topic) => best.filter((one) => one.topic === topic).slice(0, SUMMARIES));
}

/** Who owed what in all of the periods together, as it was frozen when each was closed and corrected by then. */
async function disciplineOf(
  manager: EntityManager,
  parts: BasisPart[],
  instant: string,
): Promise<Discipline[]> {
  const levels = new Map<string, Discipline>();
  for (const { id } of parts) {
    for (const row of (await manager.query(disciplineSql, [id, instant])) as Discipline[]) {
      const sum = levels.get(row.level) ?? { level: row.level, expected: 0, received: 0, onTime: 0 };
      sum.expected += row.expected;
      sum.received += row.received;
      sum.onTime += row.onTime;
      levels.set(row.level, sum);
    }
  }
  const order = ['province', 'district', 'commune'];
  return [...levels.values()].toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
