import type { z } from 'zod';
import { conferenceTold } from '#contracts/conference-events';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { ConferenceEntity } from './conference.entity.js';
import { expectedSql } from './conferences.queries.js';

/** Tells those who are to come to a conference, or some of them, who read it as a notice. */
export async function tell(
  unit: UnitOfWork,
  { id, title, startsAt, version }: Pick<ConferenceEntity, 'id' | 'title' | 'startsAt' | 'version'>,
  what: z.infer<typeof conferenceTold.data>['what'],
  some?: readonly string[],
): Promise<void> {
  const expected = await unit.query<{ personId: string }>('conference.expected', expectedSql, [id]);
  const personIds = some ? [...some] : expected.map(({ personId }) => personId);
  if (personIds.length === 0) return;
  const facts = { conferenceId: id, personIds, title, startsAt: startsAt.toISOString(), what };
  unit.publish(conferenceTold.of(id, version, facts));
}
