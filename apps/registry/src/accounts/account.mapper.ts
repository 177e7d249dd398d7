import type { Account, AccountGrant } from '#contracts/accounts';
import type { AccountEntity, AccountGrantEntity } from './account.entity.js';

/** What of an account may be seen: neither hashes nor secrets. */
export function toAccount(
  entity: AccountEntity,
  grants: AccountGrantEntity[],
  lockedUntil: Date | undefined,
): Account {
  const { id, username, personId, state, mustChangePassword, version } = entity;
  return {
    id,
    username,
    personId,
    state,
    secondFactor: entity.totpConfirmed,
    mustChangePassword,
    lockedUntil: lockedUntil?.toISOString() ?? null,
    oidcLink:
      entity.oidcIssuer === null ? null : { username: entity.oidcUsername, subject: entity.oidcSubject },
    grants: grants.map(toGrant),
    version,
  };
}

function toGrant({ accountId: _, ...grant }: AccountGrantEntity): AccountGrant {
  return grant;
}
