import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { analysisRun } from '#contracts/analyses';
import { contentHash } from '#documents/canonical-json';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { lockRow } from '#persistence/lock-row';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { record } from '../plans/plans.service.js';
import { VaultReader } from '../vault/vault-reader.js';
import { analyse, itemsNeeded } from './analyse.rules.js';
import { basisOf, inputHashOf, inputOf } from './analysis-basis.js';
import { AnalysisEntity } from './analysis.entity.js';

type Outcome = Pick<
  AnalysisEntity,
  'state' | 'failure' | 'inputHash' | 'result' | 'resultHash' | 'released' | 'against'
>;

/** Works analyses out. What the answers do not allow is an outcome too, and is tried once. */
@Injectable()
@ProcessesJob(analysisRun)
export class AnalysisRunProcessor implements JobProcessor<typeof analysisRun.data> {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly vault: VaultReader,
  ) {}

  async process(
    { analysisId }: z.infer<typeof analysisRun.data>,
    job: JobHandle,
  ): Promise<{ analysisId: string }> {
    const analysis = await this.dataSource.manager.findOneByOrFail(AnalysisEntity, { id: analysisId });
    const outcome = await this.outcomeOf(analysis, job);
    await job.commit(async (unit) => {
      const stored = await unit.manager.findOneOrFail(AnalysisEntity, {
        where: { id: analysisId },
        lock: { mode: 'pessimistic_write' },
      });
      if (stored.state !== 'computing') return { analysisId };
      await unit.manager.save(Object.assign(stored, outcome));
      if (outcome.state === 'computed') await markProcessed(unit, analysis.planId);
      const { state, failure, inputHash, resultHash } = outcome;
      const details = { planId: analysis.planId, state, failure, inputHash, resultHash };
      unit.audit({ action: 'survey-analysis.compute', entity: `survey-analysis:${analysisId}`, details });
      return { analysisId };
    });
    return { analysisId };
  }

  private async outcomeOf({ planId, definition }: AnalysisEntity, job: JobHandle): Promise<Outcome> {
    await job.progress(1, 'reading the survey');
    const { basis, input, against } = await this.dataSource.transaction(
      'REPEATABLE READ',
      async (manager) => {
        const found = (await basisOf(manager, planId))!;
        const ids = found.releasedBefore.map(({ id }) => id);
        return { basis: found, input: await inputOf(manager, found, definition, ids), against: ids };
      },
    );
    const responses = await this.vault.read(basis.plan.id, itemsNeeded(definition), (read) =>
      job.progress(5 + Math.min(30, read / 20_000), 'reading the answers'),
    );
    const whole = { ...input, responses };
    const inputHash = inputHashOf(whole);
    try {
      const { result, released } = await analyse(whole, (percent, step) => job.progress(percent, step));
      const made = { result, released: [...released], resultHash: contentHash(result) };
      return { state: 'computed', failure: null, inputHash, against, ...made };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const nothing = { result: null, released: null, resultHash: null };
      return { state: 'failed', failure: error.message, inputHash, against, ...nothing };
    }
  }
}

/** A survey is processed with the first figures that were worked out of it. */
async function markProcessed(unit: UnitOfWork, planId: string): Promise<void> {
  const plan = await lockRow(unit, SurveyPlanEntity, planId);
  if (plan.state !== 'closed') return;
  await unit.manager.save(Object.assign(plan, { state: 'processed', version: plan.version + 1 }));
  record(unit, 'survey-plan.process', plan);
}
