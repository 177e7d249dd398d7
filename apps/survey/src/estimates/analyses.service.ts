import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  type Analysis,
  type AnalysisHead,
  type AnalysisListQuery,
  type AnalysisRebuild,
  analysisRun,
  type AnalysisText,
} from '#contracts/analyses';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type { SurveyPlanState } from '#contracts/survey';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { contentHash } from '#documents/canonical-json';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { VaultReader } from '../vault/vault-reader.js';
import { analyse, itemsNeeded } from './analyse.rules.js';
import { basisOf, groundOf, inputHashOf, inputOf } from './analysis-basis.js';
import { AnalysisEntity } from './analysis.entity.js';
import { toAnalysis, toHead } from './analysis.mapper.js';
import { mustSuit } from './definition.rules.js';

/** Fieldwork is over: nothing is taken any more, and nothing ties an answer to anyone. */
const afterField: readonly SurveyPlanState[] = ['closed', 'processed', 'released'];

/** What is worked out of the answers to surveys. */
@Injectable()
export class AnalysesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: VaultReader,
  ) {}

  async list(planId: string, query: z.infer<typeof AnalysisListQuery>): Promise<Page<AnalysisHead>> {
    const { manager } = this.transactions;
    await refuseUnknownPlan(manager, planId);
    return readPage(
      manager.createQueryBuilder(AnalysisEntity, 'one').where('one.planId = :planId', { planId }),
      query,
      {
        fields: { state: 'one.state' },
        sort: { expression: 'one.createdAt', of: (one) => one.createdAt.toISOString() },
        id: { expression: 'one.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toHead,
    );
  }

  async get(id: string): Promise<Analysis> {
    return toAnalysis(await this.find(id));
  }

  /**
   * Puts an analysis on record and its computing into the queue.
   * @throws Problem 409 `analysis.not-closed`, 422 `analysis.unsuitable`
   */
  async start(planId: string, definition: AnalysisText): Promise<AnalysisHead> {
    const errors = personalSpansIn('title', definition.title);
    if (errors.length > 0)
      throw Problem.unprocessable('analysis.unsuitable', 'The title leads to a person', { errors });
    return this.transactions.run(async (unit) => {
      const { state } = await lockRow(unit, SurveyPlanEntity, planId);
      if (!afterField.includes(state)) throw notClosed(state);
      mustSuit(definition, groundOf((await basisOf(unit.manager, planId))!));
      const id = randomUUID();
      const jobId = unit.enqueue(analysisRun, { analysisId: id });
      const { title } = definition;
      const analysis: AnalysisEntity = {
        id,
        planId,
        title,
        state: 'computing',
        definition,
        jobId,
        createdAt: new Date(),
        failure: null,
        inputHash: null,
        result: null,
        resultHash: null,
        released: null,
        against: null,
      };
      await unit.manager.insert(AnalysisEntity, analysis as never);
      unit.audit({ action: 'survey-analysis.start', entity: `survey-analysis:${id}`, details: { planId } });
      return toHead(analysis);
    });
  }

  /**
   * Works an analysis out again from the answers as they are, held against what it was held against.
   * @throws Problem 409 `analysis.not-computed`, `analysis.impossible`
   */
  async rebuild(id: string): Promise<AnalysisRebuild> {
    const stored = await this.find(id);
    const { definition, planId, inputHash, resultHash, against } = stored;
    if (stored.state !== 'computed') throw notComputed();
    const { manager } = this.transactions;
    const basis = (await basisOf(manager, planId))!;
    const input = await inputOf(manager, basis, definition, against!);
    const whole = { ...input, responses: await this.vault.read(planId, itemsNeeded(definition)) };
    const { result } = await analyse(whole).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      throw Problem.conflict('analysis.impossible', 'The answers as they are now do not allow it', {
        detail: error.message,
      });
    });
    const made = { inputHash: inputHashOf(whole), resultHash: contentHash(result) };
    return {
      same: made.inputHash === inputHash && made.resultHash === resultHash,
      ...made,
      storedInputHash: inputHash!,
      storedResultHash: resultHash!,
    };
  }

  private async find(id: string): Promise<AnalysisEntity> {
    const analysis = await this.transactions.manager.findOneBy(AnalysisEntity, { id });
    if (!analysis) throw Problem.of('resource.not-found');
    return analysis;
  }
}

export const notComputed = (): Problem =>
  Problem.conflict('analysis.not-computed', 'This analysis has no result, or none yet');

const notClosed = (state: SurveyPlanState): Problem =>
  Problem.conflict('analysis.not-closed', 'Nothing is worked out before fieldwork is closed', {
    detail: `the survey is ${state}`,
  });
