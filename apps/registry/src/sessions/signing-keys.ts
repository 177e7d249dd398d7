import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK_OKP_Private } from 'jose';
import type { VerificationKey, VerificationKeys } from '#contracts/accounts';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';

export const ALGORITHM = 'EdDSA';
/** Those who check tokens do not fetch the keys again at once: a new one is published before it signs. */
const PUBLISHED_AHEAD = '1 minute';
/** Longer than a token and every tolerated clock difference. */
const PUBLISHED_AFTER = '15 minutes';

interface StoredKey {
  id: string;
  privateKey: JWK_OKP_Private;
}

const SIGNER = `SELECT id, private_key AS "privateKey" FROM signing_key WHERE signs_from <= now() ORDER BY signs_from DESC LIMIT 1`;

/** The key that signed as long ago as a token can be old, and all that came after it. */
const IN_USE = `signs_from >= coalesce(
  (SELECT max(signs_from) FROM signing_key WHERE signs_from <= now() - interval '${PUBLISHED_AFTER}'), '-infinity')`;

/** The Ed25519 keys of access tokens. Each signs from its day on until the next does. */
@Injectable()
export class SigningKeys {
  constructor(private readonly transactions: Transactions) {}

  /** The key that signs now; made on first need. */
  async signer(): Promise<{ kid: string; key: CryptoKey }> {
    const find = async (): Promise<StoredKey | undefined> =>
      (await this.transactions.manager.query<StoredKey[]>(SIGNER))[0];
    let stored = await find();
    if (!stored) {
      await this.makeFirst();
      stored = (await find())!;
    }
    return { kid: stored.id, key: (await importJWK(stored.privateKey, ALGORITHM)) as CryptoKey };
  }

  /** Every key that a token in use may have been signed with, and the one that will sign next. */
  async published(): Promise<VerificationKeys> {
    // Whoever fetched an empty set would refuse the first tokens until they fetch again.
    await this.makeFirst();
    const select = `SELECT id, private_key AS "privateKey" FROM signing_key WHERE ${IN_USE} ORDER BY signs_from`;
    const keys = await this.transactions.manager.query<StoredKey[]>(select);
    return { keys: keys.map(({ id, privateKey }) => toVerificationKey(id, privateKey.x)) };
  }

  /** The public half of every key there ever was. Not for tokens, which a key that is out of use must not sign. */
  async everPublished(): Promise<VerificationKeys> {
    const keys = await this.transactions.manager.query<{ id: string; x: string }[]>(
      'SELECT id, x FROM verification_key ORDER BY id',
    );
    return { keys: keys.map(({ id, x }) => toVerificationKey(id, x)) };
  }

  /** Makes a new key, which signs from the next minute on; the present one stays published until its tokens are gone. */
  async rotate(): Promise<VerificationKeys> {
    await this.transactions.run(async (unit) => {
      await lock(unit);
      await unit.query('signing-keys.remove-old', `DELETE FROM signing_key WHERE NOT (${IN_USE})`);
      await add(unit, PUBLISHED_AHEAD);
    });
    return this.published();
  }

  private async makeFirst(): Promise<void> {
    const exists = async (query: (sql: string) => Promise<unknown[]>) =>
      (await query('SELECT 1 FROM signing_key LIMIT 1')).length > 0;
    if (await exists((sql) => this.transactions.manager.query(sql))) return;
    await this.transactions.run(async (unit) => {
      await lock(unit);
      if (!(await exists((sql) => unit.query('signing-keys.exists', sql)))) await add(unit, '0');
    });
  }
}

async function lock(unit: UnitOfWork): Promise<void> {
  await unit.query('signing-keys.lock', `SELECT pg_advisory_xact_lock(hashtext('registry.signing-key'))`);
}

async function add(unit: UnitOfWork, ahead: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const id = randomUUID();
  const insert =
    'INSERT INTO signing_key (id, private_key, signs_from) VALUES ($1, $2, now() + $3::interval)';
  const jwk = await exportJWK(privateKey);
  await unit.query('signing-keys.add', insert, [id, JSON.stringify(jwk), ahead]);
  await unit.query('signing-keys.publish', 'INSERT INTO verification_key VALUES ($1, $2)', [id, jwk.x]);
  unit.audit({ action: 'signing-key.make', entity: `signing-key:${id}` });
}

function toVerificationKey(kid: string, x: string): VerificationKey {
  return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: ALGORITHM, use: 'sig' };
}
