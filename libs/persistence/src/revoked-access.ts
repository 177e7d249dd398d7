import type { RevokedAccess } from '#contracts/access';
import type { UnitOfWork } from './unit-of-work.js';

/** Longer than any token lives, clock difference between hosts included. */
const REMEMBERED = '20 minutes';

/** The channel on which the replicas of a service tell each other that its table has changed. */
export const revokedChannel = (schema: string): string => `revoked_${schema}`;

/** What must still be refused: everything older has expired. */
export const revokedAccessSql = `
  SELECT id, before FROM revoked_access WHERE revoked_at > now() - interval '${REMEMBERED}'`;

/** A later word counts, and never one that takes back less. */
const KEEP = `
WITH forgotten AS (
  DELETE FROM revoked_access WHERE NOT id = ANY($1) AND id IN (
    SELECT id FROM revoked_access WHERE revoked_at < now() - interval '${REMEMBERED}' LIMIT 1000 FOR UPDATE SKIP LOCKED)),
kept AS (
  INSERT INTO revoked_access AS known (id, before) SELECT * FROM unnest($1::uuid[], $2::int[])
  ON CONFLICT (id) DO UPDATE
    SET before = CASE WHEN known.before IS NULL OR excluded.before IS NULL THEN NULL
                      ELSE greatest(known.before, excluded.before) END,
        revoked_at = now()
  RETURNING 1)
SELECT pg_notify('revoked_' || current_schema(), '') FROM (SELECT count(*) FROM kept) AS done`;

/** Remembers in this service what is revoked; its replicas refuse it from COMMIT on. Ids are distinct. */
export async function keepRevokedAccess(unit: UnitOfWork, revoked: readonly RevokedAccess[]): Promise<void> {
  if (revoked.length === 0) return;
  const values = [revoked.map(({ id }) => id), revoked.map(({ before }) => before)];
  await unit.query('revoked-access.keep', KEEP, values);
}
