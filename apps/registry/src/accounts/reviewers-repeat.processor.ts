import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { reviewersRepeat } from '#contracts/review';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { AccountEntity, AccountGrantEntity } from './account.entity.js';
import { tellReviewer } from './reviewers.js';

/**
 * Says every night where reviewers review, and whose account is closed that they no longer do, for services that did
 * not hear it when it changed. Who knows it already keeps what they have.
 */
@Injectable()
@ProcessesJob(reviewersRepeat, [{ name: 'registry.reviewers-repeat', pattern: '45 1 * * *', data: {} }])
export class ReviewersRepeatProcessor implements JobProcessor<typeof reviewersRepeat.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const grants = await unit.manager.find(AccountGrantEntity, {
        where: { role: 'reviewer' },
        order: { from: 'ASC', id: 'ASC' },
      });
      const accounts = await unit.manager.findBy(AccountEntity, {
        id: In(grants.map(({ accountId }) => accountId)),
      });
      for (const account of accounts)
        tellReviewer(
          unit,
          account,
          grants.filter(({ accountId }) => accountId === account.id),
        );
      return { reviewers: accounts.length };
    });
  }
}
