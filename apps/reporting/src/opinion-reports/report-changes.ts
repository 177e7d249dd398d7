import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Reach, reaches, reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import { type OpinionReport, opinionReportChanged } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { noteFirstReading } from '../ad-hoc-reports/first-reading.js';
import { sharePeriodSql } from '../periods/periods.queries.js';
import { refuseState } from '../states.js';
import { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';
import { toReport } from './opinion-report.mapper.js';

type ReportState = OpinionReportEntity['state'];

/** A report as its changer has read it, and by whom it is changed. */
export interface ReportVersion {
  id: string;
  version: number;
  caller: Caller;
}

/** What becomes of a report; the audit names the state unless an action is given. */
export interface Outcome {
  state: ReportState;
  action?: string;
  details?: Record<string, unknown>;
}

/** Where every change of a filed report or a draft goes through. */
@Injectable()
export class ReportChanges {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Locks a report that the caller may reach, in one of the states, and moves it to what `body` answers.
   * @throws Problem 404, 412, or 409 `opinion-report.wrong-state`.
   */
  async change(
    { id, version, caller }: ReportVersion,
    from: ReportState[],
    body: (unit: UnitOfWork, report: OpinionReportEntity, items: OpinionItemEntity[]) => Promise<Outcome>,
  ): Promise<OpinionReport> {
    return this.transactions.run(async (unit) => {
      const report = await unit.manager.findOne(OpinionReportEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!report || !(await mayRead(unit.manager, report, caller.reach)))
        throw Problem.of('resource.not-found');
      if (report.version !== version) throw Problem.of('resource.stale');
      refuseState({ noun: 'opinion-report', thing: 'report' }, report.state, from);
      // What is decided on items is known from a moment on: whoever asks what was known then waits for it.
      await unit.query('period.share', sharePeriodSql, [report.periodId]);
      await noteFirstReading(unit, report, caller);
      const before = report.state;
      const { state, action, details } = await body(unit, report, await itemsOf(unit, id));
      report.state = state;
      report.version += 1;
      await unit.manager.save(OpinionReportEntity, report);
      unit.publish(opinionReportChanged.of(id, report.version, { ...report, before }));
      unit.audit({
        action: action ?? `opinion-report.${state}`,
        entity: `opinion-report:${id}`,
        details: { version: report.version, ...details },
      });
      return toReport(report, await itemsOf(unit, id));
    });
  }
}

export const itemsOf = (unit: UnitOfWork, reportId: string): Promise<OpinionItemEntity[]> =>
  unit.manager.find(OpinionItemEntity, { where: { reportId }, order: { position: 'ASC' } });

/** Of reports that their author has yet to send in: whether somebody took over from the author. */
export const takenOverSql = `
  SELECT heir.person_id FROM hand_over AS handed JOIN appointment AS heir ON heir.id = handed.to_appointment_id`;

/** A draft is its author's until it is submitted; what an author handed over goes on with the successor. */
export async function mayRead(
  manager: EntityManager,
  report: OpinionReportEntity,
  reach: Reach,
): Promise<boolean> {
  if (reach.everywhere || reach.personIds.includes(report.personId)) return true;
  if (report.state !== 'draft' && reaches(reach, { ord: report.ord })) return true;
  if (!openDuties.includes(report.state) || reach.personIds.length === 0) return false;
  const heirs: unknown[] = await manager.query(
    `${takenOverSql} WHERE handed.from_appointment_id = $1 AND heir.person_id = ANY($2::uuid[])`,
    [report.appointmentId, reach.personIds],
  );
  return heirs.length > 0;
}

/** The same as a condition on the alias `report` of a query. */
export function readableWhere(reach: Reach): { sql: string; parameters: Record<string, unknown> } {
  const { sql, parameters } = reachWhere(reach, { ord: 'report.ord', person: 'report.personId' });
  if (reach.everywhere) return { sql, parameters };
  const handedOver = `report.state IN (:...open) AND EXISTS (${takenOverSql}
    WHERE handed.from_appointment_id = report.appointmentId AND heir.person_id = ANY(:own))`;
  const within = `${sql} AND (report.state <> 'draft' OR report.personId = ANY(:own))`;
  const own = { own: reach.personIds, open: openDuties };
  return { sql: `(${within} OR ${handedOver})`, parameters: { ...parameters, ...own } };
}

/** What whoever takes over has still to do. */
export const openDuties: readonly ReportState[] = ['draft', 'returned'];
