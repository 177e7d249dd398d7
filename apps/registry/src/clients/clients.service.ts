import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type {
  ApiClient,
  ApiClientListQuery,
  ClientCredentials,
  CreatedApiClient,
  NewApiClient,
  TokenPair,
} from '#contracts/accounts';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AccessTokens } from '../sessions/access-tokens.js';
import { revoke } from '../sessions/revoked-access.js';
import { ApiClientEntity } from './client.entity.js';

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
   * Gives a new secret; the old one is refused from now on, with the tokens it was given.
   * @throws Problem 409 `client.disabled`, 412 when it is no longer at the version.
   */
  async rotate(id: string, version: number): Promise<CreatedApiClient> {
    const secret = newSecret();
    const client = await this.change({ id, version }, 'client.rotate', (client) => {
      if (client.state === 'disabled') throw Problem.conflict('client.disabled', 'The client is disabled');
      client.secretHash = hashOf(secret);
    });
    return { ...client, secret };
  }

  /** Refuses the client from now on, with the tokens it has. */
  async disable(id: string, version: number): Promise<ApiClient> {
    return this.change({ id, version }, 'client.disable', (client) => {
      client.state = 'disabled';
    });
  }

  /** @throws Problem 401 `auth.invalid`, whatever was wrong. */
  async token({ clientId, clientSecret }: ClientCredentials): Promise<TokenPair> {
    const client = await this.clients.findOneBy({ id: clientId, state: 'active' });
    if (!client || !timingSafeEqual(client.secretHash, hashOf(clientSecret)))
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
    apply: (client: ApiClientEntity) => void,
  ): Promise<ApiClient> {
    return this.transactions.run(async (unit) => {
      const client = await unit.manager.findOne(ApiClientEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!client) throw Problem.of('resource.not-found');
      if (client.version !== version) throw Problem.of('resource.stale');
      apply(client);
      client.version += 1;
      await unit.manager.save(client);
      await revoke(unit, [{ id, before: client.version }]);
      unit.audit({ action, entity: `client:${id}`, details: { version: client.version } });
      return toApiClient(client);
    });
  }
}

const toApiClient = ({ secretHash: _, ...client }: ApiClientEntity): ApiClient => client;
