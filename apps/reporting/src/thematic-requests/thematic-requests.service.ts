import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { type FieldError, Problem } from '#contracts/problem';
import {
  type NewThematicRequest,
  type ThematicRequest,
  type ThematicRequestHead,
  type ThematicRequestListQuery,
  thematicRequestOpened,
} from '#contracts/thematic-requests';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { codesAsOf } from '../codes/codes.service.js';
import { refusePersonalData } from '../free-text.rules.js';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { openPeriod } from '../periods/periods.service.js';
import { ThematicRequestEntity } from './thematic-request.entity.js';
import { answeredSql, askedSql, standingAreasSql } from './thematic-requests.queries.js';

/** Requests on one topic. Each is a reporting period of its own: who owes, when, reminders and closing follow from that. */
@Injectable()
export class ThematicRequestsService {
  constructor(private readonly transactions: Transactions) {}

  async list(
    query: z.infer<typeof ThematicRequestListQuery>,
    { personId }: Caller,
  ): Promise<Page<ThematicRequestHead>> {
    const select = this.withPeriods();
    if (query['asked']) {
      const asked = `EXISTS (SELECT FROM expected_now AS expected
        WHERE expected.period_id = request.periodId AND expected.person_id = :personId)`;
      select.where(asked, { personId });
    }
    return readPage(
      select,
      query,
      {
        fields: { topic: 'request.topic', state: 'period.state' },
        sort: { expression: 'request.createdAt', of: ({ createdAt }) => createdAt.toISOString() },
        id: { expression: 'request.periodId', of: ({ periodId }) => periodId },
        direction: 'DESC',
      },
      toHead,
    );
  }

  async get(id: string): Promise<ThematicRequest> {
    const request = await this.withPeriods().where('request.periodId = :id', { id }).getOne();
    if (!request) throw Problem.of('resource.not-found');
    const [counts] = await this.transactions.manager.query<Pick<ThematicRequest, 'expected' | 'received'>[]>(
      answeredSql,
      [id],
    );
    return { ...toHead(request), ...counts! };
  }

  /**
   * Opens a request and tells those who are asked.
   * @throws Problem 422 `opinion.personal-data`, `thematic-request.not-fit`; 409 when its code is taken.
   */
  async open(input: NewThematicRequest): Promise<ThematicRequest> {
    const { code, startsOn, endsOn, dueAt, ...asks } = input;
    refusePersonalData({
      subject: asks.subject,
      note: asks.note ?? '',
      ...Object.fromEntries(asks.questions.map((question, index) => [`questions.${index}`, question])),
    });
    return this.transactions.run(async (unit) => {
      refuseUnfit(await unknownIn(unit, input));
      const period = { code, startsOn, endsOn, dueAt, kind: 'thematic' as const, calendarId: null };
      const { id } = await openPeriod(unit, period);
      await unit.manager.insert(ThematicRequestEntity, { periodId: id, ...asks });
      const asked = await unit.query<{ id: string }>('thematic-request.asked', askedSql, [id]);
      if (asked.length === 0) refuseUnfit([{ path: 'levels', message: 'nobody would be asked' }]);
      const appointmentIds = asked.map((appointment) => appointment.id);
      const { topic } = asks;
      unit.publish(thematicRequestOpened.of(id, 1, { id, code, topic, endsOn, appointmentIds }));
      const details = { code, topic, asked: asked.length };
      unit.audit({ action: 'thematic-request.open', entity: `thematic-request:${id}`, details });
      return this.get(id);
    });
  }

  private withPeriods() {
    return this.transactions.manager
      .createQueryBuilder(ThematicRequestEntity, 'request')
      .innerJoinAndMapOne('request.period', ReportingPeriodEntity, 'period', 'period.id = request.periodId');
  }
}

function toHead({ periodId, period, createdAt: _, ...asks }: ThematicRequestEntity): ThematicRequestHead {
  const { code, startsOn, endsOn, dueAt, state } = period!;
  return { id: periodId, code, startsOn, endsOn, dueAt: dueAt.toISOString(), state, ...asks };
}

/** What does not stand on the last day of a request. */
async function unknownIn(
  unit: UnitOfWork,
  { endsOn, topic, areaIds }: NewThematicRequest,
): Promise<FieldError[]> {
  const codes = await codesAsOf(unit.manager, endsOn);
  const standing = await unit.query<{ id: string }>('thematic-request.areas', standingAreasSql, [
    endsOn,
    areaIds,
  ]);
  return [
    ...(codes.some((line) => line.list === 'topic' && line.code === topic)
      ? []
      : [{ path: 'topic', message: 'there is no such topic on the last day' }]),
    ...areaIds.flatMap((areaId, index) =>
      standing.some(({ id }) => id === areaId)
        ? []
        : [{ path: `areaIds.${index}`, message: 'there is no such unit on the last day' }],
    ),
  ];
}

function refuseUnfit(errors: FieldError[]): void {
  if (errors.length > 0)
    throw Problem.unprocessable('thematic-request.not-fit', 'This cannot be asked like this', { errors });
}
