import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { OpinionReport, ReturnReport } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import type { ReopenReport, ReviewPath } from '#contracts/review';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { pathSql, waitsAtSql } from '../review-levels/review.queries.js';
import { goesOn, highestReached, type Level, rankOf, type Step } from '../review-levels/review.rules.js';
import {
  acceptItemsSql,
  passItemsSql,
  reopenItemsSql,
  returnItemsSql,
  supersedeItemsSql,
} from './item-versions.queries.js';
import type { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import { itemsOf, ReportChanges, type ReportVersion } from './report-changes.js';

/** How far a reviewer lets a report pass, and whether anybody above still looks at it. */
interface Passing {
  level: Level;
  isLast: boolean;
}

/** The review of reports, level by level, up to the office. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly reports: OpinionReportsService,
    private readonly changes: ReportChanges,
    private readonly transactions: Transactions,
  ) {}

  /** Which levels a report passes, and where it waits. */
  async path(id: string, caller: Caller): Promise<ReviewPath> {
    return this.transactions.run(async (unit) => {
      const report = await this.reports.find(id, caller);
      const items = await itemsOf(unit, id);
      const ranks = items.map(({ state, passedLevel }) => (state === 'accepted' ? 3 : rankOf(passedLevel)));
      const passed = report.state === 'draft' ? 0 : Math.min(...ranks);
      const path = await pathOf(unit, id);
      return {
        items: path.map((step) => ({ ...step, passed: rankOf(step.level) <= passed })),
        waitsAt: await waitingLevel(unit, id),
      };
    });
  }

  /** Marks a report as in hand at the level where it waits. */
  async receive(target: ReportVersion): Promise<OpinionReport> {
    return this.changes.change(target, ['submitted'], async (unit, report) => {
      const { level } = await passing(unit, report, target.caller);
      return { state: 'received', details: { level } };
    });
  }

  /**
   * Lets a report pass the level where it waits, and all up to the caller's own; after the last one it is accepted.
   * @throws Problem 409 `opinion-report.own-report`, `opinion-report.not-your-turn`.
   */
  async accept(target: ReportVersion): Promise<OpinionReport> {
    return this.changes.change(target, ['submitted', 'received'], async (unit, report) => {
      const { level, isLast } = await passing(unit, report, target.caller);
      await letPass(unit, report, { level, isLast }, []);
      if (isLast) return { state: 'accepted', details: { level } };
      return { state: 'submitted', action: 'opinion-report.pass', details: { level } };
    });
  }

  /** Returns the named items, each with a reason; the rest passes. Items that are accepted must be opened again first. */
  async return(target: ReportVersion, input: ReturnReport): Promise<OpinionReport> {
    refusePersonalReasons(input);
    return this.changes.change(target, ['submitted', 'received'], async (unit, report, items) => {
      refuseUnknown(input, items);
      const ids = input.items.map(({ itemId }) => itemId);
      if (items.some(({ id, state }) => ids.includes(id) && state === 'accepted'))
        throw Problem.conflict('opinion-report.item-accepted', 'The item is accepted already');
      const pass = await passing(unit, report, target.caller);
      const reasons = input.items.map(({ reason }) => reason);
      await unit.query('items.return', returnItemsSql, [report.id, ids, reasons]);
      await letPass(unit, report, pass, ids);
      report.reviseBy = input.reviseBy;
      return { state: 'returned', details: { level: pass.level, items: ids } };
    });
  }

  /**
   * Opens accepted items again for their author to revise. What was accepted stays on record as it was known; until it
   * is accepted again, an item is not counted.
   */
  async reopen(target: ReportVersion, input: ReopenReport): Promise<OpinionReport> {
    refusePersonalReasons(input);
    return this.changes.change(target, ['accepted', 'included'], async (unit, report, items) => {
      refuseUnknown(input, items);
      const ids = input.items.map(({ itemId }) => itemId);
      await unit.query('items.supersede', supersedeItemsSql, [ids, null]);
      const reasons = input.items.map(({ reason }) => reason);
      await unit.query('items.reopen', reopenItemsSql, [report.id, ids, reasons]);
      report.reviseBy = input.reviseBy;
      return { state: 'returned', action: 'opinion-report.reopen', details: { items: ids } };
    });
  }
}

const pathOf = (unit: UnitOfWork, id: string): Promise<Step[]> =>
  unit.query<Step & Record<string, unknown>>('review.path', pathSql, [id]);

async function waitingLevel(unit: UnitOfWork, id: string): Promise<Level | null> {
  const [waiting] = await unit.query<{ level: Level }>('review.waits-at', waitsAtSql, [id]);
  return waiting?.level ?? null;
}

async function passing(unit: UnitOfWork, report: OpinionReportEntity, caller: Caller): Promise<Passing> {
  if (caller.personId === report.personId)
    throw Problem.conflict('opinion-report.own-report', 'Nobody reviews their own report');
  const path = await pathOf(unit, report.id);
  // Above a unit that no longer stands in the tree there is the office alone.
  const reached = highestReached(path, caller.reach)?.level ?? (caller.reach.everywhere ? 'province' : null);
  const waitsAt = (await waitingLevel(unit, report.id)) ?? 'province';
  if (reached === null || rankOf(reached) < rankOf(waitsAt)) {
    throw Problem.conflict(
      'opinion-report.not-your-turn',
      `The report waits for review at the level of the ${waitsAt}`,
    );
  }
  return { level: reached, isLast: !goesOn(path, reached) };
}

/** Accepts the items of a report but those named, or lets them pass up to a level. */
async function letPass(
  unit: UnitOfWork,
  { id }: OpinionReportEntity,
  { level, isLast }: Passing,
  except: string[],
): Promise<void> {
  if (isLast) await unit.query('items.accept', acceptItemsSql, [id, except, level]);
  else await unit.query('items.pass', passItemsSql, [id, except, level]);
}

const refusePersonalReasons = ({ items }: ReturnReport | ReopenReport): void =>
  refusePersonalData(Object.fromEntries(items.map(({ reason }, index) => [`items.${index}.reason`, reason])));

function refuseUnknown(named: ReturnReport | ReopenReport, items: OpinionItemEntity[]): void {
  const unknown = named.items.findIndex(({ itemId }) => !items.some((item) => item.id === itemId));
  if (unknown < 0) return;
  const errors = [{ path: `items.${unknown}.itemId`, message: 'there is no such item in this report' }];
  throw Problem.unprocessable('opinion-report.unknown-item', 'The report has no such item', { errors });
}
