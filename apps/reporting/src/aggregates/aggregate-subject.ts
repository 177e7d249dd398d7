import type { EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import { formatShortDay } from '#documents/vietnamese-format';
import type { ReportingPeriodEntity } from '../periods/period.entity.js';
import { askedIn } from './aggregate-parts.js';
import { hasAreas } from './unit-tables.rules.js';
import { type ReportingUnit, unitsOn } from './units.queries.js';

/**
 * A unit that stands below the province on the last days of a period and of all that its report counts.
 * @throws Problem 422 `aggregate-report.no-unit`.
 */
export async function unitOf(
  manager: EntityManager,
  areaId: string,
  { period, parts }: { period: ReportingPeriodEntity; parts: Pick<ReportingPeriodEntity, 'endsOn'>[] },
): Promise<ReportingUnit> {
  const [area] = await manager.query<{ code: string }[]>('SELECT code FROM area WHERE id = $1', [areaId]);
  const days = period.kind === 'thematic' ? [] : [...parts, period].map(({ endsOn }) => endsOn);
  const found: (ReportingUnit | undefined)[] = [];
  for (const day of days) found.push((await unitsOn(manager, day)).find(({ code }) => code === area?.code));
  const last = found.at(-1);
  // What has areas within it in some of them only is another thing by then.
  if (!last || found.some((unit) => !unit || hasAreas(unit) !== hasAreas(last))) {
    throw Problem.unprocessable(
      'aggregate-report.no-unit',
      'Only units that stand below the province in all of the period have reports of their own',
    );
  }
  return last;
}

const quarters = ['I', 'II', 'III', 'IV'];

/** What a report is called. */
export async function titleOf(
  manager: EntityManager,
  period: ReportingPeriodEntity,
  about: ReportingUnit | null,
): Promise<string> {
  const { kind, code, startsOn, endsOn } = period;
  const asked = await askedIn(manager, period);
  if (asked) return `Dư luận xã hội về ${asked.subject}`;
  const [year, rest] = code.split('-');
  const span: Record<string, string> = {
    monthly: `tháng ${Number(rest)} năm ${year}`,
    quarterly: `quý ${quarters[Number(rest?.slice(1)) - 1]} năm ${year}`,
    yearly: `năm ${year}`,
    custom: `từ ngày ${formatShortDay(startsOn)} đến ngày ${formatShortDay(endsOn)}`,
  };
  return `Tình hình dư luận xã hội ${span[kind]}${about ? ` tại ${about.name}` : ''}`;
}
