import type { EntityManager } from 'typeorm';
import type { Discipline } from '#contracts/aggregates';
import { codesAsOf } from '../codes/codes.service.js';
import { disciplineSql } from '../periods/periods.queries.js';
import type { Basis, BasisPart } from './aggregate-basis.js';
import { partsOf } from './aggregate-parts.js';
import { areaLabelsSql, type Asked, summariesSql, type SummaryRow } from './aggregates.queries.js';
import { type CountRow, countsSql, foldSql, type Scope, topicsSql, unitCountsSql } from './counts.queries.js';
import { type KeptCounts, NOTHING_KEPT } from './kept-counts.js';
import { type StreamRow, streamsSql } from './streams.queries.js';
import type { Label, Labels, TrendRow } from './tables.rules.js';
import { hasAreas, toldUnits } from './unit-tables.rules.js';
import type { ReportingUnit, UnitCountRow } from './units.queries.js';

/** How many summaries a topic shows. */
const SUMMARIES = 5;

/** What was counted of a period; nothing of it has passed the gate. */
export interface Counted {
  part: BasisPart;
  counts: CountRow[];
  streams: StreamRow[];
  labels: Labels;
  /** The same of each unit; null where units tell nothing that their areas do not. */
  each: UnitCountRow[] | null;
  /** The same of the units that may be told of; null where no report of a unit has to do with it. */
  told: UnitCountRow[] | null;
}

/** As of when items are counted, to the microsecond, and what is kept of it; null: all items are counted. */
export interface Counting {
  instant: string;
  kept: KeptCounts | null;
}

/** Counts what was accepted by an instant of a period; `ofUnits`: reports of units have to do with it. */
export async function count(
  manager: EntityManager,
  part: BasisPart,
  { asked, ofUnits, ...counting }: Counting & { asked: Asked | null; ofUnits: boolean },
): Promise<Counted> {
  const counts = await folded(manager, part, counting, 'province', () =>
    manager.query<CountRow[]>(countsSql),
  );
  const labels = part.labels ?? (await labelsOf(manager, part, counts));
  const topics = asked ? labels.topics.filter(({ key }) => key === asked.topic) : labels.topics;
  const streams: StreamRow[] = await manager.query(streamsSql, [part.id, counting.instant]);
  const own = { part, counts, streams, labels: { ...labels, topics } };
  const units = part.units ?? [];
  if (!ofUnits && !units.some(hasAreas)) return { ...own, each: null, told: null };
  return folded(manager, part, counting, 'units', async () => {
    const each = await countByUnit(manager, units);
    return { ...own, each, told: ofUnits ? await countByUnit(manager, toldUnits(units, each)) : null };
  });
}

/** Lets count what is folded of a period, and keeps that where it was not carried on from what is kept. */
async function folded<T>(
  manager: EntityManager,
  { id }: Pick<BasisPart, 'id'>,
  { instant, kept }: Counting,
  scope: Scope,
  counted: () => Promise<T>,
): Promise<T> {
  const since = (await kept?.since(id, scope)) ?? NOTHING_KEPT;
  await manager.query(foldSql(scope), [id, instant, since]);
  if (since === NOTHING_KEPT) await kept?.keep(id, scope);
  const result = await counted();
  await manager.query('DROP TABLE folded');
  return result;
}

function countByUnit(manager: EntityManager, units: ReportingUnit[]): Promise<UnitCountRow[]> {
  const places = units.flatMap(({ code, areas }) => areas.map((area) => [area, code] as const));
  return manager.query(unitCountsSql, [places.map(([area]) => area), places.map(([, code]) => code)]);
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
export async function countBefore(
  manager: EntityManager,
  before: Basis['before'],
  { instant, kept }: Counting,
): Promise<TrendRow[]> {
  const rows: TrendRow[] = [];
  for (const { id, code } of before) {
    const found: { topic: string; reporter: string; n: number }[][] = [];
    for (const part of await partsOf(manager, id)) {
      const since = (await kept?.since(part.id, 'province')) ?? NOTHING_KEPT;
      found.push(await manager.query(topicsSql, [part.id, instant, since]));
    }
    const items = found.flat();
    const topics = [...new Set(items.map((one) => one.topic))].toSorted();
    for (const topic of [...topics, null]) {
      const own = items.filter((one) => topic === null || one.topic === topic);
      rows.push({
        period: code,
        topic,
        count: own.reduce((sum, { n }) => sum + n, 0),
        reporters: new Set(own.map(({ reporter }) => reporter)).size,
      });
    }
  }
  return rows;
}

/** The best-founded summaries of the topics that may be told of each period; `areas`: heard there alone. */
export async function summariesOf(
  manager: EntityManager,
  parts: { part: BasisPart; topics: string[] }[],
  { instant, streams, areas }: { instant: string; streams: StreamRow[]; areas: string[] | null },
): Promise<SummaryRow[]> {
  const told = streams.map(({ id }) => id);
  const all: SummaryRow[] = [];
  for (const { part, topics } of parts)
    all.push(...(await manager.query(summariesSql, [part.id, instant, topics, SUMMARIES, told, areas])));
  if (parts.length === 1) return all;
  const best = all.toSorted(
    (a, b) =>
      a.strength - b.strength || b.conversations - a.conversations || (a.summary < b.summary ? -1 : 1),
  );
  const topics = [...new Set(best.map(({ topic }) => topic))].toSorted();
  return topics.flatMap((topic) => best.filter((one) => one.topic === topic).slice(0, SUMMARIES));
}

/** Who owed what in all of the periods together, as it was frozen when each was closed and corrected by then. */
export async function disciplineOf(
  manager: EntityManager,
  parts: BasisPart[],
  { instant, areas }: { instant: string; areas: string[] | null },
): Promise<Discipline[]> {
  const levels = new Map<string, Discipline>();
  for (const { id } of parts) {
    for (const row of (await manager.query(disciplineSql, [id, instant, areas])) as Discipline[]) {
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
