import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { z } from 'zod';
import { tokenIssuer } from '#auth/tokens';
import type { EventEnvelope, EventType, NewEvent } from '#contracts/event';
import type { AccessClaims, Permission, Role } from '#contracts/permissions';
import type { EventTransport } from '#messaging/event-transport';
import { InProcessTransport } from '#messaging/in-process-transport';
import { etagOf } from '#service-kit/if-match';
import { createLogger, type LogLevel } from '#service-kit/log';
import { createService, type ServiceDefinition, type ServicePorts } from '#service-kit/service';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** What a client gets: `body` is the parsed JSON, the bytes of anything else, undefined when there is none. */
export interface Answer {
  status: number;
  headers: Record<string, number | string | string[] | undefined>;
  // JSON is whatever the test then says it must be.
  // oxlint-disable-next-line no-explicit-any
  body: any;
}

type Headers = Record<string, string>;
type Response = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** Someone who calls the service over HTTP. Paths are whole: `/v1/survey/plans`. */
export interface TestClient {
  get(path: string, headers?: Headers): Promise<Answer>;
  /** The same over a socket of its own: the body comes as it is read, and is cut by `destroy`. */
  open(path: string): Promise<IncomingMessage>;
  delete(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
}

/** The header that says which version is changed: `ifMatch(3)` or `ifMatch(answer.body)`. */
export function ifMatch(version: number | { version: number }): Headers {
  return { 'if-match': etagOf(typeof version === 'number' ? version : version.version) };
}

/** The header that makes a request safe to repeat. */
export const idempotencyKey = (key: string): Headers => ({ 'idempotency-key': key });

/** What a person's token says beside the roles. What is left out gives nothing. */
export interface Rights {
  /** Random if left out: every call of `as` is then another account. */
  accountId?: string;
  personId?: string;
  /** Nested-set ranges of area order numbers, for each of the roles. */
  ranges?: [number, number][];
  organisationId?: string;
  /** The person in whose place a substitute acts. */
  actsFor?: string;
  secondFactor?: boolean;
}

/** A service running on a database of its own. */
export interface TestService {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** A person with these roles: `as('approver', { secondFactor: true })`. */
  as(roles: Role | Role[], rights?: Rights): TestClient;
  /** Another system that was granted these permissions. */
  asClient(...permissions: Permission[]): TestClient;
  /** Someone who has not signed in. */
  anonymous: TestClient;
  /** Sends events as another service would; resolves when they are handled, or are dead letters. */
  publish(...events: NewEvent[]): Promise<void>;
  /** The events of a type that the service has sent so far, checked by their schema. It sends after it answers. */
  sent<Schema extends z.ZodType>(type: EventType<Schema>): z.output<EventType<Schema>['envelope']>[];
  /** All that the service has sent so far, as it went over the wire. */
  allSent(): string;
  close(): Promise<void>;
}

/**
 * Starts a service as its launcher would, with a cloned database and keys of its own.
 * @param options `transport`: one that several services share, closed by whoever made it. `settings`: the
 *   service's own. `logLevel`: `error` by default, so that a 500 says why. `log`: takes the lines of the log instead.
 */
export async function startTestService(
  definition: ServiceDefinition,
  options: Partial<Pick<ServicePorts, 'transport' | 'settings'>> & {
    logLevel?: LogLevel;
    log?: string[];
  } = {},
): Promise<TestService> {
  const database = await createTestDatabase([
    definition.database,
    ...(definition.vault ? [definition.vault] : []),
  ]);
  const transport = options.transport ?? new InProcessTransport();
  const sent: EventEnvelope[] = [];
  const { keys, sign } = await tokenSigner();
  const app = await createService(definition, {
    databaseUrl: database.urlOf(definition.database.schema),
    ...(definition.vault && { vaultUrl: database.urlOf(definition.vault.schema) }),
    transport: recording(transport, sent),
    keys,
    settings: options.settings ?? [],
    logger: createLogger(
      'test',
      options.logLevel ?? 'error',
      options.log && { write: (line) => void options.log!.push(line) },
    ),
  });
  return {
    app,
    database,
    as: (roles, rights = {}) => clientOf(app, sign(claimsOf([roles].flat(), rights))),
    asClient: (...permissions) => clientOf(app, sign({ ...claimsOf([], {}), kind: 'client', permissions })),
    anonymous: clientOf(app),
    publish: (...events) => transport.publish(events.map(enveloped)),
    sent: (type) =>
      sent.filter((event) => event.type === type.type).map((event) => type.envelope.parse(event)),
    allSent: () => JSON.stringify(sent),
    close: async () => {
      await app.close();
      if (!options.transport) await transport.close();
      await database.drop();
    },
  };
}

const MAX_REVISION = 2 ** 31 - 1;

function claimsOf(roles: Role[], rights: Rights): AccessClaims {
  const {
    accountId = randomUUID(),
    personId = null,
    ranges = [],
    organisationId = null,
    actsFor,
    secondFactor = false,
  } = rights;
  return {
    sub: accountId,
    kind: 'account',
    sid: randomUUID(),
    personId,
    grants: roles.map((role) => ({ role, ranges, organisationId, ...(actsFor && { actsFor }) })),
    permissions: [],
    secondFactor,
    // As if made just now: it outlives what others take from the same account.
    revision: MAX_REVISION,
  };
}

async function tokenSigner() {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const sign = ({ sub, ...claims }: AccessClaims): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .setSubject(sub)
      .setIssuer(tokenIssuer)
      .setAudience(tokenIssuer)
      .setExpirationTime('10 min')
      .sign(privateKey);
  return { keys: createLocalJWKSet({ keys: [key] }), sign };
}

function clientOf(app: NestFastifyApplication, token?: Promise<string>): TestClient {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Headers = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(token && { authorization: `Bearer ${await token}` }), ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: contentOf(answer) };
  };
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    open: async (path) => {
      if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
      const headers = token ? { authorization: `Bearer ${await token}` } : {};
      const request = get(new URL(path, await app.getUrl()), { headers, agent: false });
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      return answer;
    },
    delete: (path, headers) => call('DELETE', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
  };
}

function contentOf({ headers, payload, rawPayload }: Response): unknown {
  if (rawPayload.length === 0) return undefined;
  return /json/.test(String(headers['content-type'])) ? JSON.parse(payload) : rawPayload;
}

function enveloped(event: NewEvent): EventEnvelope {
  return {
    ...event,
    specversion: '1.0',
    id: randomUUID(),
    source: `/${event.type.split('.')[0]}`,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
  };
}

function recording(transport: EventTransport, sent: EventEnvelope[]): EventTransport {
  return {
    publish: async (batch) => {
      await transport.publish(batch);
      sent.push(...batch);
    },
    subscribe: (subscriber) => transport.subscribe(subscriber),
    close: () => transport.close(),
  };
}
