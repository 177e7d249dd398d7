import { createHash } from 'node:crypto';
import type { FigureTable } from '#contracts/aggregates';
import {
  type ReleasedTable,
  releaseSum,
  type TableCount,
  type TableInput,
  usualReporters,
} from '#disclosure/gate';
import type { CountRow } from './counts.queries.js';
import { type Labels, tendencies, toFigureTable } from './tables.rules.js';
import type { ReportingUnit, UnitCountRow } from './units.queries.js';

/** What was counted of a period by unit. */
export interface UnitCounts {
  /** Of the province. */
  counts: CountRow[];
  /** Of each unit. */
  each: UnitCountRow[];
}

/** The same for the reports of units. */
export interface ToldCounts extends UnitCounts {
  /** Of the units that may be told of; unit `*`: of all others and of what was heard in none, as one. */
  told: UnitCountRow[];
}

/** Where in the tables of all units those of one stand: what its own report shows of a period. */
export interface UnitTables {
  inputs: TableInput[];
  /** By the code of a unit that may be told of: its topics, and its areas where it has some. Of others there is none. */
  own: Map<string, number[]>;
}

/**
 * A unit as the gate knows it. One that has no areas within it is the row of the province's table by area; of another the
 * key is its own, since what was heard in it and what was heard in its name are two figures.
 */
interface Place {
  unit: string;
  key: string;
  /** Keys of what it is the sum of. */
  parts: string[];
}

const REST = '*';
const columns = { dimension: 'tendency', keys: tendencies.map(({ key }) => key) };
const base = 'reports' as const;
const dimension = 'area';

/** Whether a unit has areas within it. */
export const hasAreas = ({ areas }: Pick<ReportingUnit, 'areas'>): boolean => areas.length > 1;
const keyOf = (unit: Pick<ReportingUnit, 'code' | 'areas'>): string =>
  hasAreas(unit) ? `${unit.code}${REST}` : unit.code;

/** The units behind which enough reporters stand for something to be told of them. */
export function toldUnits(units: readonly ReportingUnit[], each: readonly UnitCountRow[]): ReportingUnit[] {
  const totals = each.filter(({ topic, tendency }) => topic === null && tendency === null);
  const reporters = new Map(totals.map((row) => [row.unit, row.reporters]));
  return units.filter(({ code }) => (reporters.get(code) ?? 0) >= usualReporters);
}

/**
 * The counts of a period parted by unit, as tables for the gate beside those of the province: of each unit by topic and
 * by the areas within it, and of each topic by unit. They stand for all that follows from the reports of the province and
 * of any units together: a figure of a unit, its areas and its topics add up, and so do the units of each topic. Units of
 * which nothing may be told count as one place: what each of them has of a topic is open as long as their sums are.
 */
export function unitTables(units: readonly ReportingUnit[], counted: ToldCounts, labels: Labels): UnitTables {
  const topics = labels.topics.map(({ key }) => key);
  const told = toldUnits(units, counted.each);
  const others = units.filter((unit) => !told.includes(unit));
  const elsewhere = {
    unit: REST,
    key: REST,
    parts: [...others.map(keyOf), ...areasElsewhere(units, labels)],
  };
  const places = [...told.map((unit) => placeOf(unit, labels)), elsewhere];
  const inputs = [
    ...others.filter(hasAreas).map((unit) => byParts(placeOf(unit, labels), units, counted)),
    ...topics.map((topic) => ofTopic(topic, places, counted)),
  ];
  const own: UnitTables['own'] = new Map();
  for (const place of places) {
    const hasParts = place.parts[0] !== place.key;
    own.set(place.unit, hasParts ? [inputs.length, inputs.length + 1] : [inputs.length]);
    inputs.push(byTopic(place, topics, counted.told));
    if (hasParts) inputs.push(byParts(place, units, counted, counted.told));
  }
  return { inputs, own };
}

/**
 * What the report of the province needs by itself: what its areas tell of a unit that has several. Where one has all that
 * was heard, the topics of the province are its own.
 */
export function groupTables(
  units: readonly ReportingUnit[],
  counted: UnitCounts,
  labels: Labels,
): TableInput[] {
  const groups = units.filter(hasAreas);
  if (groups.length === 0) return [];
  const all = { parts: [...units.map(keyOf), ...areasElsewhere(units, labels)] };
  return [
    byParts(all, units, counted),
    ...groups.map((unit) => byParts(placeOf(unit, labels), units, counted)),
  ];
}

function ofTopic(topic: string, places: Place[], { counts, told }: ToldCounts): TableInput {
  const keys = new Map(places.map(({ unit, key }) => [unit, key]));
  return {
    base,
    rows: { dimension, keys: [...keys.values()] },
    columns,
    within: { topic },
    counts: [
      ...told.filter((row) => row.topic === topic).map((row) => toCount(keys.get(row.unit)!, row)),
      ...counts.filter(({ kind, r }) => kind === 'tendency' && r === topic).map((row) => toCount(null, row)),
    ],
  };
}

function byTopic({ unit, key }: Place, topics: string[], rows: UnitCountRow[]): TableInput {
  const counts = rows.filter((row) => row.unit === unit).map((row) => toCount(row.topic, row));
  return { base, rows: { dimension: 'topic', keys: topics }, columns, within: { [dimension]: key }, counts };
}

/** The parts of a place, or else of all that was counted. */
function byParts(
  { unit, key, parts }: Pick<Place, 'parts'> & Partial<Place>,
  units: readonly ReportingUnit[],
  { counts, each }: UnitCounts,
  rows = each,
): TableInput {
  const groups = new Map(units.filter(hasAreas).map((one) => [one.code, keyOf(one)]));
  return {
    base,
    rows: { dimension, keys: parts },
    columns,
    partsOf: key === undefined ? undefined : { dimension, key },
    counts: [
      ...rows.filter((row) => row.unit === unit && row.topic === null).map((row) => toCount(null, row)),
      ...counts
        .filter(({ kind, r }) => kind === 'area' && (r === null ? unit === undefined : parts.includes(r)))
        .map((row) => toCount(row.r, row)),
      ...each
        .filter((row) => row.topic === null && parts.includes(groups.get(row.unit) ?? ''))
        .map((row) => toCount(groups.get(row.unit)!, row)),
    ],
  };
}

function toCount(
  row: string | null,
  {
    count,
    reporters,
    ...of
  }: Pick<UnitCountRow, 'count' | 'reporters'> & ({ tendency: string | null } | { c: string | null }),
): TableCount {
  return { row, column: 'c' in of ? of.c : of.tendency, count, reporters };
}

/** Of the areas within a unit, those that the table of the province has. */
function placeOf(unit: ReportingUnit, labels: Labels): Place {
  const within = labels.areas.map(({ key }) => key).filter((area) => unit.areas.includes(area));
  return { unit: unit.code, key: keyOf(unit), parts: hasAreas(unit) ? within : [unit.code] };
}

function areasElsewhere(units: readonly ReportingUnit[], labels: Labels): string[] {
  const parted = new Set(units.flatMap((unit) => unit.areas));
  return labels.areas.map(({ key }) => key).filter((area) => !parted.has(area));
}

/** Whether tables were issued of a unit: what is issued next is then held against all units. */
export const tellUnits = (tables: readonly ReleasedTable[]): boolean =>
  tables.some(({ within }) => within?.[dimension] !== undefined);

/** Names a plan of the gate: tables of one plan may be issued one by one in any order. */
export const planOf = (tables: readonly ReleasedTable[]): string =>
  createHash('sha256')
    .update(tables.map(({ seal }) => seal).join())
    .digest('hex');

/**
 * What the report of a unit shows of its tables in the periods that it counts: by topic, and by area where it has some;
 * nothing where one of the periods tells nothing of it.
 */
export function shownUnitTables(parts: ReleasedTable[][], labels: Labels): FigureTable[] {
  if (parts.some(({ length }) => length === 0)) return [];
  const sumOf = (at: number): ReleasedTable | undefined => {
    const own = parts.flatMap((tables) => tables.slice(at, at + 1));
    return own.length > 1 ? releaseSum(own) : own[0];
  };
  const [topics, areas] = [sumOf(0)!, sumOf(1)];
  const within = labels.areas.filter(({ key }) => areas?.rows.keys.includes(key));
  return [
    toFigureTable({ kind: 'tendency', rows: labels.topics, columns: tendencies }, topics),
    ...(areas ? [toFigureTable({ kind: 'area', rows: within, columns: tendencies }, areas)] : []),
  ];
}
