import { Inject, Injectable, Optional } from '@nestjs/common';
import type { z } from 'zod';
import { mailDigest, mailDispatch } from '#contracts/notifications';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { OFFICE_TIME_ZONE } from '../notifications/preferences.rules.js';
import { digestSql } from './mail.queries.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';

const everyMorning = { name: 'registry.mail-digest', pattern: '0 7 * * *', data: {} };

const officeDay = new Intl.DateTimeFormat('en-CA', { timeZone: OFFICE_TIME_ZONE });

/** Gathers what waits for the mail of the day; who has nothing waiting gets none. */
@Injectable()
@ProcessesJob(mailDigest, [everyMorning])
export class MailDigestProcessor implements JobProcessor<typeof mailDigest.data> {
  constructor(@Optional() @Inject(MAIL_SETTINGS) private readonly settings: MailSettings | null) {}

  async process(_: z.infer<typeof mailDigest.data>, job: JobHandle) {
    if (!this.settings) return { digests: 0 };
    return job.commit(async (unit) => {
      const made = await unit.query('mail.digest', digestSql, [officeDay.format(job.createdAt)]);
      if (made.length > 0) unit.enqueue(mailDispatch, {});
      return { digests: made.length };
    });
  }
}
