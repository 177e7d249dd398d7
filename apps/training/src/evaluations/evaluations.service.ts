import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { ClassCost, ClassEvaluation, GiveEvaluation, WriteClassCost } from '#contracts/evaluations';
import { Problem } from '#contracts/problem';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { refusePersonalData } from '../personal-data.rules.js';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { refuseUnless } from '../classes/class.states.js';
import { invitationOf } from '../participants/invitation.js';
import { ClassCostEntity, ClassEvaluationEntity, EvaluationGivenEntity } from './evaluation.entity.js';
import { noAnswers, release, withAnswer } from './evaluations.rules.js';

@Injectable()
export class EvaluationsService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Adds what somebody who came thinks of a class to what all think. Neither audited nor kept for repetition (ADR 37).
   * @throws Problem 404 for whoever did not come, 409 `class.not-over`, `evaluation.given`, `evaluation.closed`,
   *   422 `evaluation.personal-data`.
   */
  async give(classId: string, given: GiveEvaluation, caller: Caller): Promise<void> {
    refusePersonalData('evaluation', { comment: given.comment ?? '' });
    await this.transactions.run(async (unit) => {
      const held = await lockRow(unit, TrainingClassEntity, classId);
      const own = await invitationOf(unit, classId, caller);
      if (own.attended === false) throw Problem.of('resource.not-found');
      refuseUnless(held, 'over');
      const so = await unit.manager.findOneBy(ClassEvaluationEntity, { classId });
      if (so?.released) throw Problem.conflict('evaluation.closed', 'The evaluation is closed');
      if (await unit.manager.existsBy(EvaluationGivenEntity, { classId, personId: own.personId }))
        throw Problem.conflict('evaluation.given', 'It was given already');
      const comments = [...(so?.comments ?? [])];
      if (given.comment !== undefined) comments.splice(randomInt(comments.length + 1), 0, given.comment);
      const counts = withAnswer(so?.counts ?? noAnswers(), given);
      await unit.manager.save(ClassEvaluationEntity, { classId, counts, comments, released: null });
      await unit.manager.insert(EvaluationGivenEntity, { classId, personId: own.personId });
    });
  }

  /**
   * Ends the answering and keeps what the gate shows.
   * @throws Problem 409 `class.not-over`, `evaluation.closed`.
   */
  async close(classId: string, version: number): Promise<ClassEvaluation> {
    return this.transactions.run(async (unit) => {
      refuseUnless(await lockRow(unit, TrainingClassEntity, classId, version), 'over');
      const so = await unit.manager.findOneBy(ClassEvaluationEntity, { classId });
      if (so?.released) throw Problem.conflict('evaluation.closed', 'The evaluation is closed already');
      const { counts, comments } = so ?? { counts: noAnswers(), comments: [] };
      const closed = { classId, counts, comments, released: release(counts) };
      await unit.manager.save(ClassEvaluationEntity, closed);
      unit.audit({ action: 'class-evaluation.close', entity: `class:${classId}` });
      return viewOf(classId, closed);
    });
  }

  async get(classId: string): Promise<ClassEvaluation> {
    return this.transactions.run(async (unit) => {
      if (!(await unit.manager.existsBy(TrainingClassEntity, { id: classId })))
        throw Problem.of('resource.not-found');
      return viewOf(classId, await unit.manager.findOneBy(ClassEvaluationEntity, { classId }));
    });
  }

  async cost(classId: string): Promise<ClassCost> {
    return this.transactions.run(async (unit) => {
      if (!(await unit.manager.existsBy(TrainingClassEntity, { id: classId })))
        throw Problem.of('resource.not-found');
      const kept = await unit.manager.findOneBy(ClassCostEntity, { classId });
      return totalled(kept ?? { classId, lines: [], version: 1 });
    });
  }

  /** Writes what a class cost, all anew. */
  async writeCost(classId: string, version: number, { lines }: WriteClassCost): Promise<ClassCost> {
    return this.transactions.run(async (unit) => {
      await lockRow(unit, TrainingClassEntity, classId);
      const kept = await unit.manager.findOneBy(ClassCostEntity, { classId });
      if ((kept?.version ?? 1) !== version) throw Problem.of('resource.stale');
      const cost = totalled({ classId, lines, version: version + 1 });
      await unit.manager.save(ClassCostEntity, { classId, lines, version: cost.version });
      const details = { total: cost.total, version: cost.version };
      unit.audit({ action: 'class-cost.write', entity: `class:${classId}`, details });
      return cost;
    });
  }
}

const totalled = (cost: Omit<ClassCost, 'total'>): ClassCost => ({
  ...cost,
  total: cost.lines.reduce((sum, { amount }) => sum + amount, 0),
});

function viewOf(
  classId: string,
  kept: Pick<ClassEvaluationEntity, 'released' | 'comments'> | null,
): ClassEvaluation {
  if (!kept?.released) return { classId, closed: false, answered: null, aspects: [], comments: [] };
  const { released, comments } = kept;
  return { classId, closed: true, ...released, comments: released.answered?.people ? comments : [] };
}
