import type { UnitOfWork } from '#persistence/unit-of-work';
import type { TrainingClassEntity } from '../classes/class.entity.js';
import { tell } from '../classes/telling.js';
import { placeSql } from './participants.queries.js';

/** Gives the free seats of a class that is locked to whoever has waited longest, who are told. */
export async function placeWaiting(unit: UnitOfWork, planned: TrainingClassEntity): Promise<void> {
  const placed = await unit.query<{ personId: string }>('reply.place', placeSql, [planned.id]);
  const personIds = placed.map(({ personId }) => personId);
  if (personIds.length === 0) return;
  await tell(unit, planned, personIds, 'placed');
  unit.audit({ action: 'class-participant.place', entity: `class:${planned.id}`, details: { personIds } });
}
