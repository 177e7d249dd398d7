import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { RevokedAccess } from '#contracts/access';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { revoke, revokeAccounts } from './revoked-access.js';

/** A session ends after this at the latest; with a second factor, whose proof must be fresh, after a working day. */
const LIFETIME = '30 days';
const SECOND_FACTOR_LIFETIME = '12 hours';

const BEGIN = `
INSERT INTO session (id, account_id, second_factor, refresh_family, refresh_hash, expires_at)
SELECT $1, id, $3, $5, $6, now() + CASE WHEN $3 THEN interval '${SECOND_FACTOR_LIFETIME}' ELSE interval '${LIFETIME}' END
FROM account WHERE id = $2 AND state = 'active' AND password_hash = $4
FOR SHARE RETURNING id`;

const FIND_BY_REFRESH = `
SELECT session.id, session.second_factor AS "secondFactor", session.expires_at <= now() AS expired,
       session.refresh_hash <> $2 AS reused, account.id AS "accountId", account.state,
       account.person_id AS "personId", account.must_change_password AS "mustChangePassword"
FROM session JOIN account ON account.id = session.account_id
WHERE session.refresh_family = $1
FOR UPDATE OF session`;

/** The session that a refresh token belongs to, with the account as it is now. */
export interface RefreshedSession {
  id: string;
  secondFactor: boolean;
  expired: boolean;
  /** The token is not the last that was given out. */
  reused: boolean;
  accountId: string;
  state: 'active' | 'disabled';
  personId: string | null;
  mustChangePassword: boolean;
}

/**
 * A refresh token is `<family>.<secret>`: the family stays the same for the whole session, the secret works once.
 * Whoever brings the family with another secret has held one of the session's tokens before. Both are random,
 * so that a fast hash keeps them as well as a slow one would.
 */
const newRefreshToken = (family = randomBytes(16).toString('base64url')): string =>
  `${family}.${randomBytes(32).toString('base64url')}`;
const familyOf = (token: string): string => token.split('.')[0]!;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Begins a session with its first refresh token, and removes the account's expired ones.
 * @throws Problem `auth.invalid` when the account was closed, or its password changed, since it was read.
 */
export async function beginSession(
  unit: UnitOfWork,
  account: { id: string; passwordHash: string },
  secondFactor: boolean,
): Promise<{ id: string; refreshToken: string }> {
  await unit.query('sessions.expire', 'DELETE FROM session WHERE account_id = $1 AND expires_at <= now()', [
    account.id,
  ]);
  const refreshToken = newRefreshToken();
  const hashes = [hashOf(familyOf(refreshToken)), hashOf(refreshToken)];
  const values = [randomUUID(), account.id, secondFactor, account.passwordHash, ...hashes];
  const [session] = await unit.query<{ id: string }>('sessions.begin', BEGIN, values);
  if (!session) throw Problem.of('auth.invalid');
  return { id: session.id, refreshToken };
}

/** Finds and locks the session: of two who come with one token at once, the second finds it used. */
export async function findByRefreshToken(
  unit: UnitOfWork,
  token: string,
): Promise<RefreshedSession | undefined> {
  const hashes = [hashOf(familyOf(token)), hashOf(token)];
  return (await unit.query<RefreshedSession>('sessions.find-by-refresh', FIND_BY_REFRESH, hashes))[0];
}

/** Replaces the refresh token of a session. */
export async function rotateRefreshToken(
  unit: UnitOfWork,
  sessionId: string,
  token: string,
): Promise<string> {
  const next = newRefreshToken(familyOf(token));
  const update = 'UPDATE session SET refresh_hash = $2 WHERE id = $1';
  await unit.query('sessions.rotate-refresh', update, [sessionId, hashOf(next)]);
  return next;
}

/** Raises a session to one with a second factor. */
export async function raiseSession(unit: UnitOfWork, sessionId: string): Promise<void> {
  const raise = `UPDATE session SET second_factor = true,
                   expires_at = least(expires_at, now() + interval '${SECOND_FACTOR_LIFETIME}') WHERE id = $1`;
  await unit.query('sessions.raise', raise, [sessionId]);
}

/**
 * What touches credentials asks for the session itself, and not only whether its end has come round yet.
 * @throws Problem `auth.invalid` when it has ended.
 */
export async function requireSession(unit: UnitOfWork, sessionId: string): Promise<void> {
  const find = 'SELECT 1 FROM session WHERE id = $1 AND expires_at > now() FOR UPDATE';
  if ((await unit.query('sessions.require', find, [sessionId])).length === 0)
    throw Problem.of('auth.invalid');
}

/** Ends one session, its access tokens included; false when it had ended already. */
export async function endSession(unit: UnitOfWork, sessionId: string): Promise<boolean> {
  const end = 'DELETE FROM session WHERE id = $1 RETURNING id, NULL AS before';
  const ended = await unit.query<RevokedAccess>('sessions.end', end, [sessionId]);
  await revoke(unit, ended);
  return ended.length > 0;
}

/** Ends all sessions of an account, access tokens included. */
export async function endSessions(unit: UnitOfWork, accountId: string): Promise<void> {
  await unit.query('sessions.end-all', 'DELETE FROM session WHERE account_id = $1', [accountId]);
  await revokeAccounts(unit, [accountId]);
}

/** Ends the sessions of an account but for one. */
export async function endOtherSessions(unit: UnitOfWork, accountId: string, kept: string): Promise<void> {
  const end = 'DELETE FROM session WHERE account_id = $1 AND id <> $2 RETURNING id, NULL AS before';
  await revoke(unit, await unit.query<RevokedAccess>('sessions.end-others', end, [accountId, kept]));
}
