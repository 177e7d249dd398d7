import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { Reach } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import {
  type NewOpinionItem,
  type OpinionReport,
  type OpinionReportHead,
  type OpinionReportListQuery,
} from '#contracts/opinion';
import { type FieldError, Problem } from '#contracts/problem';
import type { CorrectItem, OpinionItemVersion } from '#contracts/review';
import { type ListPlan, readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { noteFirstReading } from '../ad-hoc-reports/first-reading.js';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { ReviewWaitingEntity } from '../review-levels/review.entity.js';
import { codesAsOf } from '../codes/codes.service.js';
import { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';
import { refusePersonalData } from '../free-text.rules.js';
import { supersedeItemsSql, versionsSql } from './item-versions.queries.js';
import { type KnownItem, toVersions } from './item-versions.rules.js';
import { toHead, toReport } from './opinion-report.mapper.js';
import { onTimeNowSql } from './opinion-reports.queries.js';
import { itemsOf, mayRead, readableWhere, ReportChanges, type ReportVersion } from './report-changes.js';
import { personalSpans, unearnedPrevalence, unknownCodes } from './opinion-reports.rules.js';

@Injectable()
export class OpinionReportsService {
  constructor(
    private readonly changes: ReportChanges,
    private readonly transactions: Transactions,
  ) {}

  /** Lists reports; that others' were among them is recorded. */
  async list(
    query: z.infer<typeof OpinionReportListQuery>,
    caller: Caller,
  ): Promise<Page<OpinionReportHead>> {
    return this.transactions.run(async (unit) => {
      const ofOthers: string[] = [];
      const select = readable(unit, caller.reach);
      if (query.awaits === 'me') waitingFor(select, caller.reach);
      const page = await readPage(select, query, listing, (report) => {
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
      const report = await this.find(id, caller);
      await noteFirstReading(unit, report, caller);
      if (report.personId !== caller.personId) {
        unit.audit({ action: 'opinion-report.read', entity: `opinion-report:${id}` });
      }
      return toReport(report, await itemsOf(unit, id));
    });
  }

  /** A report within reach, without a trace in the audit: for what goes on to read it or has been told of it. */
  async find(id: string, caller: Caller): Promise<OpinionReportEntity> {
    const { manager } = this.transactions;
    const report = await manager.findOneBy(OpinionReportEntity, { id });
    if (!report || !(await mayRead(manager, report, caller.reach))) throw Problem.of('resource.not-found');
    return report;
  }

  /** What an item has said since it was filed, and what was decided on it; reading another's is recorded. */
  async versions(id: string, itemId: string, caller: Caller): Promise<{ items: OpinionItemVersion[] }> {
    return this.transactions.run(async (unit) => {
      await this.get(id, caller);
      const rows = await unit.query<KnownItem & Record<string, unknown>>('items.versions', versionsSql, [
        id,
        itemId,
      ]);
      if (rows.length === 0) throw Problem.of('resource.not-found');
      return { items: toVersions(rows) };
    });
  }

  /** Sends in a draft, or a returned report whose items have all been revised. */
  async submit(target: ReportVersion): Promise<OpinionReport> {
    return this.changes.change(target, ['draft', 'returned'], async (unit, report, items) => {
      if (items.some((item) => item.state === 'returned')) {
        throw Problem.conflict('opinion-report.items-returned', 'Revise every returned item first');
      }
      if (report.filedAt === null) {
        await refuseClosed(unit, report);
        const [now] = await unit.query<{ at: Date; on_time: boolean }>('report.now', onTimeNowSql, [
          report.periodId,
          report.appointmentId,
        ]);
        Object.assign(report, { filedAt: now!.at, onTime: now!.on_time });
      }
      return { state: 'submitted' };
    });
  }

  /** The author rewrites a returned or drafted item; it awaits review again. */
  async revise(target: ReportVersion, itemId: string, input: NewOpinionItem): Promise<OpinionReport> {
    refuseText(input);
    return this.changes.change(target, ['draft', 'returned'], async (unit, report, items) => {
      const item = itemIn(items, itemId);
      if (item.state === 'accepted')
        throw Problem.conflict('opinion-report.item-accepted', 'The item is accepted already');
      if (report.filedAt === null) await refuseClosed(unit, report);
      // A draft has been read by nobody: what it said before is not kept.
      else await unit.query('items.supersede', supersedeItemsSql, [[itemId], item.changeReason]);
      await rewrite(unit, item, input);
      return { state: report.state, action: 'opinion-report.revise', details: { itemId } };
    });
  }

  /**
   * The author sets an accepted item right. It is not counted until it is accepted again; what it said stays on record
   * as it was known.
   */
  async correct(target: ReportVersion, itemId: string, { reason, item: input }: CorrectItem) {
    refuseText(input);
    refusePersonalData({ reason });
    return this.changes.change(target, ['accepted', 'included'], async (unit, _report, items) => {
      const item = itemIn(items, itemId);
      await unit.query('items.supersede', supersedeItemsSql, [[itemId], reason]);
      await rewrite(unit, item, input);
      return { state: 'submitted', action: 'opinion-report.correct', details: { itemId } };
    });
  }
}

function refuseText(input: NewOpinionItem): void {
  const errors = [...personalSpans([input]), ...unearnedPrevalence([input])];
  if (errors.length > 0) throw notFit(errors);
}

function itemIn(items: OpinionItemEntity[], id: string): OpinionItemEntity {
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw Problem.of('resource.not-found');
  return item;
}

/** Puts what an item says now in the place of what it said. */
async function rewrite(unit: UnitOfWork, item: OpinionItemEntity, input: NewOpinionItem): Promise<void> {
  if (item.areaId !== input.areaId || item.topic !== input.topic) {
    throw Problem.unprocessable(
      'opinion-report.other-item',
      'A revision keeps the topic and the area; file another item for others',
    );
  }
  const { endsOn } = await unit.manager.findOneByOrFail(ReportingPeriodEntity, { id: item.periodId });
  const codes = await codesAsOf(unit.manager, endsOn);
  const unknown = unknownCodes([input], new Set(codes.map(({ list, code }) => `${list}:${code}`)));
  if (unknown.length > 0) throw notFit(unknown);
  const { basis, ...fields } = input;
  // A stream is of one tendency.
  const left = item.tendency === input.tendency ? {} : { streamId: null };
  await unit.manager.update(OpinionItemEntity, { id: item.id }, { ...fields, ...basis, ...left });
}

const filters = ['periodId', 'state', 'kind', 'channel', 'appointmentId'];
const listing: ListPlan<OpinionReportEntity> = {
  fields: Object.fromEntries(filters.map((name) => [name, `report.${name}`])),
  sort: { expression: 'report.createdAt', of: (report) => report.createdAt.toISOString() },
  id: { expression: 'report.id', of: (report) => report.id },
};

const notFit = (errors: FieldError[]): Problem =>
  Problem.unprocessable('opinion.not-fit', 'The item cannot be filed like this', { errors });

/** Whatever `mayRead` lets read, as a query. */
function readable(unit: UnitOfWork, reach: Reach): SelectQueryBuilder<OpinionReportEntity> {
  const { sql, parameters } = readableWhere(reach);
  return unit.manager.createQueryBuilder(OpinionReportEntity, 'report').where(sql, parameters);
}

/** Limits a list to what waits at the caller's own level; who reaches everywhere is the office. */
function waitingFor(select: SelectQueryBuilder<OpinionReportEntity>, reach: Reach): void {
  const waiting = select
    .subQuery()
    .select('1')
    .from(ReviewWaitingEntity, 'waiting')
    .where('waiting.reportId = report.id')
    .andWhere(reach.everywhere ? `waiting.level = 'province'` : 'waiting.lo = ANY(:units)');
  select.andWhere(`EXISTS ${waiting.getQuery()}`, { units: reach.ranges.map(([lo]) => lo) });
}

/** The lock that a change shares keeps it open. */
async function refuseClosed(unit: UnitOfWork, report: OpinionReportEntity): Promise<void> {
  const period = await unit.manager.findOneByOrFail(ReportingPeriodEntity, { id: report.periodId });
  if (period.state === 'closed') throw Problem.conflict('period.closed', 'The period is closed');
}
