import { Injectable } from '@nestjs/common';
import { conferenceReminders } from '#contracts/conference-events';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import type { ConferenceEntity } from './conference.entity.js';
import { tell } from './conference-telling.js';
import { remindSql } from './conferences.queries.js';

/** So many days before it begins a conference is called to mind: time to prepare what is to be said, and not to forget it. */
const DAYS_BEFORE = [7, 1];

type Soon = Pick<ConferenceEntity, 'id' | 'title' | 'startsAt' | 'version'>;

/** Calls to mind every morning what begins soon; what a day without a worker missed comes with the next. */
@Injectable()
@ProcessesJob(conferenceReminders, [
  { name: 'training.conference-reminders', pattern: '0 6 * * *', data: {} },
])
export class ConferenceRemindersProcessor implements JobProcessor<typeof conferenceReminders.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const soon = await unit.query<Soon>('conferences.remind', remindSql, [DAYS_BEFORE]);
      for (const conference of soon) await tell(unit, conference, 'soon');
      return { reminded: soon.length };
    });
  }
}
