import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  type Explanation,
  explanationChanged,
  type ExplanationListQuery,
  type NewExplanation,
  type WithdrawExplanation,
} from '#contracts/explanations';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDaySql, officeTime } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { ExplanationEntity, RecommendationEntity } from './recommendation.entity.js';

/** Official answers and explanations, for the network to pass on. */
@Injectable()
export class ExplanationsService {
  constructor(private readonly transactions: Transactions) {}

  /** Those that hold, or, when asked for, those that no longer do. */
  async list(query: z.infer<typeof ExplanationListQuery>): Promise<Page<Explanation>> {
    return readPage(
      this.transactions.manager
        .createQueryBuilder(ExplanationEntity, 'explanation')
        .where(`explanation.withdrawnReason IS ${query['withdrawn'] ? 'NOT NULL' : 'NULL'}`),
      query,
      {
        fields: { topic: 'explanation.topic', recommendationId: 'explanation.recommendationId' },
        sort: { expression: 'explanation.publishedAt', of: (row) => row.publishedAt.toISOString() },
        id: { expression: 'explanation.id', of: (row) => row.id },
        direction: 'DESC',
      },
      toExplanation,
    );
  }

  /** Also one that was withdrawn, with the reason: whoever has passed it on is to know. */
  async get(id: string): Promise<Explanation> {
    const explanation = await this.transactions.manager.findOneBy(ExplanationEntity, { id });
    if (!explanation) throw Problem.of('resource.not-found');
    return toExplanation(explanation);
  }

  /**
   * Publishes an explanation to the network.
   * @throws Problem 422 `explanation.unknown-recommendation`, `opinion.personal-data`.
   */
  async publish(input: NewExplanation): Promise<Explanation> {
    refusePersonalData({ title: input.title, text: input.text });
    return this.transactions.run(async (unit) => {
      const { recommendationId } = input;
      if (
        recommendationId !== null &&
        !(await unit.manager.existsBy(RecommendationEntity, { id: recommendationId }))
      ) {
        throw Problem.unprocessable('explanation.unknown-recommendation', 'There is no such recommendation', {
          errors: [{ path: 'recommendationId', message: 'there is no such recommendation' }],
        });
      }
      return toExplanation(await publishExplanation(unit, input));
    });
  }

  /** Says that an explanation no longer holds, and why; it stays to be read. */
  async withdraw(id: string, version: number, { reason }: WithdrawExplanation): Promise<Explanation> {
    refusePersonalData({ reason });
    return this.transactions.run(async (unit) => {
      const explanation = await lockRow(unit, ExplanationEntity, id, version);
      if (explanation.withdrawnReason !== null)
        throw Problem.conflict('explanation.withdrawn', 'The explanation was withdrawn');
      Object.assign(explanation, { withdrawnReason: reason, version: version + 1 });
      await unit.manager.save(ExplanationEntity, explanation);
      await tell(unit, explanation);
      return toExplanation(explanation);
    });
  }
}

/** Publishes an explanation with what asked for it. */
export async function publishExplanation(
  unit: UnitOfWork,
  { title, text, topic, recommendationId }: NewExplanation,
): Promise<ExplanationEntity> {
  const explanation: ExplanationEntity = {
    id: randomUUID(),
    title,
    text,
    topic,
    recommendationId,
    withdrawnReason: null,
    version: 1,
    publishedAt: await officeTime(unit.manager),
  };
  await unit.manager.insert(ExplanationEntity, explanation);
  await tell(unit, explanation);
  return explanation;
}

async function tell(unit: UnitOfWork, explanation: ExplanationEntity): Promise<void> {
  const { id, version, recommendationId, withdrawnReason } = explanation;
  const state = withdrawnReason === null ? 'published' : 'withdrawn';
  const reporting = await unit.query<{ id: string }>(
    'explanation.collaborators',
    `SELECT id FROM appointment WHERE role = 'collaborator' AND state = 'appointed'
        AND daterange("from", "to") @> ${officeDaySql} ORDER BY id`,
  );
  const appointmentIds = reporting.map((appointment) => appointment.id);
  unit.publish(explanationChanged.of(id, version, { id, state, appointmentIds }));
  const action = state === 'published' ? 'explanation.publish' : 'explanation.withdraw';
  unit.audit({ action, entity: `explanation:${id}`, details: { version, recommendationId } });
}

const toExplanation = ({ publishedAt, ...row }: ExplanationEntity): Explanation => ({
  ...row,
  publishedAt: publishedAt.toISOString(),
});
