import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { mailDispatch, noticeRetention } from '#contracts/notifications';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { forgetMailSql, forgetNoticesSql, forgetRunsSql } from '../mail/mail.queries.js';
import { forgetCodesSql } from './preferences.queries.js';

const everyNight = { name: 'registry.notice-retention', pattern: '30 3 * * *', data: {} };

/** Forgets notices and mail after half a year, codes that were not brought back, and yesterday's runs of the dispatch. */
@Injectable()
@ProcessesJob(noticeRetention, [everyNight])
export class NoticeRetentionProcessor implements JobProcessor<typeof noticeRetention.data> {
  async process(_: z.infer<typeof noticeRetention.data>, job: JobHandle) {
    return job.commit(async (unit) => {
      await unit.query('retention.notices', forgetNoticesSql);
      await unit.query('retention.mail', forgetMailSql);
      await unit.query('retention.codes', forgetCodesSql);
      await unit.query('retention.runs', forgetRunsSql, [mailDispatch.name]);
      return {};
    });
  }
}
