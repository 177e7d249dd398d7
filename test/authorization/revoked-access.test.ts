import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, Me, TokenPair } from '#contracts/accounts';
import type { Area } from '#contracts/areas';
import type { Page } from '#contracts/list';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { EventTransport } from '#messaging/event-transport';
import { InProcessTransport } from '#messaging/in-process-transport';
import { RabbitTransport } from '#messaging/rabbit-transport';
import { createLogger } from '#service-kit/log';
import { createService } from '#service-kit/service';
import { eventually } from '#testing/eventually';
import { serverIsThere, serverUrls } from '#testing/servers';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { grantOf, Registry, succeeded } from '../../apps/registry/src/accounts/registry.fixture.js';
import { reporting } from '../../apps/reporting/src/reporting.service-definition.js';

/** One transport for both services, or one for each as in processes of their own. */
interface Topology {
  name: string;
  transports(): { of(service: string): EventTransport; close(): Promise<void> };
}

const embedded: Topology = {
  name: 'in one process',
  transports: () => {
    const transport = new InProcessTransport(['registry', 'reporting']);
    return { of: () => transport, close: () => transport.close() };
  },
};
const distributed: Topology = {
  name: 'over RabbitMQ',
  transports: () => {
    const prefix = `test-${randomBytes(4).toString('hex')}.`;
    const services = ['registry', 'reporting'];
    const opened = new Map<string, RabbitTransport>();
    return {
      of: (service) => {
        const transport = new RabbitTransport(serverUrls.rabbitmq, { prefix, services });
        opened.set(service, transport);
        return transport;
      },
      close: async () => {
        for (const transport of opened.values()) await transport.close();
        for (const transport of opened.values()) await transport.deleteTopology();
      },
    };
  },
};
const topologies = [embedded, ...((await serverIsThere('rabbitmq')) ? [distributed] : [])];

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now());
const decision = {
  position: 'Chuyên viên',
  decisionNumber: '12-QĐ',
  decisionDate: '2025-06-20',
  decisionIssuer: 'Ban',
  legalBasis: null,
};

describe.each(topologies)('access that is taken back, $name,', ({ transports }) => {
  const transport = transports();
  let registry: Registry;
  let database: TestDatabase;
  let other: NestFastifyApplication;
  let as: string;
  let area: Area;
  let organisation: Organisation;

  beforeAll(async () => {
    [registry, database] = await Promise.all([
      Registry.start(null, transport.of('registry')),
      createTestDatabase([reporting.database]),
    ]);
    other = await startReporting();
    as = await registry.administrator();
    const always = { name: 'Lạng Sơn', validFrom: '2000-01-01', validTo: null, parentCode: null };
    const areas = [{ ...always, code: '20', type: 'province' }];
    succeeded(await registry.call('POST', '/areas/imports', { as, body: { areas } }));
    const organisations = [
      { ...always, code: 'BTG', kind: 'party-board', level: 'province', areaCode: '20' },
    ];
    succeeded(await registry.call('POST', '/organisations/imports', { as, body: { organisations } }));
    area = succeeded(await registry.call<Page<Area>>('GET', '/areas', { as })).items[0]!;
    organisation = succeeded(await registry.call<Page<Organisation>>('GET', '/organisations', { as }))
      .items[0]!;
  });
  afterAll(async () => {
    await other?.close();
    await registry?.stop();
    await database?.drop();
    await transport.close();
  });

  const startReporting = (): Promise<NestFastifyApplication> =>
    createService(reporting, {
      databaseUrl: database.urlOf('reporting'),
      transport: transport.of('reporting'),
      keys: registry.keys,
      logger: createLogger('test', 'error'),
    });

  /** What the two services say to a token: a status, or the code of the refusal. */
  const verdicts = async (token: string): Promise<(number | string)[]> => {
    const headers = { authorization: `Bearer ${token}` };
    const answers = [
      await registry.app.inject({ url: '/v1/registry/areas', headers }),
      await other.inject({ url: '/v1/reporting/codes/topic', headers }),
    ];
    return answers.map((answer) =>
      answer.statusCode === 401 ? (answer.json() as { code: string }).code : answer.statusCode,
    );
  };
  const taken = (token: string) =>
    eventually(async () => expect(await verdicts(token)).toEqual(['auth.revoked', 'auth.revoked']));
  const refreshed = async ({ refreshToken }: TokenPair) =>
    registry.call<TokenPair>('POST', '/sessions/refresh', { body: { refreshToken } });
  const someone = async (): Promise<Person> =>
    succeeded(await registry.call<Person>('POST', '/people', { as, body: { fullName: 'Vi Sương Núi' } }));
  const appointed = async (person: Person): Promise<Appointment> => {
    const place = { organisationId: organisation.id, areaId: area.id, level: 'province' };
    const body = { personId: person.id, role: 'collaborator', from: '2025-07-01', to: null, ...place };
    return succeeded(
      await registry.call<Appointment>('POST', '/appointments', { as, body: { ...body, ...decision } }),
    );
  };
  const change = async (appointment: Appointment, action: string, body: object) => {
    const { version } = succeeded(
      await registry.call<Appointment>('GET', `/appointments/${appointment.id}`, { as }),
    );
    return succeeded(
      await registry.call<Appointment>('POST', `/appointments/${appointment.id}/${action}`, {
        as,
        version,
        body,
      }),
    );
  };
  let number = 0;
  /** An account with a token that both services take. */
  const signedIn = async (account: Parameters<Registry['openAccount']>[1] = {}) => {
    const username = `nguoi-${(number += 1)}`;
    const opened = await registry.openAccount(username, account);
    const session = await registry.signedIn(username, opened.password);
    expect(await verdicts(session.accessToken)).toEqual([200, 200]);
    return { ...opened, session };
  };

  it('is refused by every service when an appointment ends, and the session goes on with what is left', async () => {
    const [person, colleague] = [await someone(), await someone()];
    const appointment = await appointed(person);
    await appointed(colleague);
    const { session } = await signedIn({ personId: person.id, grants: [] });
    const untouched = await signedIn({ personId: colleague.id, grants: [] });
    await change(appointment, 'end', { on: today, reason: 'resigned', decisionNumber: '13-QĐ' });
    await taken(session.accessToken);
    const next = succeeded(await refreshed(session));
    expect(await verdicts(next.accessToken)).toEqual([403, 403]);
    expect(await verdicts(untouched.session.accessToken)).toEqual([200, 200]);
  });

  it('is refused while an appointment is suspended, and given again when that is lifted', async () => {
    const person = await someone();
    const appointment = await appointed(person);
    const { session } = await signedIn({ personId: person.id, grants: [] });
    const suspension = { from: today, to: null, reason: 'under-review', decisionNumber: '14-QĐ' };
    await change(appointment, 'suspensions', suspension);
    await taken(session.accessToken);
    const during = succeeded(await refreshed(session));
    expect(await verdicts(during.accessToken)).toEqual([403, 403]);
    await change(appointment, 'lift-suspension', { on: today, decisionNumber: '15-QĐ' });
    const after = succeeded(await refreshed(during));
    expect(await verdicts(after.accessToken)).toEqual([200, 200]);
  });

  it('is refused to a substitute when the substitution ends, or what it stands for', async () => {
    const [holder, substitute] = [await someone(), await someone()];
    const appointment = await appointed(holder);
    const substitution = { personId: substitute.id, from: today, to: '2199-01-01', decisionNumber: '16-QĐ' };
    await change(appointment, 'substitutions', substitution);
    const { session } = await signedIn({ personId: substitute.id, grants: [] });
    const me = succeeded(await registry.call<Me>('GET', '/me', { as: session.accessToken }));
    expect(me.grants).toMatchObject([
      { role: 'collaborator', source: 'substitution', sourceId: appointment.id, actsFor: holder.id },
    ]);
    await change(appointment, 'end-substitution', { on: today, decisionNumber: '17-QĐ' });
    await taken(session.accessToken);
    await change(appointment, 'substitutions', substitution);
    const again = succeeded(await refreshed(session));
    expect(await verdicts(again.accessToken)).toEqual([200, 200]);
    await change(appointment, 'end', { on: today, reason: 'retired', decisionNumber: '18-QĐ' });
    await taken(again.accessToken);
  });

  it.each<[what: string, how: (account: Account, token: string) => Promise<unknown>]>([
    ['the account is disabled', (account) => registry.change('POST', '/disable', account)],
    ['its password is reset', (account) => registry.change('POST', '/reset-password', account)],
    ['its second factor is reset', (account) => registry.change('POST', '/reset-second-factor', account)],
    [
      'a grant ends',
      (account) => registry.change('DELETE', `/grants/${account.grants[0]!.id}?on=${today}`, account),
    ],
    ['its owner signs out', (_, token) => registry.call('DELETE', '/sessions/current', { as: token })],
    ['its owner signs out everywhere', (_, token) => registry.call('DELETE', '/sessions', { as: token })],
  ])('is refused when %s', async (_, how) => {
    const { session, ...account } = await signedIn({ grants: [grantOf('editor')] });
    await how(account, session.accessToken);
    await taken(session.accessToken);
  });

  it('is refused in the other sessions when a password is changed', async () => {
    const { session, username, password } = await signedIn();
    const elsewhere = await registry.signedIn(username, password);
    const body = { current: password, next: 'mot-mat-khau-khac-han' };
    await registry.call('PUT', '/me/password', { as: session.accessToken, body });
    await taken(elsewhere.accessToken);
    expect(await verdicts(session.accessToken)).toEqual([200, 200]);
  });

  it('stays refused after a restart, from the first request on', async () => {
    const { session, ...account } = await signedIn();
    await registry.change('POST', '/disable', account);
    await taken(session.accessToken);
    await other.close();
    other = await startReporting();
    expect(await verdicts(session.accessToken)).toEqual(['auth.revoked', 'auth.revoked']);
  });

  it('may be had again by signing in', async () => {
    const { session, username, password } = await signedIn();
    await registry.call('DELETE', '/sessions', { as: session.accessToken });
    await taken(session.accessToken);
    expect(await verdicts((await registry.signedIn(username, password)).accessToken)).toEqual([200, 200]);
  });
});
