import { Injectable } from '@nestjs/common';
import { classReminders } from '#contracts/participants';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { remindSql } from './reminders.queries.js';
import { tell, type Told } from './telling.js';

/** So many days before a class begins, or is to be read, it is called to mind: time to make room for it, and not to forget it. */
const DAYS_BEFORE = [7, 1];

type Soon = Told & { what: 'soon' | 'unread'; personIds: string[] };

/** Calls to mind every morning what begins or ends soon; what a day without a worker missed comes with the next. */
@Injectable()
@ProcessesJob(classReminders, [{ name: 'training.class-reminders', pattern: '0 6 * * *', data: {} }])
export class ClassRemindersProcessor implements JobProcessor<typeof classReminders.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const soon = await unit.query<Soon>('classes.remind', remindSql, [DAYS_BEFORE]);
      for (const { what, personIds, ...told } of soon) await tell(unit, told, personIds, what);
      return { reminded: soon.filter(({ personIds }) => personIds.length > 0).length };
    });
  }
}
