import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type { OwnReminders, ReminderEffect, ReportReminderSettingsUpdate } from '#contracts/report-reminders';
import { Transactions } from '#persistence/transactions';
import { PeriodsService } from '../periods/periods.service.js';
import { effectSql, ownRemindersSql } from './reminders.queries.js';
import { ReportReminderSettingsEntity } from './report-reminder-settings.entity.js';

@Injectable()
export class RemindersService {
  constructor(
    private readonly periods: PeriodsService,
    private readonly transactions: Transactions,
  ) {}

  settings(): Promise<ReportReminderSettingsEntity> {
    return this.transactions.manager.findOneByOrFail(ReportReminderSettingsEntity, { id: true });
  }

  /** What has been said already is not said again because the numbers of days have changed. */
  async change(version: number, input: ReportReminderSettingsUpdate): Promise<ReportReminderSettingsEntity> {
    return this.transactions.run(async (unit) => {
      const next = { ...input, version: version + 1 };
      const { affected } = await unit.manager.update(ReportReminderSettingsEntity, { version }, next);
      if (affected === 0) throw Problem.of('resource.stale');
      unit.audit({
        action: 'report-reminder-settings.write',
        entity: 'report-reminder-settings',
        details: next,
      });
      return this.settings();
    });
  }

  /** What was said of the caller's own reports in a period. */
  async own(periodId: string, { reach }: Caller): Promise<OwnReminders> {
    await this.periods.get(periodId);
    const values = [periodId, reach.personIds];
    return { items: await this.transactions.manager.query(ownRemindersSql, values) };
  }

  /** What the reminders of a period have led to, by level. */
  async effect(periodId: string, within: number): Promise<ReminderEffect> {
    await this.periods.get(periodId);
    const items: ReminderEffect['items'] = await this.transactions.manager.query(effectSql, [
      periodId,
      within,
    ]);
    return { within, items };
  }
}
