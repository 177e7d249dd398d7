import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Problem } from '#contracts/problem';
import type { SurveyTrend, SurveyTrendQuery } from '#contracts/survey-trends';
import { Transactions } from '#persistence/transactions';
import { AnalysisEntity } from '../estimates/analysis.entity.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { SurveyReleaseEntity } from '../releases/release.entity.js';
import { contentOf } from '../releases/release.mapper.js';
import { SampleEntity } from '../samples/sample.entity.js';
import { type Published, trendOf } from './trends.rules.js';

/** What was published over the waves of a series. */
@Injectable()
export class TrendsService {
  constructor(private readonly transactions: Transactions) {}

  /** @throws Problem 404 when no survey of the series has published the variable. */
  async get(series: string, query: SurveyTrendQuery): Promise<SurveyTrend> {
    const { manager } = this.transactions;
    const rows = await manager
      .createQueryBuilder(SurveyReleaseEntity, 'release')
      .innerJoinAndMapOne('release.plan', SurveyPlanEntity, 'plan', 'plan.id = release.planId')
      .innerJoinAndMapOne('release.analysis', AnalysisEntity, 'analysis', 'analysis.id = release.analysisId')
      .where(`plan.series = :series AND release.state = 'published'`, { series })
      .orderBy('plan.fieldStartsOn')
      .addOrderBy('plan.id')
      .getMany();
    type Joined = SurveyReleaseEntity & { plan: SurveyPlanEntity; analysis: AnalysisEntity };
    const samples = await manager.find(SampleEntity, {
      where: { planId: In(rows.map((row) => row.planId)) },
    });
    const seeds = new Map(samples.map(({ planId, seed }) => [planId, Number(seed)]));
    const releases = (rows as Joined[]).map(({ plan, analysis, ...release }): Published => ({
      id: release.id,
      planId: plan.id,
      number: release.number!,
      seed: seeds.get(plan.id) ?? null,
      content: contentOf(release, plan, analysis),
    }));
    const trend = trendOf(series, releases, query);
    if (!trend) throw Problem.of('resource.not-found');
    return trend;
  }
}
