import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reaches, reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import {
  type CancelInspection,
  type ConcludeInspection,
  type Inspection,
  inspectionChanged,
  InspectionHead,
  type InspectionListQuery,
  type InspectionPlan,
  type NewFinding,
  type RecordCheck,
} from '#contracts/inspections';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { unknownOrganisations } from '../reference/reference.queries.js';
import { refuseState } from '../states.js';
import { InspectionEntity, InspectionRequestEntity } from './inspection.entity.js';
import { overdueSql, placeSql, reviewersSql } from './inspections.queries.js';

/** An inspection as its changer has read it, and by whom it is changed. */
export interface InspectionVersion {
  id: string;
  version: number;
  caller: Caller;
}

type What = z.infer<typeof inspectionChanged.data>['what'];

/** What a change does: from which states, under which name, and what others are told of it. */
interface Change {
  from: InspectionEntity['state'][];
  action: string;
  tells?: What;
}

/** Inspections of units: plan, checklist, findings and conclusion. */
@Injectable()
export class InspectionsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof InspectionListQuery>, { reach }: Caller): Promise<Page<InspectionHead>> {
    const { sql, parameters } = reachWhere(reach, { ord: 'inspection.ord' });
    const select = this.transactions.manager
      .createQueryBuilder(InspectionEntity, 'inspection')
      .where(sql, parameters);
    if (query['overdue']) select.andWhere(overdueSql);
    const filters = ['state', 'areaId', 'startsOn', 'endsOn'];
    return readPage(
      select,
      query,
      {
        fields: Object.fromEntries(filters.map((name) => [name, `inspection.${name}`])),
        sort: { expression: 'inspection.startsOn', of: (row) => row.startsOn },
        id: { expression: 'inspection.id', of: (row) => row.id },
        direction: 'DESC',
      },
      toHead,
    );
  }

  async get(id: string, { reach }: Caller): Promise<Inspection> {
    const entity = await this.transactions.manager.findOneBy(InspectionEntity, { id });
    if (!entity || !reaches(reach, { ord: entity.ord })) throw Problem.of('resource.not-found');
    return this.present(entity);
  }

  /** Plans an inspection, which those who review the unit hear of at once: none comes in secret. */
  async plan(input: InspectionPlan): Promise<Inspection> {
    refusePersonalPlan(input);
    return this.transactions.run(async (unit) => {
      const entity = unit.manager.create(InspectionEntity, {
        id: randomUUID(),
        ...(await planned(unit, input)),
        state: 'planned',
        findings: [],
        conclusion: null,
        cancelReason: null,
        version: 1,
      });
      await unit.manager.insert(InspectionEntity, entity);
      unit.audit({ action: 'inspection.plan', entity: `inspection:${entity.id}`, details: { version: 1 } });
      await tell(unit, entity, 'planned');
      return this.present(entity);
    });
  }

  async replan(target: InspectionVersion, input: InspectionPlan): Promise<Inspection> {
    refusePersonalPlan(input);
    const change: Change = { from: ['planned'], action: 'inspection.replan', tells: 'planned' };
    return this.change(target, change, async (unit, entity) => {
      Object.assign(entity, await planned(unit, input));
    });
  }

  async start(target: InspectionVersion): Promise<Inspection> {
    const change: Change = { from: ['planned'], action: 'inspection.start', tells: 'started' };
    return this.change(target, change, async (_unit, entity) => void (entity.state = 'under-way'));
  }

  /** Says how the unit meets one point of the checklist; saying it again replaces it. */
  async check(target: InspectionVersion, { check, result, note }: RecordCheck): Promise<Inspection> {
    refusePersonalData({ note: note ?? '' });
    const change: Change = { from: ['under-way'], action: 'inspection.check' };
    return this.change(target, change, async (_unit, entity) => {
      const { text } = checkOf(entity, check);
      entity.checklist = entity.checklist.with(check, { text, result, note });
    });
  }

  async find(target: InspectionVersion, { text, check }: NewFinding): Promise<Inspection> {
    refusePersonalData({ text });
    const change: Change = { from: ['under-way'], action: 'inspection.find' };
    return this.change(target, change, async (_unit, entity) => {
      if (check !== null) checkOf(entity, check);
      entity.findings = [...entity.findings, { id: randomUUID(), text, check }];
    });
  }

  /**
   * Concludes it; what was asked of the unit counts from then on.
   * @throws Problem 409 `inspection.unfinished` while points of the checklist are open.
   */
  async conclude(target: InspectionVersion, { conclusion }: ConcludeInspection): Promise<Inspection> {
    refusePersonalData({ conclusion });
    const change: Change = { from: ['under-way'], action: 'inspection.conclude', tells: 'concluded' };
    return this.change(target, change, async (_unit, entity) => {
      const open = entity.checklist.filter(({ result }) => result === null).length;
      if (open > 0)
        throw Problem.conflict('inspection.unfinished', `${open} points of the checklist are still open`);
      Object.assign(entity, { state: 'following-up', conclusion });
    });
  }

  /** @throws Problem 409 `inspection.unfinished` while something asked of the unit is not settled. */
  async close(target: InspectionVersion): Promise<Inspection> {
    const change: Change = { from: ['following-up'], action: 'inspection.close', tells: 'closed' };
    return this.change(target, change, async (_unit, entity, requests) => {
      const open = requests.filter(({ state }) => state === 'open' || state === 'answered').length;
      if (open > 0) throw Problem.conflict('inspection.unfinished', `${open} requests are not settled`);
      entity.state = 'closed';
    });
  }

  async cancel(target: InspectionVersion, { reason }: CancelInspection): Promise<Inspection> {
    refusePersonalData({ reason });
    const change: Change = {
      from: ['planned', 'under-way'],
      action: 'inspection.cancel',
      tells: 'cancelled',
    };
    return this.change(target, change, async (_unit, entity) => {
      Object.assign(entity, { state: 'cancelled', cancelReason: reason });
    });
  }

  /** One change of an inspection within reach: the next version, recorded, and told where others must know. */
  async change(
    { id, version, caller }: InspectionVersion,
    { from, action, tells }: Change,
    body: (unit: UnitOfWork, entity: InspectionEntity, requests: InspectionRequestEntity[]) => Promise<void>,
  ): Promise<Inspection> {
    return this.transactions.run(async (unit) => {
      const entity = await lockRow(unit, InspectionEntity, id);
      if (!reaches(caller.reach, { ord: entity.ord })) throw Problem.of('resource.not-found');
      if (entity.version !== version) throw Problem.of('resource.stale');
      refuseState({ noun: 'inspection', thing: 'inspection' }, entity.state, from);
      await body(unit, entity, await this.requestsOf(id));
      entity.version += 1;
      await unit.manager.save(InspectionEntity, entity);
      unit.audit({ action, entity: `inspection:${id}`, details: { version: entity.version } });
      if (tells) await tell(unit, entity, tells);
      return this.present(entity);
    });
  }

  private requestsOf(inspectionId: string): Promise<InspectionRequestEntity[]> {
    return this.transactions.manager.find(InspectionRequestEntity, {
      where: { inspectionId },
      order: { number: 'ASC' },
    });
  }

  private async present(entity: InspectionEntity): Promise<Inspection> {
    const today = await officeDay(this.transactions.manager);
    const requests = await this.requestsOf(entity.id);
    const { team, checklist, findings, conclusion, cancelReason } = entity;
    return {
      ...toHead(entity),
      team,
      checklist,
      findings,
      conclusion,
      cancelReason,
      requests: requests.map(({ inspectionId: _, number: __, remindedDays: ___, ...request }) => ({
        ...request,
        overdue: request.state === 'open' && request.dueOn < today,
      })),
    };
  }
}

const toHead = (inspection: InspectionEntity): InspectionHead => InspectionHead.parse(inspection);

function refusePersonalPlan({ subject, scope, decision, team, checklist }: InspectionPlan): void {
  refusePersonalData({
    subject,
    scope,
    decision: decision ?? '',
    ...Object.fromEntries(team.map(({ position }, index) => [`team.${index}.position`, position])),
    ...Object.fromEntries(checklist.map((text, index) => [`checklist.${index}`, text])),
  });
}

/** The plan with the unit's place in the tree of its first day. */
async function planned(unit: UnitOfWork, { checklist, ...plan }: InspectionPlan) {
  const [place] = await unit.query<{ lo: number }>('inspection.place', placeSql, [
    plan.areaId,
    plan.startsOn,
  ]);
  if (!place) refuseField('areaId', 'there is no such unit on the first day');
  const unknown = await unknownOrganisations(
    unit,
    plan.team.map(({ organisationId }) => organisationId),
  );
  for (const [index, { organisationId }] of plan.team.entries()) {
    if (unknown.has(organisationId))
      refuseField(`team.${index}.organisationId`, 'there is no such organisation');
  }
  return { ...plan, ord: place.lo, checklist: checklist.map((text) => ({ text, result: null, note: null })) };
}

function checkOf({ checklist }: InspectionEntity, check: number): Inspection['checklist'][number] {
  return checklist[check] ?? refuseField('check', 'the checklist has no such point');
}

export function refuseField(path: string, message: string): never {
  throw Problem.unprocessable('inspection.not-fit', 'The inspection cannot be kept like this', {
    errors: [{ path, message }],
  });
}

async function tell(unit: UnitOfWork, entity: InspectionEntity, what: What): Promise<void> {
  const { id, version, areaId, state, startsOn } = entity;
  const reviewers = await unit.query<{ id: string }>('inspection.reviewers', reviewersSql, [entity.ord]);
  const accountIds = reviewers.map((reviewer) => reviewer.id);
  unit.publish(inspectionChanged.of(id, version, { id, areaId, state, what, startsOn, accountIds }));
}
