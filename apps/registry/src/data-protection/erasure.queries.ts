import { personErased } from '#contracts/data-protection';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeDaySql } from '#persistence/office-day';
import { erasureStatements } from './personal-data.rules.js';

/** When the person's service ends (null: not at all yet; absent: there never was any), and from when they may be erased. */
export const serviceSql = `
  SELECT NULLIF(ended_on, 'infinity') AS "endedOn", erasable_on AS "erasableOn",
         erasable_on <= ${officeDaySql} AS erasable
    FROM (SELECT s.ended_on, (s.ended_on + make_interval(months => coalesce(r.at_least_months, 0)))::date AS erasable_on
            FROM service_end s LEFT JOIN retention_in_force r ON r.category = 'identity'
           WHERE s.person_id = $1) AS service`;

/**
 * Makes the person a former collaborator: everything that tells who it was is gone, ids and dates stay. The other
 * services are told.
 */
export async function erasePerson(unit: UnitOfWork, personId: string): Promise<void> {
  for (const { table, sql } of erasureStatements) await unit.query(`erasure.${table}`, sql, [personId]);
  const [erased] = await unit.query<{ version: number; erasedOn: string }>(
    'erasure.erased',
    'SELECT version, erased_on AS "erasedOn" FROM person WHERE id = $1',
    [personId],
  );
  const { version, erasedOn } = erased!;
  unit.publish(personErased.of(personId, version, { id: personId, erasedOn }));
  unit.audit({ action: 'person.erase', entity: `person:${personId}`, details: { version } });
}

/** Removes how a person is reached, and the answers to changes of it. */
export async function forgetContact(unit: UnitOfWork, personId: string): Promise<void> {
  for (const { table, sql } of erasureStatements) {
    if (['idempotency', 'person_contact', 'notification_settings'].includes(table))
      await unit.query(`erasure.${table}`, sql, [personId]);
  }
  unit.audit({ action: 'person-contact.forget', entity: `person:${personId}` });
}
