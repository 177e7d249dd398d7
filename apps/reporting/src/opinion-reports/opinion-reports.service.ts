import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Reach, reaches, reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import {
  type NewOpinionItem,
  type OpinionReport,
  opinionReportChanged,
  type OpinionReportHead,
  type OpinionReportListQuery,
  type ReturnReport,
} from '#contracts/opinion';
import { type FieldError, Problem } from '#contracts/problem';
import { type ListPlan, readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { sharePeriodSql } from '../periods/periods.queries.js';
import { codesAsOf } from '../codes/codes.service.js';
import { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';
import { toHead, toReport } from './opinion-report.mapper.js';
import { personalSpans, unearnedPrevalence, unknownCodes } from './opinion-reports.rules.js';

type ReportState = OpinionReportEntity['state'];

@Injectable()
export class OpinionReportsService {
  constructor(private readonly transactions: Transactions) {}

  /** Lists reports; that others' were among them is recorded. */
  async list(
    query: z.infer<typeof OpinionReportListQuery>,
    caller: Caller,
  ): Promise<Page<OpinionReportHead>> {
    return this.transactions.run(async (unit) => {
      const ofOthers: string[] = [];
      const page = await readPage(readable(unit, caller.reach), query, listing, (report) => {
        if (report.personId !== caller.personId) ofOthers.push(report.id);
        return toHead(report);
      });
      if (ofOthers.length > 0) {
        const details = { query, ids: ofOthers };
        unit.audit({ action: 'opinion-report.list', entity: 'opinion-report:*', details });
      }
      return page;
    });
  }

  /** Reads a report with its items; reading another's is recorded. */
  async get(id: string, caller: Caller): Promise<OpinionReport> {
    return this.transactions.run(async (unit) => {
      const report = await unit.manager.findOneBy(OpinionReportEntity, { id });
      if (!report || !mayRead(report, caller.reach)) throw Problem.of('resource.not-found');
      if (report.personId !== caller.personId) {
        unit.audit({ action: 'opinion-report.read', entity: `opinion-report:${id}` });
      }
      return toReport(report, await itemsOf(unit, id));
    });
  }

  /** Sends in a draft, or a returned report whose items have all been revised. */
  async submit(id: string, version: number, caller: Caller): Promise<OpinionReport> {
    return this.change(id, version, caller, ['draft', 'returned'], async (unit, report, items) => {
      await openPeriod(unit, report);
      if (items.some((item) => item.state === 'returned')) {
        throw Problem.conflict('opinion-report.items-returned', 'Revise every returned item first');
      }
      if (report.filedAt === null) {
        const [now] = await unit.query<{ at: Date; on_time: boolean }>(
          'report.now',
          'SELECT now() AS at, now() <= due_at AS on_time FROM reporting_period WHERE id = $1',
          [report.periodId],
        );
        Object.assign(report, { filedAt: now!.at, onTime: now!.on_time });
      }
      return 'submitted';
    });
  }

  /** Marks a report as in hand. */
  async receive(id: string, version: number, caller: Caller): Promise<OpinionReport> {
    return this.change(id, version, caller, ['submitted'], async () => 'received');
  }

  /** Accepts every item of a report. */
  async accept(id: string, version: number, caller: Caller): Promise<OpinionReport> {
    return this.change(id, version, caller, ['submitted', 'received'], async (unit, _report, items) => {
      for (const item of items) item.state = 'accepted';
      await unit.manager.update(OpinionItemEntity, { reportId: id }, { state: 'accepted' });
      return 'accepted';
    });
  }

  /** Returns the named items, each with a reason; the rest is accepted. */
  async return(id: string, version: number, input: ReturnReport, caller: Caller): Promise<OpinionReport> {
    const reasons = new Map(input.items.map(({ itemId, reason }) => [itemId, reason]));
    return this.change(id, version, caller, ['submitted', 'received'], async (unit, report, items) => {
      const unknown = input.items.findIndex(({ itemId }) => !items.some((item) => item.id === itemId));
      if (unknown >= 0) {
        const errors = [{ path: `items.${unknown}.itemId`, message: 'there is no such item in this report' }];
        throw Problem.unprocessable('opinion-report.unknown-item', 'The report has no such item', { errors });
      }
      for (const item of items) {
        const returnReason = reasons.get(item.id) ?? null;
        Object.assign(item, { state: returnReason === null ? 'accepted' : 'returned', returnReason });
      }
      await unit.manager.save(OpinionItemEntity, items);
      report.reviseBy = input.reviseBy;
      return 'returned';
    });
  }

  /** The author rewrites a returned or drafted item; it awaits review again. */
  async revise(
    id: string,
    version: number,
    itemId: string,
    input: NewOpinionItem,
    caller: Caller,
  ): Promise<OpinionReport> {
    const errors = [...personalSpans([input]), ...unearnedPrevalence([input])];
    if (errors.length > 0) throw notFit(errors);
    return this.change(id, version, caller, ['draft', 'returned'], async (unit, report, items) => {
      const { endsOn } = await openPeriod(unit, report);
      const item = items.find((candidate) => candidate.id === itemId);
      if (!item) throw Problem.of('resource.not-found');
      if (item.areaId !== input.areaId || item.topic !== input.topic) {
        throw Problem.unprocessable(
          'opinion-report.other-item',
          'A revision keeps the topic and the area; file another item for others',
        );
      }
      if (item.state === 'accepted')
        throw Problem.conflict('opinion-report.item-accepted', 'The item is accepted already');
      const codes = await codesAsOf(unit.manager, endsOn);
      const unknown = unknownCodes([input], new Set(codes.map(({ list, code }) => `${list}:${code}`)));
      if (unknown.length > 0) throw notFit(unknown);
      const { basis, ...fields } = input;
      Object.assign(item, fields, basis, { state: 'pending', returnReason: null });
      await unit.manager.save(OpinionItemEntity, item);
      return report.state;
    });
  }

  /** Locks a report that the caller may reach, in one of the states, and moves it to what `body` answers. */
  private async change(
    id: string,
    version: number,
    caller: Caller,
    from: ReportState[],
    body: (unit: UnitOfWork, report: OpinionReportEntity, items: OpinionItemEntity[]) => Promise<ReportState>,
  ): Promise<OpinionReport> {
    return this.transactions.run(async (unit) => {
      const report = await unit.manager.findOne(OpinionReportEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!report || !mayRead(report, caller.reach)) throw Problem.of('resource.not-found');
      if (report.version !== version) throw Problem.of('resource.stale');
      if (!from.includes(report.state)) {
        throw Problem.conflict(
          'opinion-report.wrong-state',
          `The report is ${report.state}; this needs it to be ${from.join(' or ')}`,
        );
      }
      const items = await itemsOf(unit, id);
      const before = report.state;
      report.state = await body(unit, report, items);
      report.version += 1;
      await unit.manager.save(OpinionReportEntity, report);
      unit.publish(opinionReportChanged.of(id, report.version, { ...report, before }));
      unit.audit({
        action: `opinion-report.${report.state}`,
        entity: `opinion-report:${id}`,
        details: { version: report.version },
      });
      return toReport(report, items);
    });
  }
}

const filters = ['periodId', 'state', 'kind', 'channel', 'appointmentId'];
const listing: ListPlan<OpinionReportEntity> = {
  fields: Object.fromEntries(filters.map((name) => [name, `report.${name}`])),
  sort: { expression: 'report.createdAt', of: (report) => report.createdAt.toISOString() },
  id: { expression: 'report.id', of: (report) => report.id },
};

const notFit = (errors: FieldError[]): Problem =>
  Problem.unprocessable('opinion.not-fit', 'The item cannot be filed like this', { errors });

const itemsOf = (unit: UnitOfWork, reportId: string): Promise<OpinionItemEntity[]> =>
  unit.manager.find(OpinionItemEntity, { where: { reportId }, order: { position: 'ASC' } });

function mayRead(report: OpinionReportEntity, reach: Reach): boolean {
  const asOwner = reach.personIds.includes(report.personId);
  return asOwner || (report.state !== 'draft' && reaches(reach, { ord: report.ord })) || reach.everywhere;
}

/** The same as a query. */
function readable(unit: UnitOfWork, reach: Reach): SelectQueryBuilder<OpinionReportEntity> {
  const { sql, parameters } = reachWhere(reach, { ord: 'report.ord', person: 'report.personId' });
  const select = unit.manager.createQueryBuilder(OpinionReportEntity, 'report').where(sql, parameters);
  // A draft is its author's until it is submitted.
  if (!reach.everywhere && reach.ranges.length > 0)
    select.andWhere(`(report.state <> 'draft' OR report.personId = ANY(:own))`, { own: reach.personIds });
  return select;
}

async function openPeriod(unit: UnitOfWork, report: OpinionReportEntity): Promise<ReportingPeriodEntity> {
  await unit.query('period.share', sharePeriodSql, [report.periodId]);
  const period = await unit.manager.findOneByOrFail(ReportingPeriodEntity, { id: report.periodId });
  if (period.state === 'closed') throw Problem.conflict('period.closed', 'The period is closed');
  return period;
}
