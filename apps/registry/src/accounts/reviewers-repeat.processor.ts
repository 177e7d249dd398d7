import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reviewerRecorded, reviewersRepeat } from '#contracts/review';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';

type Reviewer = z.infer<typeof reviewerRecorded.data> & { version: number };

const reviewersSql = `
SELECT account.id AS "accountId", account.person_id AS "personId", account.version,
       json_agg(json_build_object('areaId', area_id, 'from', "from", 'to', "to") ORDER BY "from", g.id) AS spans
  FROM account JOIN account_grant g ON g.account_id = account.id AND g.role = 'reviewer'
 WHERE account.state = 'active'
 GROUP BY account.id`;

/**
 * Says every night where each reviewer reviews, for services that did not hear it: set up later than the grant, or
 * brought back from a backup. Who knows it already keeps what they have.
 */
@Injectable()
@ProcessesJob(reviewersRepeat, [{ name: 'registry.reviewers-repeat', pattern: '45 1 * * *', data: {} }])
export class ReviewersRepeatProcessor implements JobProcessor<typeof reviewersRepeat.data> {
  async process(_: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const reviewers = await unit.query<Reviewer>('reviewers.repeat', reviewersSql);
      for (const { version, ...facts } of reviewers)
        unit.publish(reviewerRecorded.of(facts.accountId, version, facts));
      return { reviewers: reviewers.length };
    });
  }
}
