import { reaches } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { OpinionReportEntity } from '../opinion-reports/opinion-report.entity.js';

const markReadSql = `
  UPDATE opinion_report SET first_read_at = coalesce(first_read_at, now()) WHERE id = $1 RETURNING first_read_at AS at`;

/** Notes when an ad-hoc report is first read by somebody whose duty it is: neither its author nor a substitute. */
export async function noteFirstReading(
  unit: UnitOfWork,
  report: OpinionReportEntity,
  { personId, reach }: Caller,
): Promise<void> {
  if (report.kind !== 'ad-hoc' || report.filedAt === null || report.firstReadAt !== null) return;
  if (report.personId === personId || !reaches(reach, { ord: report.ord })) return;
  const [read] = await unit.query<{ at: Date }>('report.first-reading', markReadSql, [report.id]);
  report.firstReadAt = read!.at;
}
