import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { ParticipantEntity } from './participant.entity.js';

/** The caller's own invitation to a class. @throws Problem 404 for whoever was not invited. */
export async function invitationOf(
  unit: UnitOfWork,
  classId: string,
  { personId }: Caller,
): Promise<ParticipantEntity> {
  const own = personId && (await unit.manager.findOneBy(ParticipantEntity, { classId, personId }));
  if (!own) throw Problem.of('resource.not-found');
  return own;
}
