import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import {
  type AggregateContent,
  type AggregateReport,
  aggregateReportChanged,
  aggregateReportDispatched,
  type AggregateReportHead,
  type AggregateReportListQuery,
  aggregateBuild,
  type Approve,
  type DispatchAggregate,
  aggregateReportSuperseded,
  type IssueAggregate,
  type Supersede,
  type Withdraw,
} from '#contracts/aggregates';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { numberDocument } from '../office/document-number.js';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { documentType } from './aggregate.document.js';
import { render } from './aggregate-render.js';
import { AggregateDocumentEntity, AggregateReportEntity, DispatchEntity } from './aggregate.entity.js';
import { partsOf } from './aggregate-parts.js';
import { toHead, toReport } from './aggregate.mapper.js';
import { refusePersonalData } from '../free-text.rules.js';
import { refuseState } from '../states.js';
import { includeReportsSql, overtakenSql } from './aggregates.queries.js';
import { titleOf, unitOf } from './aggregate-subject.js';

type State = AggregateReportEntity['state'];
/** In force; and what has been seen outside, which those may go on reading who have got it. */
export const inForce: State[] = ['issued', 'dispatched', 'acknowledged'];
const released: State[] = [...inForce, 'superseded'];
const aggregate = { noun: 'aggregate-report', thing: 'report' };

@Injectable()
export class AggregatesService {
  constructor(private readonly transactions: Transactions) {}

  async list(
    query: z.infer<typeof AggregateReportListQuery>,
    caller: Caller,
  ): Promise<Page<AggregateReportHead>> {
    return readPage(
      this.visibleTo(caller),
      query,
      {
        fields: { periodId: 'report.periodId', areaCode: 'report.areaCode', state: 'report.state' },
        sort: { expression: 'report.createdAt', of: (report) => report.createdAt.toISOString() },
        id: { expression: 'report.id', of: (report) => report.id },
        direction: 'DESC',
      },
      toHead,
    );
  }

  async get(id: string, caller: Caller): Promise<AggregateReport> {
    const report = await this.visibleTo(caller).andWhere('report.id = :id', { id }).getOne();
    if (!report) throw Problem.of('resource.not-found');
    return toReport(report, await dispatchesOf(this.transactions.manager, id, caller));
  }

  /** As {@link get}. @throws Problem 409 `aggregate-report.building` while there is no content yet. */
  async getBuilt(id: string, caller: Caller): Promise<AggregateReport & { content: AggregateContent }> {
    const { content, ...report } = await this.get(id, caller);
    if (!content) throw stillBuilding();
    return { ...report, content };
  }

  /**
   * Starts the building of a closed period's report, of a quarter or a year from the items of the periods within it;
   * follow the job.
   * @param areaId the unit that it is about; null: the whole province.
   * @throws Problem 409 `period.open` while one of them is not closed, or a conflict when it has a report already; 422
   *   `aggregate-report.no-unit`.
   */
  async start(periodId: string, areaId: string | null): Promise<AggregateReportHead> {
    return this.transactions.run(async (unit) => {
      const period = await unit.manager.findOneBy(ReportingPeriodEntity, { id: periodId });
      if (!period) throw Problem.unprocessable('aggregate-report.no-period', 'There is no such period');
      const parts = await partsOf(unit.manager, periodId);
      const open = [period, ...parts].find(({ state }) => state === 'open');
      if (open) throw Problem.conflict('period.open', `Close the period ${open.code} first`);
      const about = areaId === null ? null : await unitOf(unit.manager, areaId, { period, parts });
      const areaCode = about?.code ?? IsNull();
      if (await unit.manager.existsBy(AggregateReportEntity, { periodId, areaCode, state: In(inForce) }))
        throw Problem.of('resource.conflict', { detail: 'It has a report in force: supersede that one' });
      const title = await titleOf(unit.manager, period, about);
      return begin(unit, { period, title, areaCode: about?.code ?? null });
    });
  }

  /**
   * Starts the building of a version that is to take the place of an issued report. That one stays in force until the new
   * one is issued.
   */
  async supersede(id: string, version: number, { reason }: Supersede): Promise<AggregateReportHead> {
    refusePersonalData({ reason });
    return this.transactions.run(async (unit) => {
      const { state, periodId, title, areaCode } = await lockRow(unit, AggregateReportEntity, id, version);
      refuseState(aggregate, state, inForce);
      const period = await unit.manager.findOneByOrFail(ReportingPeriodEntity, { id: periodId });
      return begin(unit, { period, title, areaCode }, { supersedes: id, supersedeReason: reason });
    });
  }

  async circulate(id: string, version: number): Promise<AggregateReport> {
    return this.change(id, version, ['draft'], async (unit, report) => {
      report.state = 'circulated';
      return record(unit, 'aggregate-report.circulate', report);
    });
  }

  /**
   * Approves exactly the content that the approver has read.
   * @throws Problem 409 `aggregate-report.content-changed` when the hash is another by now.
   */
  async approve(id: string, version: number, input: Approve, caller: Caller): Promise<AggregateReport> {
    return this.change(id, version, ['circulated'], async (unit, report) => {
      if (report.contentHash !== input.contentHash) {
        throw Problem.conflict(
          'aggregate-report.content-changed',
          'The content has changed since you read it',
        );
      }
      Object.assign(report, {
        state: 'approved',
        approvedHash: report.contentHash,
        approvedBy: caller.id,
        approvedAt: new Date(),
      });
      if (report.areaCode === null) await unit.query('aggregate.include', includeReportsSql, [id]);
      return record(unit, 'aggregate-report.approve', report, { contentHash: report.contentHash });
    });
  }

  /**
   * Numbers and signs the approved report; its document is kept as it is issued.
   * @throws Problem 409 `aggregate-report.overtaken` when others were issued of its periods that it was not held against.
   */
  async issue(id: string, version: number, { signer }: IssueAggregate): Promise<AggregateReport> {
    return this.change(id, version, ['approved'], async (unit, report) => {
      const { office, number, symbol, date } = await numberDocument(unit, documentType);
      // Numbers are given one at a time, so that nothing is issued between this and the COMMIT.
      const overtaken = await unit.query<{ code: string }>('aggregate.overtaken', overtakenSql, [id]);
      if (overtaken.length > 0) {
        throw Problem.conflict(
          'aggregate-report.overtaken',
          'Other figures have been issued since; build it anew',
          {
            detail: overtaken.map(({ code }) => code).join(', '),
          },
        );
      }
      Object.assign(report, { state: 'issued', number, symbol, issuedOn: date, signer });
      const before = report.supersedes ? await takeOutOfForce(unit, report.supersedes, report) : null;
      const [docx, pdf] = [
        await render.docx(report, office, before),
        await render.pdf(report, office, before),
      ];
      const sha256 = createHash('sha256').update(docx).digest('hex');
      await unit.manager.insert(AggregateDocumentEntity, { aggregateId: id, sha256, docx, pdf });
      return record(unit, 'aggregate-report.issue', report, { number: report.number, sha256 });
    });
  }

  /** Sends the issued report to its recipients, who see it from now on. */
  async dispatch(
    id: string,
    version: number,
    { organisationIds }: DispatchAggregate,
  ): Promise<AggregateReport> {
    return this.change(id, version, ['issued', 'dispatched', 'acknowledged'], async (unit, report) => {
      const rows = organisationIds.map((organisationId) => ({
        id: randomUUID(),
        aggregateId: id,
        organisationId,
      }));
      const insert = unit.manager.createQueryBuilder().insert().into(DispatchEntity).values(rows).orIgnore();
      const { raw: fresh } = await insert.returning(['organisationId']).execute();
      report.state = 'dispatched';
      if (fresh.length > 0) unit.publish(dispatched(report, fresh));
      return record(unit, 'aggregate-report.dispatch', report, { organisationIds });
    });
  }

  /** A recipient confirms the receipt; when all have, the report is acknowledged. */
  async acknowledge(id: string, caller: Caller): Promise<AggregateReport> {
    const { version } = await this.get(id, caller);
    return this.change(
      id,
      version,
      ['dispatched', 'acknowledged'],
      async (unit, report) => {
        const open = await unit.manager.findBy(DispatchEntity, { aggregateId: id });
        for (const dispatch of open) {
          if (!caller.reach.organisationIds.includes(dispatch.organisationId) || dispatch.acknowledgedAt)
            continue;
          Object.assign(dispatch, { acknowledgedAt: new Date(), acknowledgedBy: caller.id });
          await unit.manager.save(dispatch);
        }
        if (open.every(({ acknowledgedAt }) => acknowledgedAt)) report.state = 'acknowledged';
        return record(unit, 'aggregate-report.acknowledge', report);
      },
      caller,
    );
  }

  /** Takes a report back; the period may then have another. What was issued stays on record with its number. */
  async withdraw(id: string, version: number, { reason }: Withdraw): Promise<AggregateReport> {
    refusePersonalData({ reason });
    const from: State[] = ['building', 'draft', 'circulated', 'approved', ...inForce];
    return this.change(id, version, from, async (unit, report) => {
      Object.assign(report, { state: 'withdrawn', withdrawnReason: reason });
      return record(unit, 'aggregate-report.withdraw', report);
    });
  }

  /** Recipients see what was dispatched to them, other systems what was issued. */
  visibleTo({ reach, claims }: Caller) {
    const select = this.transactions.manager
      .createQueryBuilder(AggregateReportEntity, 'report')
      .where('true');
    if (claims.kind === 'client') return select.andWhere('report.state IN (:...released)', { released });
    if (reach.everywhere) return select;
    const sent = select
      .subQuery()
      .select('1')
      .from(DispatchEntity, 'sent')
      .where('sent.aggregateId = report.id');
    const organisations = reach.organisationIds.length > 0 ? reach.organisationIds : [null];
    sent.andWhere('sent.organisationId IN (:...organisations)');
    return select
      .andWhere(`EXISTS ${sent.getQuery()}`, { organisations })
      .andWhere(`report.state <> 'withdrawn'`);
  }

  /** Changes a report that is in one of the given states. */
  async change(
    id: string,
    version: number,
    from: State[],
    body: (unit: UnitOfWork, report: AggregateReportEntity) => Promise<AggregateReportEntity>,
    caller?: Caller,
  ): Promise<AggregateReport> {
    return this.transactions.run(async (unit) => {
      const report = await lockRow(unit, AggregateReportEntity, id);
      if (report.version !== version && !caller) throw Problem.of('resource.stale');
      refuseState(aggregate, report.state, from);
      report.version += 1;
      await body(unit, report);
      await unit.manager.save(report);
      return toReport(report, await dispatchesOf(unit.manager, id, caller));
    });
  }
}

export const stillBuilding = (): Problem =>
  Problem.conflict('aggregate-report.building', 'The report is still being built');

const noContent = {
  content: null,
  contentHash: null,
  approvedHash: null,
  approvedBy: null,
  approvedAt: null,
  number: null,
  symbol: null,
  issuedOn: null,
  signer: null,
  withdrawnReason: null,
  supersedes: null,
  supersedeReason: null,
  supersededBy: null,
};

/** Puts a report on record and its building into the queue. */
async function begin(
  unit: UnitOfWork,
  { period, title, areaCode }: { period: ReportingPeriodEntity; title: string; areaCode: string | null },
  takingPlace: Partial<Pick<AggregateReportEntity, 'supersedes' | 'supersedeReason'>> = {},
): Promise<AggregateReportHead> {
  const id = randomUUID();
  const jobId = unit.enqueue(aggregateBuild, { aggregateId: id });
  const report = unit.manager.create(AggregateReportEntity, {
    id,
    periodId: period.id,
    areaCode,
    state: 'building',
    title,
    jobId,
    version: 1,
    ...noContent,
    ...takingPlace,
  });
  await unit.manager.insert(AggregateReportEntity, report);
  return toHead(record(unit, 'aggregate-report.start', report, { supersedes: report.supersedes }));
}

/** The report whose place another takes; those who have got it are told. One that was withdrawn meanwhile stays so. */
async function takeOutOfForce(
  unit: UnitOfWork,
  id: string,
  by: AggregateReportEntity,
): Promise<AggregateReportEntity> {
  const before = await lockRow(unit, AggregateReportEntity, id);
  if (!inForce.includes(before.state)) return before;
  Object.assign(before, { state: 'superseded', supersededBy: by.id, version: before.version + 1 });
  await unit.manager.save(before);
  record(unit, 'aggregate-report.supersede', before, { by: by.id });
  const organisationIds = (await dispatchesOf(unit.manager, id)).map((sent) => sent.organisationId);
  if (organisationIds.length > 0) {
    const [old, now] = [before, by].map((one) => ({ id: one.id, number: one.number!, symbol: one.symbol! }));
    unit.publish(aggregateReportSuperseded.of(id, before.version, { ...old!, by: now!, organisationIds }));
  }
  return before;
}

export function record(
  unit: UnitOfWork,
  action: string,
  report: AggregateReportEntity,
  details: Record<string, unknown> = {},
) {
  unit.publish(aggregateReportChanged.of(report.id, report.version, report));
  unit.audit({
    action,
    entity: `aggregate-report:${report.id}`,
    details: { state: report.state, ...details },
  });
  return report;
}

function dispatched(report: AggregateReportEntity, to: { organisation_id: string }[]) {
  const organisationIds = to.map(({ organisation_id }) => organisation_id);
  const { id, number, symbol, version } = report;
  return aggregateReportDispatched.of(id, version, { id, number: number!, symbol: symbol!, organisationIds });
}

/** A recipient sees its own receipt, not the others'. */
function dispatchesOf(
  manager: EntityManager,
  aggregateId: string,
  caller?: Caller,
): Promise<DispatchEntity[]> {
  const own =
    caller && !caller.reach.everywhere ? { organisationId: In([...caller.reach.organisationIds]) } : {};
  return manager.find(DispatchEntity, {
    where: { aggregateId, ...own },
    order: { dispatchedAt: 'ASC', id: 'ASC' },
  });
}
