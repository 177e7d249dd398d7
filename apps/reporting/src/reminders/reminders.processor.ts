import { Injectable } from '@nestjs/common';
import { reportingReminders, reportsDue, reportsOverdue } from '#contracts/report-reminders';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { remindOfRequests } from '../inspections/request-reminders.js';
import { escalateRecommendations } from '../recommendations/escalation.js';
import { ReportReminderSettingsEntity } from './report-reminder-settings.entity.js';
import { escalateSql, type Owed, remindSql } from './reminders.queries.js';
import { isQuiet, stagesOf } from './reminders.rules.js';

/** Reminds every hour but the quiet ones; what an hour without a worker has missed is said with the next run. */
@Injectable()
@ProcessesJob(reportingReminders, [{ name: 'reporting.reminders', pattern: '5 * * * *', data: {} }])
export class RemindersProcessor implements JobProcessor<typeof reportingReminders.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const settings = await unit.manager.findOneByOrFail(ReportReminderSettingsEntity, { id: true });
      const [clock] = await unit.query<{ time: string }>(
        'reminders.time',
        `SELECT to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI') AS time`,
      );
      if (isQuiet(clock!.time, settings.quietHours)) return { quiet: true };
      return {
        reminded: await remind(unit, settings),
        escalated: await escalate(unit, settings),
        requests: await remindOfRequests(unit, stagesOf(settings)),
        recommendations: await escalateRecommendations(unit, settings.recommendationsAfter),
      };
    });
  }
}

async function remind(unit: UnitOfWork, settings: ReportReminderSettingsEntity): Promise<number> {
  const owed = await unit.query<Owed>('reminders.remind', remindSql, [stagesOf(settings)]);
  for (const { version, ...facts } of owed) unit.publish(reportsDue.of(facts.periodId, version, facts));
  return reportsIn(owed);
}

async function escalate(unit: UnitOfWork, { escalateAfter }: ReportReminderSettingsEntity): Promise<number> {
  if (escalateAfter === null) return 0;
  const owed = await unit.query<Owed>('reminders.escalate', escalateSql, [escalateAfter]);
  for (const { version, daysLeft, ...facts } of owed)
    unit.publish(reportsOverdue.of(facts.periodId, version, { ...facts, daysLate: -daysLeft }));
  return reportsIn(owed);
}

const reportsIn = (owed: Owed[]): number =>
  owed.reduce((sum, { appointmentIds }) => sum + appointmentIds.length, 0);
