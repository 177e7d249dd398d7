import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { accountSecurityChanged } from '#contracts/accounts';
import type { NewEvent } from '#contracts/event';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';

/** So many failures in a row close a name for this long. */
const MAX_FAILURES = 10;
const LOCK = '15 minutes';

const COUNT = `
INSERT INTO sign_in_failure AS f (name_hash, failures, last_at) VALUES ($1, 1, now())
ON CONFLICT (name_hash) DO UPDATE SET
  failures = CASE WHEN f.locked_until <= now() THEN 1 ELSE f.failures + 1 END,
  locked_until = CASE WHEN f.locked_until > now() THEN f.locked_until
                      WHEN f.locked_until IS NULL AND f.failures + 1 >= ${MAX_FAILURES} THEN now() + interval '${LOCK}' END,
  last_at = now()
RETURNING failures`;

const FORGET_OLD = `
DELETE FROM sign_in_failure WHERE name_hash IN (
  SELECT name_hash FROM sign_in_failure WHERE last_at < now() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED)`;

const LOCKED = `
SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
FROM sign_in_failure WHERE name_hash = $1 AND locked_until > now()`;

/**
 * Counts failed sign-ins by name, whether an account has it or not, so that a lock tells nobody which names exist.
 * Names are kept as hashes: people type their password into the wrong field.
 */
@Injectable()
export class SignInFailures {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Problem 429 `account.locked` with the seconds to wait. */
  async refuseLocked(username: string): Promise<void> {
    refuse(await this.dataSource.query(LOCKED, [nameHash(username)]));
  }

  /**
   * Counts one failure.
   * @throws Problem 429 `account.locked` when the name was locked while this attempt was being checked.
   */
  async count(username: string, accountId: string | undefined): Promise<void> {
    const failures = await this.transactions.run(async (unit) => {
      const [row] = await unit.query<{ failures: number }>('sign-in-failures.count', COUNT, [
        nameHash(username),
      ]);
      await unit.query('sign-in-failures.forget-old', FORGET_OLD);
      if (row!.failures === MAX_FAILURES) {
        unit.audit({ action: 'account.lock', entity: `account:${accountId ?? 'unknown'}` });
        if (accountId && (await isNews(unit, username))) unit.publish(await locked(unit, accountId));
      }
      return row!.failures;
    });
    if (failures > MAX_FAILURES) await this.refuseLocked(username);
  }

  /**
   * Forgets the failures before a success.
   * @throws Problem 429 `account.locked` when others have locked the name meanwhile: guesses sent at once get ten answers.
   */
  async clear(unit: UnitOfWork, username: string): Promise<void> {
    const open =
      'DELETE FROM sign_in_failure WHERE name_hash = $1 AND (locked_until IS NULL OR locked_until <= now())';
    await unit.query('sign-in-failures.clear', open, [nameHash(username)]);
    refuse(await unit.query('sign-in-failures.locked', LOCKED, [nameHash(username)]));
  }

  /** Opens the name again. */
  async unlock(unit: UnitOfWork, username: string): Promise<void> {
    await unit.query('sign-in-failures.unlock', 'DELETE FROM sign_in_failure WHERE name_hash = $1', [
      nameHash(username),
    ]);
  }

  /** Until when each of the names is locked; those that are not are left out. */
  async lockedUntil(manager: EntityManager, usernames: string[]): Promise<Map<string, Date>> {
    const rows: { name_hash: Buffer; locked_until: Date }[] = await manager.query(
      'SELECT name_hash, locked_until FROM sign_in_failure WHERE name_hash = ANY($1) AND locked_until > now()',
      [usernames.map(nameHash)],
    );
    const locks = new Map(rows.map((row) => [row.name_hash.toString('hex'), row.locked_until]));
    return new Map(
      usernames.flatMap((username) => {
        const until = locks.get(nameHash(username).toString('hex'));
        return until ? [[username, until] as const] : [];
      }),
    );
  }
}

/** Whether the owner has heard of no lock for a day: who goes on guessing does not fill their mailbox. */
async function isNews(unit: UnitOfWork, username: string): Promise<boolean> {
  const tell = `UPDATE sign_in_failure SET told_at = now()
     WHERE name_hash = $1 AND (told_at IS NULL OR told_at <= now() - interval '1 day') RETURNING name_hash`;
  return (await unit.query('sign-in-failures.tell', tell, [nameHash(username)])).length > 0;
}

async function locked(unit: UnitOfWork, accountId: string): Promise<NewEvent> {
  const find = 'SELECT version FROM account WHERE id = $1';
  const [account] = await unit.query<{ version: number }>('sign-in-failures.account', find, [accountId]);
  return accountSecurityChanged.of(accountId, account!.version, { accountId, change: 'locked' });
}

const nameHash = (username: string): Buffer => createHash('sha256').update(username).digest();

function refuse([lock]: { seconds: number }[]): void {
  if (!lock) return;
  throw new Problem(
    'account.locked',
    429,
    'Too many failed sign-ins; wait, or ask an administrator to unlock the account',
    {
      retryAfterSeconds: lock.seconds,
    },
  );
}
