import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, TokenPair } from '#contracts/accounts';
import type { Area } from '#contracts/areas';
import type { Page } from '#contracts/list';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { Grant } from '#contracts/permissions';
import { grantOf, Registry, succeeded } from './registry.fixture.js';

const days = (ahead: number): string => {
  const hanoi = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
  return hanoi.format(Date.now() + ahead * 86_400_000);
};

describe('what a token allows', () => {
  let registry: Registry;
  let as: string;
  const areas: Record<string, Area> = {};
  let organisation: Organisation;

  beforeAll(async () => {
    registry = await Registry.start();
    as = await registry.administrator();
    const unit = (code: string, parentCode: string | null) => ({
      code,
      name: `Unit ${code}`,
      type: parentCode ? 'district' : 'province',
      validFrom: '2000-01-01',
      validTo: null,
      parentCode,
    });
    const body = { areas: [unit('20', null), unit('181', '20'), unit('182', '20')] };
    succeeded(await registry.call('POST', '/areas/imports', { as, body }));
    const { items } = succeeded(await registry.call<Page<Area>>('GET', '/areas', { as }));
    for (const area of items) areas[area.code] = area;
    const board = {
      code: 'BTG',
      name: 'Ban Tuyên giáo',
      kind: 'party-board',
      level: 'province',
      validFrom: '2000-01-01',
      validTo: null,
      parentCode: null,
      areaCode: '20',
    };
    succeeded(
      await registry.call('POST', '/organisations/imports', { as, body: { organisations: [board] } }),
    );
    organisation = succeeded(await registry.call<Page<Organisation>>('GET', '/organisations', { as }))
      .items[0]!;
  });
  afterAll(() => registry.stop());

  const grantsOf = ({ accessToken }: TokenPair) => decodeJwt<{ grants: Grant[] }>(accessToken).grants;
  const refresh = async (session: TokenPair) =>
    succeeded(
      await registry.call<TokenPair>('POST', '/sessions/refresh', {
        body: { refreshToken: session.refreshToken },
      }),
    );
  const ranges = async (code: string) =>
    (
      await registry.database.query<{ lo: number; hi: number }>(
        'SELECT lo, hi FROM registry.area_node WHERE area_id = $1 ORDER BY tree_from',
        [areas[code]!.id],
      )
    ).map(({ lo, hi }) => [lo, hi]);

  it('is everything of a unit, or of the whole tree', async () => {
    const { password } = await registry.openAccount('an.nguyen', {
      grants: [grantOf('reviewer', { areaId: areas['181']!.id }), grantOf('editor')],
    });
    const grants = grantsOf(await registry.signedIn('an.nguyen', password));
    expect(grants).toHaveLength(2);
    expect(grants).toContainEqual({ role: 'reviewer', ranges: await ranges('181'), organisationId: null });
    expect(grants).toContainEqual({ role: 'editor', ranges: await ranges('20'), organisationId: null });
  });

  it('names the organisation that a recipient acts for', async () => {
    const { password } = await registry.openAccount('binh.tran', {
      grants: [grantOf('recipient', { organisationId: organisation.id })],
    });
    expect(grantsOf(await registry.signedIn('binh.tran', password))).toMatchObject([
      { role: 'recipient', organisationId: organisation.id },
    ]);
  });

  it('goes on when the unit or the organisation gets another name', async () => {
    const { password } = await registry.openAccount('lan.pham', {
      grants: [
        grantOf('reviewer', { areaId: areas['182']!.id }),
        grantOf('recipient', { organisationId: organisation.id }),
      ],
    });
    const decided = async (tree: string, code: string) => {
      const operations = [{ operation: 'rename', code, name: 'Tên mới' }];
      const body = { effective: '2020-01-01', operations };
      succeeded(await registry.call('POST', `/${tree}/operations`, { as, body }));
      const query = `filter[code][eq]=${code}&asOf=2020-01-01`;
      return succeeded(await registry.call<Page<{ id: string }>>('GET', `/${tree}?${query}`, { as }))
        .items[0]!.id;
    };
    const body = await decided('organisations', 'BTG');
    const district = await decided('areas', '182');
    const grants = grantsOf(await registry.signedIn('lan.pham', password));
    const reviewer = grants.find(({ role }) => role === 'reviewer')!;
    const nodes = await registry.database.query<{ lo: number }>(
      'SELECT lo FROM registry.area_node WHERE area_id = ANY ($1)',
      [[areas['182']!.id, district]],
    );
    expect(new Set(nodes.map(({ lo }) => lo)).size).toBe(2);
    for (const { lo } of nodes)
      expect(reviewer.ranges.some(([from, to]) => from <= lo && lo <= to)).toBe(true);
    const bodies = grants
      .filter(({ role }) => role === 'recipient')
      .map(({ organisationId }) => organisationId);
    expect(bodies.sort()).toEqual([organisation.id, body].sort());
  });

  it('is what is granted today: not what has ended, nor what has not begun', async () => {
    const { password } = await registry.openAccount('chi.le', {
      grants: [
        grantOf('editor', { from: days(-10), to: days(0) }),
        grantOf('registrar', { from: days(1) }),
        grantOf('approver', { from: days(0), to: days(1) }),
        grantOf('reviewer', { from: days(-1) }),
      ],
    });
    const roles = grantsOf(await registry.signedIn('chi.le', password)).map(({ role }) => role);
    expect(roles.sort()).toEqual(['approver', 'reviewer']);
  });

  it('follows a grant that is given or ended with the next refresh', async () => {
    const account = await registry.openAccount('dung.pham', { grants: [] });
    let session: TokenPair = await registry.signedIn('dung.pham', account.password);
    expect(grantsOf(session)).toEqual([]);

    const given = await registry.change('POST', '/grants', account, grantOf('editor'));
    expect(given).toMatchObject({ status: 201, body: { version: 2, grants: [{ role: 'editor' }] } });
    session = await refresh(session);
    expect(grantsOf(session)).toMatchObject([{ role: 'editor' }]);

    const path = `/grants/${given.body.grants[0]!.id}`;
    const planned = await registry.change('DELETE', `${path}?on=${days(30)}`, account);
    expect(planned.body.grants).toMatchObject([{ from: '2020-01-01', to: days(30) }]);
    session = await refresh(session);
    expect(grantsOf(session)).toHaveLength(1);

    const ended = await registry.change('DELETE', path, account);
    expect(ended.body.grants, 'its past stays on record').toMatchObject([
      { from: '2020-01-01', to: days(0) },
    ]);
    expect(grantsOf(await refresh(session))).toEqual([]);
  });

  it('does not change for days that have passed', async () => {
    const account = await registry.openAccount('giang.vu', {
      grants: [grantOf('editor'), grantOf('registrar', { from: days(5) })],
    });
    const [editor, registrar] = account.grants as [Account['grants'][number], Account['grants'][number]];
    const end = (id: string, on = '') =>
      registry.change<Account & { code: string }>('DELETE', `/grants/${id}${on && `?on=${on}`}`, account);
    expect((await end(editor.id, days(-1))).body.code).toBe('grant.ends-in-the-past');
    expect((await end(registrar.id)).body.grants, 'one that never held is removed').toHaveLength(1);
    expect((await end(editor.id)).status).toBe(200);
    expect((await end(editor.id)).body.code).toBe('grant.already-ended');
    expect((await end(crypto.randomUUID())).body.code).toBe('resource.not-found');
  });

  it('refuses a grant for a unit that does not exist', async () => {
    const account = await registry.openAccount('ha.do');
    const answer = await registry.change<{ code: string }>(
      'POST',
      '/grants',
      account,
      grantOf('reviewer', { areaId: crypto.randomUUID() }),
    );
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.unprocessable' } });
  });

  describe('to a collaborator', () => {
    const appoint = async (person: Person, from: string) =>
      succeeded(
        await registry.call<Appointment>('POST', '/appointments', {
          as,
          body: {
            personId: person.id,
            role: 'collaborator',
            level: 'province',
            organisationId: organisation.id,
            areaId: areas['20']!.id,
            from,
            to: null,
            position: 'Phó phòng',
            decisionNumber: '12-QĐ/BTGTU',
            decisionDate: '2020-01-01',
            decisionIssuer: 'Ban Tuyên giáo Tỉnh ủy',
            legalBasis: null,
          },
        }),
      );
    const end = ({ id, version }: Appointment, on: string) =>
      registry.call('POST', `/appointments/${id}/end`, {
        as,
        version,
        body: { on, reason: 'term-over', decisionNumber: '13' },
      });
    const someone = async (fullName: string) =>
      succeeded(await registry.call<Person>('POST', '/people', { as, body: { fullName } }));

    it('comes from the appointment in force, and ends with it', async () => {
      const person = await someone('Hoàng Thị Lan');
      const { password } = await registry.openAccount('lan.hoang', { personId: person.id, grants: [] });
      let session: TokenPair = await registry.signedIn('lan.hoang', password);
      expect(grantsOf(session)).toEqual([]);

      const appointment = await appoint(person, '2020-01-01');
      session = await refresh(session);
      expect(grantsOf(session)).toEqual([{ role: 'collaborator', ranges: [], organisationId: null }]);
      expect(decodeJwt(session.accessToken)['personId']).toBe(person.id);

      await end(appointment, days(0));
      expect(grantsOf(await refresh(session))).toEqual([]);
    });

    it('holds until the day for which its end was decided, and not before it begins', async () => {
      const person = await someone('Vi Văn Minh');
      const { password } = await registry.openAccount('minh.vi', { personId: person.id, grants: [] });
      await appoint(await someone('Another Person'), '2020-01-01');
      const later = await appoint(person, days(1));
      let session: TokenPair = await registry.signedIn('minh.vi', password);
      expect(grantsOf(session)).toEqual([]);
      await registry.database.query('UPDATE registry.appointment SET "from" = $2 WHERE id = $1', [
        later.id,
        days(-1),
      ]);
      await end(later, days(3));
      session = await refresh(session);
      expect(grantsOf(session)).toMatchObject([{ role: 'collaborator' }]);
    });
  });
});
