import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { certificateExpiring, certificateReminders } from '#contracts/certificates';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { remindSql } from './certificates.queries.js';

/** So many days before a certificate ends, its end is told of: time enough for a class, for a place in one, and no more. */
const DAYS_BEFORE = [90, 30, 7];

type Ending = z.infer<typeof certificateExpiring.data> & { version: number };

/** Tells every morning whose certificate ends soon and is not renewed; what a day without a worker missed comes with the next. */
@Injectable()
@ProcessesJob(certificateReminders, [
  { name: 'training.certificate-reminders', pattern: '0 6 * * *', data: {} },
])
export class CertificateRemindersProcessor implements JobProcessor<typeof certificateReminders.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const ending = await unit.query<Ending>('certificates.remind', remindSql, [DAYS_BEFORE]);
      for (const { version, ...facts } of ending)
        unit.publish(certificateExpiring.of(facts.certificateId, version, facts));
      return { reminded: ending.length };
    });
  }
}
