import { Injectable } from '@nestjs/common';
import { retentionApply, type RetentionDue } from '#contracts/data-protection';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { erasePerson, forgetContact } from './erasure.queries.js';

/** Of a long backlog the rest comes the next night. */
const AT_ONCE = 500;

/** Identities take their contact data with them. */
const DUE = `
  SELECT person_id AS "personId", category FROM retention_due d
   WHERE category = 'identity'
      OR NOT EXISTS (SELECT FROM retention_due i WHERE i.person_id = d.person_id AND i.category = 'identity')
   ORDER BY due_on, person_id LIMIT ${AT_ONCE}`;

/** After the lock: who was appointed a moment ago is no longer due. */
const STILL_DUE = 'SELECT FROM retention_due WHERE person_id = $1 AND category = $2';

/** Removes every night what is past its retention. */
@Injectable()
@ProcessesJob(retentionApply, [{ name: 'retention', pattern: '30 2 * * *', data: {} }])
export class RetentionProcessor implements JobProcessor<typeof retentionApply.data> {
  process(_data: object, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const due = await unit.query<Pick<RetentionDue, 'personId' | 'category'>>('retention.due', DUE);
      const removed = { contact: 0, identity: 0 };
      for (const { personId, category } of due) {
        await unit.query('retention.lock', 'SELECT FROM person WHERE id = $1 FOR UPDATE', [personId]);
        const still = await unit.query('retention.still-due', STILL_DUE, [personId, category]);
        if (still.length === 0) continue;
        await (category === 'identity' ? erasePerson : forgetContact)(unit, personId);
        removed[category] += 1;
      }
      return removed;
    });
  }
}
