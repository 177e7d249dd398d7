import type { EntityManager } from 'typeorm';
import type { AggregateContent } from '#contracts/aggregates';
import { type Part, partsOf } from './aggregate-parts.js';
import {
  earlierReleasesSql,
  keptBasisSql,
  periodsBeforeSql,
  periodsByCodeSql,
} from './aggregates.queries.js';
import type { Labels } from './tables.rules.js';
import { type ReportingUnit, unitsOn } from './units.queries.js';

/** A period that a report counts, and what it is held against: tables issued before. */
export interface BasisPart extends Pick<Part, 'id' | 'code' | 'endsOn'> {
  /** What its lines are called; null: as its last day knows them. */
  labels: Labels | null;
  against: { aggregateId: string; tables: unknown[] }[];
  /** Those that stand below the province; null: it was made before they were protected. */
  units: ReportingUnit[] | null;
}

/** All that a report is made from beside the items: the same basis gives the same report. */
export interface Basis {
  /** As of when items are counted, to the microsecond. */
  instant: string;
  parts: BasisPart[];
  /** The periods that it is compared with, oldest first. */
  before: { id: string; code: string }[];
}

/** What a report that is built now is made from. */
export async function currentBasis(
  manager: EntityManager,
  periodId: string,
  instant: string,
): Promise<Basis> {
  const parts: BasisPart[] = [];
  for (const { id, code, endsOn } of await partsOf(manager, periodId)) {
    const against: BasisPart['against'] = await manager.query(earlierReleasesSql, [id]);
    parts.push({ id, code, endsOn, labels: null, against, units: await unitsOn(manager, endsOn) });
  }
  return { instant, parts, before: await manager.query(periodsBeforeSql, [periodId]) };
}

/** What a report was made from. */
export async function keptBasis(
  manager: EntityManager,
  report: { id: string; periodId: string; content: AggregateContent },
): Promise<Basis | null> {
  const kept: (BasisPart & { instant: string })[] = await manager.query(keptBasisSql, [report.id]);
  const [first] = kept;
  if (!first) return null;
  const trend = report.content.tables.find(({ key }) => key === 'trend');
  const codes = (trend?.columns ?? [])
    .map(({ key }) => key)
    .filter((code) => code !== report.content.periodCode);
  return {
    instant: first.instant,
    parts: kept.map(({ instant: _, ...part }) => part),
    before: await manager.query(periodsByCodeSql, [report.periodId, codes]),
  };
}
