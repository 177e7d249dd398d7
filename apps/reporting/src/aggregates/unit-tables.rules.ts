import { createHash } from 'node:crypto';
import type { FigureTable } from '#contracts/aggregates';
import { type ReleasedTable, releaseSum, type TableInput } from '#disclosure/gate';
import type { CountRow } from './aggregates.queries.js';
import { type Labels, tendencies, toFigureTable } from './tables.rules.js';
import type { ReportingUnit, UnitCountRow } from './units.queries.js';

/** Where in the tables of all units those of one stand: what its own report shows of a period. */
export interface UnitTables {
  inputs: TableInput[];
  /** By the code of a unit: its topics and its areas. */
  own: Map<string, [topics: number, areas: number]>;
}

interface UnitCounts {
  counts: CountRow[];
  byUnit: UnitCountRow[];
}

type Place = Pick<ReportingUnit, 'code' | 'areas'>;

/** What was heard in no unit, such as in the province itself. */
const ELSEWHERE = '*';

const columns = { dimension: 'tendency', keys: tendencies.map(({ key }) => key) };
const base = 'reports' as const;

/**
 * The counts of a period parted by unit, as tables for the gate beside those of the province: of each unit by topic and
 * by the areas within it, and of each topic by unit. They stand for all that follows from the reports of the province and
 * of any units together: a figure of a unit, its areas and its topics add up, and so do the units of each topic.
 */
export function unitTables(units: readonly ReportingUnit[], counted: UnitCounts, labels: Labels): UnitTables {
  const topics = labels.topics.map(({ key }) => key);
  const places = placesOf(units, labels);
  const inputs = topics.map((topic) => ofTopic(topic, places, counted));
  const own: UnitTables['own'] = new Map();
  for (const place of places) {
    own.set(place.code, [inputs.length, inputs.length + 1]);
    inputs.push(byTopic(place, topics, counted), byArea(place, counted, labels));
  }
  return { inputs, own };
}

/** Of these, the tables that the report of the province needs by itself: what its areas tell of a unit that has several. */
export const groupTables = (
  units: readonly ReportingUnit[],
  counted: UnitCounts,
  labels: Labels,
): TableInput[] =>
  placesOf(units, labels)
    .filter(({ areas }) => areas.length > 1)
    .map((place) => byArea(place, counted, labels));

/** Whether a unit has areas within it. */
export const hasAreas = ({ areas }: ReportingUnit): boolean => areas.length > 1;

function ofTopic(topic: string, places: Place[], { counts, byUnit }: UnitCounts): TableInput {
  return {
    base,
    rows: { dimension: 'unit', keys: places.map(({ code }) => code) },
    columns,
    within: { topic },
    counts: [
      ...byUnit
        .filter((row) => row.topic === topic)
        .map(({ unit, tendency, count, reporters }) => ({ row: unit, column: tendency, count, reporters })),
      ...counts
        .filter(({ kind, r }) => kind === 'tendency' && r === topic)
        .map(({ c, count, reporters }) => ({ row: null, column: c, count, reporters })),
    ],
  };
}

function byTopic({ code }: Place, topics: string[], { byUnit }: UnitCounts): TableInput {
  const counts = byUnit
    .filter(({ unit }) => unit === code)
    .map(({ topic, tendency, count, reporters }) => ({ row: topic, column: tendency, count, reporters }));
  return { base, rows: { dimension: 'topic', keys: topics }, columns, within: { unit: code }, counts };
}

function byArea({ code, areas }: Place, { counts, byUnit }: UnitCounts, labels: Labels): TableInput {
  const keys = labels.areas.map(({ key }) => key).filter((area) => areas.includes(area));
  return {
    base,
    rows: { dimension: 'area', keys },
    columns,
    partsOf: { dimension: 'unit', key: code },
    counts: [
      ...byUnit
        .filter(({ unit, topic }) => unit === code && topic === null)
        .map(({ tendency, count, reporters }) => ({ row: null, column: tendency, count, reporters })),
      ...counts
        .filter(({ kind, r }) => kind === 'area' && r !== null && keys.includes(r))
        .map(({ r, c, count, reporters }) => ({ row: r, column: c, count, reporters })),
    ],
  };
}

function placesOf(units: readonly ReportingUnit[], labels: Labels): Place[] {
  const parted = new Set(units.flatMap((unit) => unit.areas));
  const elsewhere = labels.areas.map(({ key }) => key).filter((area) => !parted.has(area));
  return [...units, { code: ELSEWHERE, areas: elsewhere }];
}

/** Whether tables were issued of a unit: what is issued next is then held against all units. */
export const tellUnits = (tables: readonly ReleasedTable[]): boolean =>
  tables.some(({ within, partsOf }) => within?.['unit'] !== undefined || partsOf?.dimension === 'unit');

/** Names a plan of the gate: tables of one plan may be issued one by one in any order. */
export const planOf = (tables: readonly ReleasedTable[]): string =>
  createHash('sha256')
    .update(tables.map(({ seal }) => seal).join())
    .digest('hex');

/** What the report of a unit shows of its tables in the periods that it counts, two of each period. */
export function shownUnitTables(parts: ReleasedTable[][], labels: Labels): FigureTable[] {
  const [topics, areas] = [0, 1].map((at) => {
    const own = parts.map((tables) => tables[at]!);
    return own.length === 1 ? own[0]! : releaseSum(own);
  }) as [ReleasedTable, ReleasedTable];
  const within = labels.areas.filter(({ key }) => areas.rows.keys.includes(key));
  return [
    toFigureTable({ kind: 'tendency', rows: labels.topics, columns: tendencies }, topics),
    // Of a unit that has none within it, it says no more than the totals.
    ...(within.length > 1 ? [toFigureTable({ kind: 'area', rows: within, columns: tendencies }, areas)] : []),
  ];
}
