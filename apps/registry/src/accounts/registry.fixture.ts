import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Account, CreatedAccount, NewAccount, NewAccountGrant, TokenPair } from '#contracts/accounts';
import type { EventTransport } from '#messaging/event-transport';
import { InProcessTransport } from '#messaging/in-process-transport';
import { createLogger } from '#service-kit/log';
import { createService } from '#service-kit/service';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { OIDC_SETTINGS, type OidcSettings } from '../oidc/oidc.settings.js';
import { registry } from '../registry.service-definition.js';
import { FirstAdministrator } from './first-administrator.js';

interface Call {
  as?: string;
  body?: unknown;
  /** The version that the change is meant for. */
  version?: number;
  headers?: Record<string, string>;
}

interface Answer<Body> {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: Body;
}

export interface ProblemBody {
  code: string;
  errors?: { path: string; message: string }[];
}

export const administratorPassword = 'mot-mat-khau-rat-dai';

/** The registry with its accounts, on a database of its own, spoken to over HTTP. */
export class Registry {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    /** For other services: they check tokens with what the registry publishes. */
    readonly keys: JWTVerifyGetKey,
  ) {}

  static async start(
    oidc: OidcSettings | null = null,
    transport: EventTransport = new InProcessTransport(),
  ): Promise<Registry> {
    const database = await createTestDatabase([registry.database]);
    // As other services do, the registry checks tokens against what it has published.
    const published = async (): Promise<never> => (await app.inject('/v1/registry/keys')).json() as never;
    const keys: JWTVerifyGetKey = async (header, token) =>
      createLocalJWKSet(await published())(header, token);
    const app: NestFastifyApplication = await createService(registry, {
      databaseUrl: database.urlOf('registry'),
      transport,
      keys,
      logger: createLogger('test', 'silent'),
      settings: [{ provide: OIDC_SETTINGS, useValue: oidc }],
    });
    return new Registry(app, database, keys);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  async call<Body = ProblemBody>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    call: Call = {},
  ): Promise<Answer<Body>> {
    const response = await this.app.inject({
      method,
      url: `/v1/registry${path}`,
      headers: {
        ...(call.as && { authorization: `Bearer ${call.as}` }),
        ...(call.version !== undefined && { 'if-match': `"v${call.version}"` }),
        ...call.headers,
      },
      ...(call.body !== undefined && { payload: call.body as object }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: (response.body === '' ? undefined : response.json()) as Body,
    };
  }

  /** The access token of the first administrator, who is made on first need. */
  async administrator(): Promise<string> {
    await this.app.get(FirstAdministrator).ensure(administratorPassword);
    return (await this.signedIn('admin', administratorPassword)).accessToken;
  }

  signIn<Body = ProblemBody>(username: string, password: string, code?: string): Promise<Answer<Body>> {
    return this.call<Body>('POST', '/sessions', { body: { username, password, ...(code && { code }) } });
  }

  async signedIn(
    username: string,
    password: string,
    code?: string,
  ): Promise<TokenPair & { refreshToken: string }> {
    return succeeded(await this.signIn<TokenPair & { refreshToken: string }>(username, password, code));
  }

  async openAccount(
    username: string,
    account: Partial<NewAccount> = {},
  ): Promise<CreatedAccount & { password: string }> {
    const body = {
      username,
      personId: null,
      initialPassword: `mat-khau-cua-${username}`,
      grants: [grantOf('editor')],
      ...account,
    };
    const created = succeeded(
      await this.call<CreatedAccount>('POST', '/accounts', { as: await this.administrator(), body }),
    );
    return { ...created, password: created.initialPassword ?? body.initialPassword };
  }

  /** An administrator's change of an account as it stands now. */
  async change<Body = Account>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    account: { id: string },
    body?: unknown,
  ): Promise<Answer<Body>> {
    const as = await this.administrator();
    const { version } = succeeded(await this.call<Account>('GET', `/accounts/${account.id}`, { as }));
    return this.call<Body>(method, `/accounts/${account.id}${path}`, { as, version, body });
  }
}

export const grantOf = (
  role: NewAccountGrant['role'],
  more: Partial<NewAccountGrant> = {},
): NewAccountGrant => ({
  role,
  areaId: null,
  organisationId: null,
  from: '2020-01-01',
  to: null,
  ...more,
});

/** The body of an answer that must be a success. */
export function succeeded<Body>({ status, body }: Answer<Body>): Body {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
