import { accessRevoked, type RevokedAccess } from '#contracts/access';
import { keepRevokedAccess } from '#persistence/revoked-access';
import type { UnitOfWork } from '#persistence/unit-of-work';

const NEXT_REVISION = `
UPDATE account SET access_revision = access_revision + 1 WHERE id = ANY($1::uuid[])
RETURNING id, access_revision AS before`;

/** Refuses what is revoked, here from COMMIT on, and tells the other services to do so. */
export async function revoke(unit: UnitOfWork, revoked: readonly RevokedAccess[]): Promise<void> {
  await keepRevokedAccess(unit, revoked);
  for (const one of revoked) unit.publish(accessRevoked.of(one.id, one.before ?? 1, one));
}

/** Refuses the access tokens that these accounts have; a session goes on with the next, which says what is left. */
export async function revokeAccounts(unit: UnitOfWork, accountIds: readonly string[]): Promise<void> {
  await revoke(unit, await unit.query<RevokedAccess>('accounts.next-revision', NEXT_REVISION, [accountIds]));
}
