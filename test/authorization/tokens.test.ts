import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessTransport } from '#messaging/in-process-transport';
import { createLogger } from '#service-kit/log';
import { createService } from '#service-kit/service';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { services } from '../../apps/standalone/src/services.js';
import { mintTokens, type Tokens } from './tokens.fixture.js';

/** A route of each service that every role may call. */
const routes = {
  registry: '/v1/registry/areas',
  reporting: '/v1/reporting/reporting-periods',
  survey: '/v1/survey/jobs',
  training: '/v1/training/courses',
};

describe.each(services)('the $name service', (definition) => {
  let app: NestFastifyApplication;
  let database: TestDatabase;
  let tokens: Tokens;

  beforeAll(async () => {
    tokens = await mintTokens();
    const { vault } = definition;
    database = await createTestDatabase([definition.database, ...(vault ? [vault] : [])]);
    app = await createService(definition, {
      databaseUrl: database.urlOf(definition.database.schema),
      ...(vault && { vaultUrl: database.urlOf(vault.schema) }),
      transport: new InProcessTransport(),
      keys: tokens.keys,
      logger: createLogger('test', 'silent'),
    });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const call = async (authorization?: string) => {
    const url = routes[definition.name];
    const answer = await app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
  const refused = (code: string) => ({
    status: 401,
    headers: { 'www-authenticate': 'Bearer', 'content-type': expect.stringContaining('problem+json') },
    body: { code, status: 401, requestId: expect.any(String) },
  });

  it('knows the bearer of a right token, twice', async () => {
    const expected = definition.name === 'survey' ? 403 : 200;
    for (let time = 0; time < 2; time += 1)
      expect((await call(`Bearer ${tokens.right}`)).status).toBe(expected);
  });

  it('refuses an expired token, twice', async () => {
    for (let time = 0; time < 2; time += 1)
      expect(await call(`Bearer ${tokens.expired}`)).toMatchObject(refused('auth.expired'));
  });

  it('refuses every forged token', async () => {
    for (const [name, token] of Object.entries(tokens.forged))
      expect({ name, ...(await call(`Bearer ${token}`)) }).toMatchObject({
        name,
        ...refused('auth.invalid'),
      });
  });

  it('refuses a right token that is shown in another way', async () => {
    for (const authorization of [
      tokens.right,
      `bearer ${tokens.right}`,
      `Basic ${tokens.right}`,
      `Bearer  ${tokens.right}`,
      `Bearer ${tokens.right} ${tokens.right}`,
    ])
      expect(await call(authorization)).toMatchObject(refused('auth.invalid'));
    expect(await call()).toMatchObject(refused('auth.missing'));
  });
});
