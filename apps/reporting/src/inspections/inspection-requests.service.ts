import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  AnswerInspectionRequest,
  Inspection,
  NewInspectionRequest,
  ReturnInspectionRequest,
  SettleInspectionRequest,
} from '#contracts/inspections';
import { Problem } from '#contracts/problem';
import { officeDay, officeTime } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { refuseState } from '../states.js';
import { InspectionRequestEntity } from './inspection.entity.js';
import { InspectionsService, type InspectionVersion, refuseField } from './inspections.service.js';

/** A request of an inspection that its changer has read. */
export interface RequestTarget extends InspectionVersion {
  requestId: string;
}

type State = InspectionRequestEntity['state'];

/** What a change of a request does: from which states, under which name, and what others are told of it. */
interface RequestChange {
  from: State[];
  name: 'answer' | 'return' | 'settle';
  tells: 'request-answered' | 'request-returned' | 'request-settled';
}

/** What units are asked to do after an inspection, until it is done. */
@Injectable()
export class InspectionRequestsService {
  constructor(private readonly inspections: InspectionsService) {}

  async add(target: InspectionVersion, input: NewInspectionRequest): Promise<Inspection> {
    const { text, dueOn, findingId } = input;
    refusePersonalData({ text });
    const change = { from: ['under-way' as const], action: 'inspection.request' };
    return this.inspections.change(target, change, async (unit, { id: inspectionId, findings }, requests) => {
      await refusePassed(unit, dueOn);
      if (findingId !== null && !findings.some(({ id }) => id === findingId))
        refuseField('findingId', 'the inspection has no such finding');
      const request: InspectionRequestEntity = {
        id: randomUUID(),
        inspectionId,
        number: requests.length + 1,
        text,
        findingId,
        dueOn,
        state: 'open',
        answer: null,
        steps: [],
        remindedDays: [],
      };
      await note(unit, request, null);
      await unit.manager.insert(InspectionRequestEntity, request);
    });
  }

  /** What the unit says it has done; staff enter what came on paper. */
  async answer(target: RequestTarget, { text }: AnswerInspectionRequest): Promise<Inspection> {
    refusePersonalData({ text });
    const change: RequestChange = { from: ['open'], name: 'answer', tells: 'request-answered' };
    return this.change(target, change, async (unit, request) => {
      Object.assign(request, { state: 'answered', answer: text });
      await note(unit, request, text);
    });
  }

  /** Sends it back to the unit, or gives it more time: it is reminded of it anew. */
  async return(target: RequestTarget, { dueOn, reason }: ReturnInspectionRequest): Promise<Inspection> {
    refusePersonalData({ reason });
    const change: RequestChange = { from: ['open', 'answered'], name: 'return', tells: 'request-returned' };
    return this.change(target, change, async (unit, request) => {
      await refusePassed(unit, dueOn);
      Object.assign(request, { state: 'open', dueOn, remindedDays: [] });
      await note(unit, request, reason);
    });
  }

  /** It is fulfilled by an answer, or waived with or without one. */
  async settle(target: RequestTarget, { outcome, note: why }: SettleInspectionRequest): Promise<Inspection> {
    refusePersonalData({ note: why ?? '' });
    const from: State[] = outcome === 'fulfilled' ? ['answered'] : ['open', 'answered'];
    return this.change(target, { from, name: 'settle', tells: 'request-settled' }, async (unit, request) => {
      request.state = outcome;
      await note(unit, request, why);
    });
  }

  private change(
    { requestId, ...target }: RequestTarget,
    { from, name, tells }: RequestChange,
    body: (unit: UnitOfWork, request: InspectionRequestEntity) => Promise<void>,
  ): Promise<Inspection> {
    const change = { from: ['following-up' as const], action: `inspection-request.${name}`, tells };
    return this.inspections.change(target, change, async (unit, _, requests) => {
      const request = requests.find(({ id }) => id === requestId);
      if (!request) throw Problem.of('resource.not-found');
      refuseState({ noun: 'inspection', thing: 'request' }, request.state, from);
      await body(unit, request);
      await unit.manager.save(InspectionRequestEntity, request);
    });
  }
}

async function refusePassed(unit: UnitOfWork, dueOn: string): Promise<void> {
  if (dueOn <= (await officeDay(unit.manager))) refuseField('dueOn', 'it needs a day that is still to come');
}

/** Keeps how the request stands from now on, and what was said. */
async function note(unit: UnitOfWork, request: InspectionRequestEntity, text: string | null): Promise<void> {
  const { state, dueOn } = request;
  const at = (await officeTime(unit.manager)).toISOString();
  request.steps = [...request.steps, { at, state, dueOn, text }];
}
