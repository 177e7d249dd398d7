import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '#contracts/areas';
import type { Page } from '#contracts/list';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import { grantOf, Registry, succeeded } from '../../apps/registry/src/accounts/registry.fixture.js';
import { model, roles } from './reference-model.js';

/** A day so many days from today, where the office is. */
const days = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + ahead * 86_400_000);

const spans = [
  { span: 'was over yesterday', from: days(-30), to: days(-1), holds: false },
  { span: 'ended today', from: days(-30), to: days(0), holds: false },
  { span: 'ends tomorrow', from: days(-30), to: days(1), holds: true },
  { span: 'began today', from: days(0), to: null, holds: true },
  { span: 'begins tomorrow', from: days(1), to: null, holds: false },
];

/** Routes of the registry that tell the roles apart. */
const probes = {
  'registry.accounts.list': '/accounts',
  'registry.people.list': '/people',
  'registry.appointments.list': '/appointments',
  'registry.areas.list': '/areas',
};

describe('a role', () => {
  let registry: Registry;
  let as: string;
  let area: Area;
  let organisation: Organisation;

  beforeAll(async () => {
    registry = await Registry.start();
    as = await registry.administrator();
    const always = { validFrom: '2000-01-01', validTo: null, parentCode: null };
    const areas = [{ ...always, code: '20', name: 'Lạng Sơn', type: 'province' }];
    succeeded(await registry.call('POST', '/areas/imports', { as, body: { areas } }));
    const board = {
      ...always,
      code: 'BTG',
      name: 'Ban',
      kind: 'party-board',
      level: 'province',
      areaCode: '20',
    };
    succeeded(
      await registry.call('POST', '/organisations/imports', { as, body: { organisations: [board] } }),
    );
    area = succeeded(await registry.call<Page<Area>>('GET', '/areas', { as })).items[0]!;
    organisation = succeeded(await registry.call<Page<Organisation>>('GET', '/organisations', { as }))
      .items[0]!;
  });
  afterAll(() => registry?.stop());

  async function appointed(from: string, to: string | null): Promise<string> {
    const person = succeeded(
      await registry.call<Person>('POST', '/people', { as, body: { fullName: 'Lương Văn Tri' } }),
    );
    const body = {
      personId: person.id,
      role: 'collaborator',
      level: 'province',
      organisationId: organisation.id,
      areaId: area.id,
      from,
      to,
      position: 'Trưởng phòng',
      decisionNumber: '12-QĐ',
      decisionDate: '2025-12-20',
      decisionIssuer: 'Ban',
      legalBasis: null,
    };
    succeeded(await registry.call<Appointment>('POST', '/appointments', { as, body }));
    return person.id;
  }

  describe.each(roles)('of %s', (role) => {
    it.each(spans)('that $span is held: $holds', async ({ from, to, holds }) => {
      const username = `${role}-${spans.findIndex((span) => span.from === from && span.to === to)}`;
      const organisationId = role === 'recipient' ? organisation.id : null;
      const { password } = await registry.openAccount(
        username,
        role === 'collaborator'
          ? { personId: await appointed(from, to), grants: [] }
          : { grants: [grantOf(role, { from, to, organisationId })] },
      );
      const { accessToken } = await registry.signedIn(username, password);
      for (const [operation, path] of Object.entries(probes)) {
        const given = holds && model.get(operation)!.extents[role] !== '-';
        const { status } = await registry.call('GET', path, { as: accessToken });
        expect({ operation, status }).toEqual({ operation, status: given ? 200 : 403 });
      }
    });
  });
});
