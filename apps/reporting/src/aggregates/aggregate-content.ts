import type { EntityManager } from 'typeorm';
import type { AggregateContent } from '#contracts/aggregates';
import { type ReleasedTable, releaseTablesInTurns, reopenRelease } from '#disclosure/gate';
import type { ReportingPeriodEntity } from '../periods/period.entity.js';
import type { Basis } from './aggregate-basis.js';
import { count, countBefore, type Counted, disciplineOf, summariesOf } from './aggregate-counts.js';
import { askedIn } from './aggregate-parts.js';
import { surveysIn, trainingIn } from './aggregate-results.js';
import { composeSections, type Composition, method } from './compose.rules.js';
import type { KeptCounts } from './kept-counts.js';
import type { Release } from './release-plans.js';
import { shownStreams, streamInput, streamTable } from './streams.rules.js';
import {
  dominatedTopics,
  joinLabels,
  type Labels,
  shownTables,
  tableInputs,
  toldTopics,
  topicTotals,
  trendTable,
} from './tables.rules.js';
import { groupTables, planOf, shownUnitTables, tellUnits, unitTables } from './unit-tables.rules.js';
import type { ReportingUnit } from './units.queries.js';

/** p of the p % rule. */
const DOMINANCE_PERCENT = 15;

/** What the gate released of one of the periods that a report counts, and the reports that it was held against. */
export interface PartRelease {
  periodId: string;
  tables: ReleasedTable[];
  against: string[];
  labels: Labels;
  units: ReportingUnit[] | null;
  /** The plan of the gate that the tables come from. */
  plan: string;
}

type Progress = (percent: number, step: string) => Promise<void>;

/** How it is made: who hears of the progress, and what passes the tables through the gate. */
interface Making {
  progress?: Progress;
  release?: Release;
  /** Left out: all items are counted. */
  kept?: KeptCounts | null;
}

interface About {
  period: ReportingPeriodEntity;
  /** The unit that the report is about; null: the whole province. */
  areaCode: string | null;
}

/**
 * The report of a period as of an instant: a function of its basis and of the items accepted by then. Every period that it counts passes
 * the gate by itself; what a longer one shows are sums of what its periods show.
 */
export async function makeContent(
  manager: EntityManager,
  { period, areaCode }: About,
  basis: Basis,
  { progress = async () => undefined, release = releaseTablesInTurns, kept = null }: Making = {},
): Promise<{ content: AggregateContent; releases: PartRelease[] }> {
  await progress(15, 'counting');
  const { instant, parts } = basis;
  const asked = await askedIn(manager, period);
  const earlier = parts.map(({ against }) => against.flatMap(({ tables }) => tables.map(reopenRelease)));
  const counted: Counted[] = [];
  for (const [index, part] of parts.entries()) {
    const ofUnits = areaCode !== null || tellUnits(earlier[index]!);
    counted.push(await count(manager, part, { instant, kept, asked, ofUnits }));
  }
  const latestFirst = counted.map(({ labels }) => labels).toReversed();
  const labels: Labels = {
    topics: joinLabels(latestFirst.map(({ topics }) => topics)),
    strata: joinLabels(latestFirst.map(({ strata }) => strata)),
    areas: joinLabels(latestFirst.map(({ areas }) => areas)).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  };

  await progress(45, 'passing the release gate');
  const releases: PartRelease[] = [];
  for (const [index, one] of counted.entries())
    releases.push(
      await releaseOf(one, { areaCode, strata: labels.strata, earlier: earlier[index]!, release }),
    );

  await progress(65, 'composing the text');
  const common = {
    periodCode: period.code,
    startsOn: period.startsOn,
    endsOn: period.endsOn,
    ...(parts.some(({ id }) => id !== period.id) && { parts: parts.map(({ code }) => code) }),
    topics: labels.topics,
    asked,
  };
  const made = { counted, releases, labels, basis, kept };
  const facts: Composition =
    areaCode === null
      ? { ...common, ...(await ofProvince(manager, period, made)) }
      : { ...common, ...(await ofUnit(manager, areaCode, made)) };
  const { summaries: _, topics: __, asked: ___, streams: ____, ...figures } = facts;
  const content: AggregateContent = { ...figures, method, sections: composeSections(facts) };
  return { content, releases };
}

/** `earlier`: tables issued before for the same period, for what changed since must not be worked out either. */
async function releaseOf(
  { part, counts, labels, streams, each, told }: Counted,
  {
    areaCode,
    strata,
    earlier,
    release,
  }: { areaCode: string | null; strata: Labels['strata']; earlier: ReleasedTable[]; release: Release },
): Promise<PartRelease> {
  const units = part.units ?? [];
  const ofUnits = each && told && unitTables(units, { counts, each, told }, labels);
  const groups = ofUnits ? ofUnits.inputs : each ? groupTables(units, { counts, each }, labels) : [];
  const inputs = [...tableInputs(counts, { ...labels, strata }), ...streamInput(streams, counts), ...groups];
  const all = await release(inputs, { earlier });
  const first = all.length - groups.length;
  const own = ofUnits && areaCode !== null ? (ofUnits.own.get(areaCode) ?? []) : null;
  return {
    periodId: part.id,
    tables: own ? own.map((place) => all[first + place]!) : all.slice(0, first),
    labels,
    against: part.against.map(({ aggregateId }) => aggregateId),
    units: part.units,
    plan: planOf(all),
  };
}

interface Made {
  counted: Counted[];
  releases: PartRelease[];
  labels: Labels;
  basis: Basis;
  kept: KeptCounts | null;
}

type Own = Omit<Composition, 'periodCode' | 'startsOn' | 'endsOn' | 'parts' | 'topics' | 'asked'>;

async function ofProvince(
  manager: EntityManager,
  period: ReportingPeriodEntity,
  { counted, releases, labels, basis: { instant, parts, before }, kept }: Made,
): Promise<Own> {
  const asked = period.kind === 'thematic';
  const tables = shownTables(
    releases.map((one) => one.tables),
    labels,
  );
  const now = topicTotals(
    counted.map(({ counts }) => counts),
    period.code,
  );
  const trend = trendTable(
    [...(await countBefore(manager, before, { instant, kept })), ...now],
    labels.topics,
  );
  const streams = shownStreams(
    counted.map((one, index) => ({ streams: one.streams, tables: releases[index]!.tables })),
  );
  const { threshold } = tables[0]!;
  const ofStreams = streamTable(
    streams,
    releases.flatMap((one) => one.tables),
    threshold,
  );
  // Of fewer reporters than the threshold, the words themselves could lead to one.
  const told = counted.map(({ part, counts }) => ({ part, topics: toldTopics(counts, threshold) }));
  return {
    items: tables[0]!.total.value ?? 0,
    tables: [...tables, trend, ...ofStreams],
    discipline: await disciplineOf(manager, parts, { instant, areas: null }),
    dominated: dominatedTopics(
      counted.flatMap((part) => part.counts),
      DOMINANCE_PERCENT,
    ),
    summaries: await summariesOf(manager, told, { instant, streams, areas: null }),
    streams,
    training: asked ? null : await trainingIn(manager, period, { parts, instant }),
    surveys: asked ? [] : await surveysIn(manager, period, instant),
  };
}

/**
 * Of a unit: its figures as far as all units may be told of, its own discipline, and words on topics of which its number is
 * shown. What depends on the whole province, such as surveys, is not repeated.
 */
async function ofUnit(
  manager: EntityManager,
  areaCode: string,
  { counted, releases, labels, basis: { instant, parts } }: Made,
): Promise<Own> {
  const named = parts.flatMap(({ units }) => units!.filter(({ code }) => code === areaCode));
  const areas = [...new Set(named.flatMap((one) => one.areas))].toSorted();
  const tables = shownUnitTables(
    releases.map((one) => one.tables),
    labels,
  );
  const told = counted.map(({ part }, index) => {
    const [own] = releases[index]!.tables;
    return { part, topics: own ? own.rows.keys.filter((_, row) => own.rowTotals[row]!.value) : [] };
  });
  return {
    unit: { code: areaCode, name: named.at(-1)!.name },
    items: tables[0]?.total.value ?? null,
    tables,
    discipline: await disciplineOf(manager, parts, { instant, areas }),
    dominated: [],
    summaries: await summariesOf(manager, told, { instant, streams: [], areas }),
    streams: [],
    training: null,
    surveys: [],
  };
}
