import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import {
  type ApiClient,
  type ApiClientListQuery,
  type ClientCredentials,
  type ClientPermissions,
  clientPermissionsChanged,
  type CreatedApiClient,
  type NewApiClient,
  type RotateSecret,
  type TokenPair,
} from '#contracts/accounts';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AccessTokens } from '../sessions/access-tokens.js';
import { revoke } from '../sessions/revoked-access.js';
import { ApiClientEntity } from './client.entity.js';
import { overlapEnd } from './overlap.js';

const CREDENTIALS = `
SELECT id, permissions, version, secret_hash AS "secretHash",
       CASE WHEN former_secret_until > now() THEN former_secret_hash END AS "formerSecretHash"
  FROM api_client WHERE id = $1 AND state = 'active'`;
type Credentials = Pick<
  ApiClientEntity,
  'id' | 'permissions' | 'version' | 'secretHash' | 'formerSecretHash'
>;

/** Nobody can guess 256 random bits, so a fast hash keeps them as well as a slow one would. */
const newSecret = (): string => randomBytes(32).toString('base64url');
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

@Injectable()
export class ClientsService {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly transactions: Transactions,
  ) {}

  private get clients(): Repository<ApiClientEntity> {
    return this.transactions.manager.getRepository(ApiClientEntity);
  }

  async list(query: z.infer<typeof ApiClientListQuery>): Promise<Page<ApiClient>> {
    return readPage(
      this.clients.createQueryBuilder('client'),
      query,
      {
        fields: { name: 'client.name', state: 'client.state' },
        sort: { expression: 'client.name', of: (client) => client.name },
        id: { expression: 'client.id', of: (client) => client.id },
      },
      toApiClient,
    );
  }

  /** @throws Problem 409 when the name is taken. */
  async create({ name, permissions }: NewApiClient): Promise<CreatedApiClient> {
    const secret = newSecret();
    const client: ApiClientEntity = {
      id: randomUUID(),
      name,
      secretHash: hashOf(secret),
      formerSecretHash: null,
      formerSecretUntil: null,
      permissions: [...new Set(permissions)],
      state: 'active',
      version: 1,
    };
    return this.transactions.run(async (unit) => {
      await unit.manager.insert(ApiClientEntity, client);
      unit.audit({ action: 'client.create', entity: `client:${client.id}`, details: { name, permissions } });
      return { ...toApiClient(client), secret };
    });
  }

  /**
   * Gives a new secret. The one before is accepted for the hours given; whatever came before that is refused, and
   * without such hours the tokens that it was given as well.
   * @throws Problem 409 `client.disabled`, 412 when it is no longer at the version.
   */
  async rotate(id: string, version: number, { overlapHours }: RotateSecret): Promise<CreatedApiClient> {
    const secret = newSecret();
    const client = await this.change({ id, version }, 'client.rotate', async (client, unit) => {
      if (client.state === 'disabled') throw Problem.conflict('client.disabled', 'The client is disabled');
      client.formerSecretUntil = await overlapEnd(unit, overlapHours);
      client.formerSecretHash = client.formerSecretUntil && client.secretHash;
      client.secretHash = hashOf(secret);
      if (client.formerSecretUntil === null) await revokeTokens(unit, client);
    });
    return { ...client, secret };
  }

  /**
   * Lets the client do something else than before. Where something was taken away, the tokens it has are refused at
   * once: the next say what is left.
   * @throws Problem 409 `client.disabled`, 412 when it is no longer at the version.
   */
  async permit(id: string, version: number, { permissions }: ClientPermissions): Promise<ApiClient> {
    return this.change({ id, version }, 'client.permit', async (client, unit) => {
      if (client.state === 'disabled') throw Problem.conflict('client.disabled', 'The client is disabled');
      const next = [...new Set<string>(permissions)];
      const given = next.filter((one) => !client.permissions.includes(one));
      const taken = client.permissions.filter((one) => !next.includes(one));
      client.permissions = next;
      if (taken.length > 0) await revokeTokens(unit, client);
      if (given.length + taken.length > 0)
        unit.publish(clientPermissionsChanged.of(id, version + 1, { clientId: id, given, taken }));
      return { given, taken };
    });
  }

  /** Refuses the client from now on, with the tokens it has. */
  async disable(id: string, version: number): Promise<ApiClient> {
    return this.change({ id, version }, 'client.disable', async (client, unit) => {
      client.state = 'disabled';
      await revokeTokens(unit, client);
    });
  }

  /** @throws Problem 401 `auth.invalid`, whatever was wrong. */
  async token({ clientId, clientSecret }: ClientCredentials): Promise<TokenPair> {
    const given = hashOf(clientSecret);
    const [client]: Credentials[] = await this.transactions.manager.query(CREDENTIALS, [clientId]);
    const secrets = [client?.secretHash, client?.formerSecretHash];
    if (!client || !secrets.some((hash) => hash && timingSafeEqual(hash, given)))
      throw Problem.of('auth.invalid');
    const access = await this.tokens.issue({
      sub: client.id,
      kind: 'client',
      sid: randomUUID(),
      personId: null,
      grants: [],
      permissions: client.permissions,
      secondFactor: false,
      revision: client.version,
    });
    return { ...access, secondFactor: false, mustChangePassword: false };
  }

  private async change(
    { id, version }: { id: string; version: number },
    action: string,
    apply: (client: ApiClientEntity, unit: UnitOfWork) => Promise<Record<string, unknown> | void>,
  ): Promise<ApiClient> {
    return this.transactions.run(async (unit) => {
      const client = await lockRow(unit, ApiClientEntity, id, version);
      const details = await apply(client, unit);
      client.version += 1;
      await unit.manager.save(client);
      unit.audit({ action, entity: `client:${id}`, details: { version: client.version, ...details } });
      return toApiClient(client);
    });
  }
}

function toApiClient(entity: ApiClientEntity): ApiClient {
  const { secretHash: _, formerSecretHash: __, formerSecretUntil, ...client } = entity;
  return { ...client, formerSecretUntil: formerSecretUntil?.toISOString() ?? null };
}

/** Refuses what was given out before the version that the client is about to get. */
const revokeTokens = (unit: UnitOfWork, { id, version }: ApiClientEntity): Promise<void> =>
  revoke(unit, [{ id, before: version + 1 }]);
