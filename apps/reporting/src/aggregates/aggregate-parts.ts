import type { EntityManager } from 'typeorm';
import type { ReportingPeriod } from '#contracts/periods';
import { type Asked, askedInSql, partsSql } from './aggregates.queries.js';

/** A period whose items a report counts. */
export interface Part {
  id: string;
  code: string;
  kind: ReportingPeriod['kind'];
  endsOn: string;
  state: ReportingPeriod['state'];
  filed: boolean;
}

/** What was asked in a period that answers a request. */
export async function askedIn(
  manager: EntityManager,
  { id, kind }: Pick<Part, 'id' | 'kind'>,
): Promise<Asked | null> {
  if (kind !== 'thematic') return null;
  const [asked] = await manager.query<Asked[]>(askedInSql, [id]);
  return asked!;
}

/**
 * The periods whose items a report of a period counts, oldest first: the period itself; of a quarter and a year those
 * within it, and itself where something was filed for it.
 */
export async function partsOf(manager: EntityManager, periodId: string): Promise<Part[]> {
  const all: Part[] = await manager.query(partsSql, [periodId]);
  const counted = all.filter(({ kind, filed }) => filed || kind === 'monthly' || kind === 'custom');
  return counted.length > 0 ? counted : all.filter(({ id }) => id === periodId);
}
