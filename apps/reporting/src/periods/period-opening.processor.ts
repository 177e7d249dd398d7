import { Injectable } from '@nestjs/common';
import { periodOpening } from '#contracts/calendars';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { openWhatHasCome } from './calendars.service.js';

/** Opens the periods of calendars every hour, so that a day begins with its period. */
@Injectable()
@ProcessesJob(periodOpening, [{ name: 'reporting.period-opening', pattern: '1 * * * *', data: {} }])
export class PeriodOpeningProcessor implements JobProcessor<typeof periodOpening.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => ({ opened: await openWhatHasCome(unit) }));
  }
}
