import type { EntityTarget, FindOptionsWhere } from 'typeorm';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * Reads a row that is about to change, and keeps others from changing it until the unit ends.
 * @param version as its changer has read it; left out, any will do.
 * @throws Problem 404 when there is none, 412 when it has another version by now.
 */
export async function lockRow<Entity extends { id: string; version: number }>(
  unit: UnitOfWork,
  entity: EntityTarget<Entity>,
  id: string,
  version?: number,
): Promise<Entity> {
  const row = await unit.manager.findOne(entity, {
    where: { id } as FindOptionsWhere<Entity>,
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw Problem.of('resource.not-found');
  if (version !== undefined && row.version !== version) throw Problem.of('resource.stale');
  return row;
}
