import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type {
  NewSurveyRelease,
  SurveyRelease,
  SurveyReleaseContent,
  SurveyReleaseHead,
  SurveyReleaseListQuery,
  SurveyReleaseText,
} from '#contracts/releases';
import { surveyReleasePublished, surveyReleaseWithdrawn } from '#contracts/survey-events';
import type { SurveyPlanState } from '#contracts/survey';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { notComputed } from '../estimates/analyses.service.js';
import { basisOf } from '../estimates/analysis-basis.js';
import { AnalysisEntity } from '../estimates/analysis.entity.js';
import { SamplingFrameEntity } from '../frames/frame.entity.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { isProbability } from '../plans/plans.rules.js';
import { record as recordPlan } from '../plans/plans.service.js';
import { VaultReader } from '../vault/vault-reader.js';
import { filledIn, missingItems } from './methods.rules.js';
import { SurveyReleaseEntity } from './release.entity.js';
import { outcomesOf } from './release-outcomes.js';
import { contentOf, hashOf, headlinesOf, toHead, toRelease } from './release.mapper.js';
import { nextNumberSql, overtakenSql } from './releases.queries.js';

type State = SurveyReleaseEntity['state'];
/** What has been seen outside. */
const seen: State[] = ['published', 'superseded'];

/** A release with the survey and the analysis that it is made of. */
export interface WholeRelease {
  readonly release: SurveyReleaseEntity;
  readonly plan: SurveyPlanEntity;
  readonly analysis: AnalysisEntity;
  readonly content: SurveyReleaseContent;
}

/** Results of surveys on their way out. */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: VaultReader,
  ) {}

  async list(
    planId: string,
    query: z.infer<typeof SurveyReleaseListQuery>,
    caller: Caller,
  ): Promise<Page<SurveyReleaseHead>> {
    const { manager } = this.transactions;
    await refuseUnknownPlan(manager, planId);
    return readPage(
      this.visibleTo(caller).andWhere('one.planId = :planId', { planId }),
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

  async get(id: string, caller: Caller): Promise<SurveyRelease> {
    const { release, content } = await this.whole(id, caller);
    return toRelease(release, content);
  }

  /** As {@link get}, with all that it is made of. */
  async whole(id: string, caller: Caller): Promise<WholeRelease> {
    const release = await this.visibleTo(caller).andWhere('one.id = :id', { id }).getOne();
    if (!release) throw Problem.of('resource.not-found');
    return { release, ...(await partsOf(this.transactions.manager, release)) };
  }

  /**
   * Begins a release of an analysis, with a methods statement that says what is known already.
   * @throws Problem 404, 409 `analysis.not-computed`, 422 `survey-release.no-analysis`, `survey-release.personal-data`
   */
  async create(planId: string, { analysisId, title, methods }: NewSurveyRelease): Promise<SurveyRelease> {
    refusePersonalData({ title, ...methods });
    const modes = await this.vault.modes(planId);
    return this.transactions.run(async (unit) => {
      const { manager } = unit;
      const plan = await lockRow(unit, SurveyPlanEntity, planId);
      const analysis = await manager.findOneBy(AnalysisEntity, { id: analysisId, planId });
      if (!analysis)
        throw Problem.unprocessable('survey-release.no-analysis', 'This survey has no such analysis');
      if (analysis.state !== 'computed') throw notComputed();
      const { sample, form } = (await basisOf(manager, planId))!;
      const { definition, result } = analysis;
      const frame = sample.frameId
        ? await manager.findOneByOrFail(SamplingFrameEntity, { id: sample.frameId })
        : null;
      const ground = { plan, frame, sampleDesign: sample.design, form, modes, definition, result: result! };
      const outcomes = await outcomesOf(manager, plan);
      const text = { title, methods: { ...filledIn(ground), ...methods }, outcomes };
      const content = contentOf(text, plan, analysis);
      const release: SurveyReleaseEntity = {
        id: randomUUID(),
        planId,
        analysisId,
        state: 'draft',
        ...text,
        contentHash: hashOf(content),
        approvedHash: null,
        approvedBy: null,
        approvedAt: null,
        number: null,
        releasedOn: null,
        withdrawnReason: null,
        version: 1,
        createdAt: new Date(),
      };
      await manager.insert(SurveyReleaseEntity, release);
      record(unit, 'survey-release.create', release);
      return toRelease(release, content);
    });
  }

  /** Rewrites title and methods of a draft. @throws Problem 409 `survey-release.wrong-state`, 422 `survey-release.personal-data` */
  async update(id: string, version: number, { title, methods }: SurveyReleaseText): Promise<SurveyRelease> {
    refusePersonalData({ title, ...methods });
    return this.change(
      id,
      version,
      ['draft'],
      'survey-release.update',
      async (release, { plan, analysis }) => {
        Object.assign(release, { title, methods: { ...release.methods, ...methods } });
        release.contentHash = hashOf(contentOf(release, plan, analysis));
      },
    );
  }

  /**
   * Approves exactly the content that the approver has read.
   * @throws Problem 409 `survey-release.methods-incomplete`, `survey-release.content-changed`, `survey-release.overtaken`
   */
  async approve(id: string, version: number, contentHash: string, caller: Caller): Promise<SurveyRelease> {
    return this.change(id, version, ['draft'], 'survey-release.approve', async (release, _, unit) => {
      refuseIncomplete(release);
      if (release.contentHash !== contentHash) {
        throw Problem.conflict('survey-release.content-changed', 'The content has changed since you read it');
      }
      await refuseOvertaken(unit, release);
      Object.assign(release, {
        state: 'approved',
        approvedHash: contentHash,
        approvedBy: caller.id,
        approvedAt: new Date(),
      });
    });
  }

  /**
   * Publishes an approved release; the one before is superseded, and reporting is told its headlines.
   * @throws Problem 409 `survey-release.wrong-state`, `survey-release.overtaken`
   */
  async publish(id: string, version: number): Promise<SurveyRelease> {
    return this.change(id, version, ['approved'], 'survey-release.publish', async (release, parts, unit) => {
      const { plan, analysis, content } = parts;
      await refuseOvertaken(unit, release);
      const before = await unit.manager.findOneBy(SurveyReleaseEntity, {
        planId: plan.id,
        state: 'published',
      });
      if (before) {
        Object.assign(before, { state: 'superseded', version: before.version + 1 });
        await unit.manager.save(before);
        record(unit, 'survey-release.supersede', before);
      }
      const [next] = await unit.query<{ number: number }>('releases.number', nextNumberSql, [plan.id]);
      const { number } = next!;
      const releasedOn = await officeDay(unit.manager);
      Object.assign(release, { state: 'published', number, releasedOn });
      await setPlanState(unit, plan, 'released');
      const { kind, design, fieldStartsOn, fieldEndsOn } = content.survey;
      unit.publish(
        surveyReleasePublished.of(id, release.version, {
          id,
          planId: plan.id,
          title: release.title,
          kind,
          design,
          probability: isProbability(design),
          release: number,
          releasedOn,
          fieldStartsOn,
          fieldEndsOn,
          headlines: headlinesOf(content.result, analysis.definition.headlines),
        }),
      );
    });
  }

  /** Takes a release back. What was published stays on record, and later figures are held against it. */
  async withdraw(id: string, version: number, reason: string): Promise<SurveyRelease> {
    refusePersonalData({ reason });
    const from: State[] = ['draft', 'approved', ...seen];
    return this.change(id, version, from, 'survey-release.withdraw', async (release, { plan }, unit) => {
      const wasPublished = release.state === 'published';
      Object.assign(release, { state: 'withdrawn', withdrawnReason: reason });
      if (wasPublished) await setPlanState(unit, plan, 'processed');
      if (release.number === null) return;
      const facts = { id, planId: plan.id, release: release.number };
      unit.publish(surveyReleaseWithdrawn.of(id, release.version, facts));
    });
  }

  /** The office sees all, other systems what was published. */
  private visibleTo({ claims }: Caller) {
    const select = this.transactions.manager.createQueryBuilder(SurveyReleaseEntity, 'one').where('true');
    const isOffice = claims.grants.some(({ role }) => role === 'editor' || role === 'approver');
    return isOffice ? select : select.andWhere('one.state IN (:...seen)', { seen });
  }

  private async change(
    id: string,
    version: number,
    from: State[],
    action: string,
    body: (
      release: SurveyReleaseEntity,
      parts: Omit<WholeRelease, 'release'>,
      unit: UnitOfWork,
    ) => Promise<void>,
  ): Promise<SurveyRelease> {
    return this.transactions.run(async (unit) => {
      const { planId } = await lockRow(unit, SurveyReleaseEntity, id, version);
      // Releases of a plan change one at a time, so that nothing comes out between a check and the COMMIT.
      await lockRow(unit, SurveyPlanEntity, planId);
      const release = await lockRow(unit, SurveyReleaseEntity, id, version);
      if (!from.includes(release.state)) {
        throw Problem.conflict(
          'survey-release.wrong-state',
          `The release is ${release.state}; this needs it to be ${from.join(' or ')}`,
        );
      }
      const parts = await partsOf(unit.manager, release);
      release.version += 1;
      await body(release, parts, unit);
      await unit.manager.save(release);
      record(unit, action, release);
      return toRelease(release, contentOf(release, parts.plan, parts.analysis));
    });
  }
}

async function partsOf(
  manager: EntityManager,
  release: SurveyReleaseEntity,
): Promise<Omit<WholeRelease, 'release'>> {
  const plan = await manager.findOneByOrFail(SurveyPlanEntity, { id: release.planId });
  const analysis = await manager.findOneByOrFail(AnalysisEntity, { id: release.analysisId });
  return { plan, analysis, content: contentOf(release, plan, analysis) };
}

async function setPlanState(unit: UnitOfWork, plan: SurveyPlanEntity, state: SurveyPlanState): Promise<void> {
  if (plan.state === state || plan.state === 'archived') return;
  Object.assign(plan, { state, version: plan.version + 1 });
  await unit.manager.save(plan);
  recordPlan(unit, 'survey-plan.release', plan);
}

function record(
  unit: UnitOfWork,
  action: string,
  { id, planId, state, number, contentHash }: SurveyReleaseEntity,
) {
  unit.audit({ action, entity: `survey-release:${id}`, details: { planId, state, number, contentHash } });
}

function refuseIncomplete({ methods }: SurveyReleaseEntity): void {
  const missing = missingItems(methods);
  if (missing.length === 0) return;
  throw Problem.conflict('survey-release.methods-incomplete', 'The methods statement is not complete', {
    detail: missing.join(', '),
    errors: missing.map((item) => ({ path: `methods.${item}`, message: 'it is empty' })),
  });
}

/** Figures that came out meanwhile, and that these were not held against, could be set off against them. */
async function refuseOvertaken(unit: UnitOfWork, { planId, analysisId }: SurveyReleaseEntity): Promise<void> {
  const overtaken = await unit.query<{ number: number }>('releases.overtaken', overtakenSql, [
    planId,
    analysisId,
  ]);
  if (overtaken.length === 0) return;
  throw Problem.conflict(
    'survey-release.overtaken',
    'Other figures have come out since; work the analysis out anew',
    { detail: `release ${overtaken.map(({ number }) => number).join(', ')}` },
  );
}

function refusePersonalData(texts: Record<string, string | undefined>): void {
  const errors = Object.entries(texts).flatMap(([path, text]) => (text ? personalSpansIn(path, text) : []));
  if (errors.length > 0)
    throw Problem.unprocessable('survey-release.personal-data', 'The text leads to a person', { errors });
}
