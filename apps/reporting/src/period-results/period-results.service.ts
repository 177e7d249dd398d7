import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { trainingFiguresCounted } from '#contracts/conference-events';
import type { surveyReleasePublished, surveyReleaseWithdrawn } from '#contracts/survey-events';
import { Transactions } from '#persistence/transactions';
import { sharePeriodSql } from '../periods/periods.queries.js';
import {
  keepReleaseSql,
  keepTrainingSql,
  keepWithdrawalSql,
  sharePeriodsOfSql,
} from './period-results.queries.js';

/** What training and surveys tell of periods, for the reports of these. */
@Injectable()
export class PeriodResultsService {
  constructor(private readonly transactions: Transactions) {}

  async keepTraining(
    { periodId, units }: z.infer<typeof trainingFiguresCounted.data>,
    version: number,
  ): Promise<void> {
    await this.transactions.run(async (unit) => {
      await unit.query('period.share', sharePeriodSql, [periodId]);
      await unit.query('results.training', keepTrainingSql, [periodId, version, JSON.stringify(units)]);
    });
  }

  async keepRelease(results: z.infer<typeof surveyReleasePublished.data>): Promise<void> {
    const { planId, release, releasedOn } = results;
    await this.transactions.run(async (unit) => {
      await unit.query('results.share', sharePeriodsOfSql, [releasedOn, planId, release]);
      const values = [planId, release, releasedOn, JSON.stringify(results)];
      await unit.query('results.release', keepReleaseSql, values);
    });
  }

  async withdraw({ planId, release }: z.infer<typeof surveyReleaseWithdrawn.data>): Promise<void> {
    await this.transactions.run(async (unit) => {
      await unit.query('results.share', sharePeriodsOfSql, [null, planId, release]);
      await unit.query('results.withdrawal', keepWithdrawalSql, [planId, release]);
    });
  }
}
