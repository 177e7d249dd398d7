import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { guidanceAgreed } from '#contracts/conference-events';
import type { PeriodGuidance } from '#contracts/guidance';
import { Transactions } from '#persistence/transactions';
import { PeriodsService } from '../periods/periods.service.js';
import { guidanceBeforeSql, keepGuidanceSql } from './guidance.queries.js';

/** What conferences agreed to watch, shown to those who report as prompts. */
@Injectable()
export class GuidanceService {
  constructor(
    private readonly periods: PeriodsService,
    private readonly transactions: Transactions,
  ) {}

  async keep(
    { conferenceId, heldOn, items }: z.infer<typeof guidanceAgreed.data>,
    version: number,
  ): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query('guidance.keep', keepGuidanceSql, [conferenceId, heldOn, JSON.stringify(items), version]),
    );
  }

  async ofPeriod(periodId: string): Promise<PeriodGuidance> {
    const { startsOn } = await this.periods.get(periodId);
    const rows: (PeriodGuidance['items'][number] & { heldOn: string })[] =
      await this.transactions.manager.query(guidanceBeforeSql, [startsOn]);
    return { heldOn: rows[0]?.heldOn ?? null, items: rows.map(({ heldOn: _, ...item }) => item) };
  }
}
