import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AccessClaims,
  type Grant,
  permissions,
  Role,
  ruleOf,
  type Permission,
} from '#contracts/permissions';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import { type Place, type Reach, reaches, reachOf, reachWhere } from './reach.js';

const hoa = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';
const binh = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a12';
const institute = '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e01';
const committee = '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e02';

const someone = (...grants: Partial<Grant>[]): AccessClaims => ({
  sub: 'account',
  kind: 'account',
  sid: 'session',
  personId: hoa,
  grants: grants.map((grant) => ({ role: 'reviewer', ranges: [], organisationId: null, ...grant })),
  permissions: [],
  secondFactor: false,
});
const refused = (code: string) => expect.objectContaining({ code });
const system = (...granted: string[]): AccessClaims => ({
  ...someone(),
  kind: 'client',
  permissions: granted,
});

describe('the reach of a permission', () => {
  it('is the union of the grants that give it', () => {
    const claims = someone(
      { role: 'reviewer', ranges: [[2, 5]] },
      { role: 'reviewer', ranges: [[9, 9]] },
      { role: 'collaborator', ranges: [[100, 200]] },
      { role: 'recipient', organisationId: institute },
    );
    expect(reachOf(claims, 'opinion-report.read')).toEqual({
      everywhere: false,
      ranges: [
        [2, 5],
        [9, 9],
      ],
      personIds: [hoa],
      organisationIds: [],
    });
    expect(reachOf(claims, 'aggregate-report.acknowledge')).toMatchObject({ organisationIds: [institute] });
  });

  it('is refused without a grant that gives it', () => {
    expect(() => reachOf(someone(), 'area.read')).toThrow(refused('auth.forbidden'));
    expect(() => reachOf(someone({ role: 'recipient' }), 'account.manage')).toThrow(
      refused('auth.forbidden'),
    );
  });

  it('needs the second factor where the table says so', () => {
    const approver = someone({ role: 'approver' });
    expect(() => reachOf(approver, 'aggregate-report.approve')).toThrow(
      refused('auth.second-factor-required'),
    );
    const assured = { ...approver, secondFactor: true };
    expect(reachOf(assured, 'aggregate-report.approve').everywhere).toBe(true);
  });

  it('of a substitute is what is the holder’s own, for the work alone', () => {
    const substitute = someone({ actsFor: binh });
    const collaborator = { role: 'collaborator' } as const;
    expect(reachOf(someone({ ...collaborator, actsFor: binh }), 'opinion-report.file').personIds).toEqual([
      binh,
    ]);
    const both = someone(collaborator, { ...collaborator, actsFor: binh });
    expect(reachOf(both, 'opinion-report.file').personIds).toEqual([hoa, binh]);
    expect(reachOf(both, 'person.read').personIds).toEqual([hoa]);
    expect(() => reachOf(someone({ ...collaborator, actsFor: binh }), 'person.read')).toThrow(
      refused('auth.forbidden'),
    );
    expect(reachOf(substitute, 'account.read-own').personIds).toEqual([hoa]);
  });

  it('is one’s own for whoever has signed in, where the table asks for no role', () => {
    expect(reachOf(someone(), 'account.read-own')).toEqual({
      everywhere: false,
      ranges: [],
      personIds: [hoa],
      organisationIds: [],
    });
    expect(() => reachOf(system('account.read-own'), 'account.read-own')).toThrow(refused('auth.forbidden'));
  });

  it('of another system is everywhere, for what it was granted and what is open to systems', () => {
    expect(reachOf(system('area.read'), 'area.read').everywhere).toBe(true);
    expect(() => reachOf(system(), 'area.read')).toThrow(refused('auth.forbidden'));
    expect(() => reachOf(system('account.manage'), 'account.manage')).toThrow(refused('auth.forbidden'));
    const pretender = { ...system(), grants: someone({ role: 'administrator' }).grants };
    expect(() => reachOf(pretender, 'account.manage')).toThrow(refused('auth.forbidden'));
  });

  it('is never given to a role that the table leaves out', () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      for (const role of Role.options) {
        const ask = () => reachOf({ ...someone({ role }), secondFactor: true }, permission);
        const { roles, signedIn } = ruleOf(permission);
        if (roles[role] || signedIn) expect(ask).not.toThrow();
        else expect(ask).toThrow(refused('auth.forbidden'));
      }
    }
  });
});

describe('the condition of a query', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase([foundationOnly('reach')]);
  });
  afterAll(() => database?.drop());

  const columns = { ord: 'place.ord', person: 'place.person', organisation: 'place.organisation' };

  /** What PostgreSQL makes of the condition for each place. */
  async function chosen(reach: Reach, where: Place<string>, places: Place[]): Promise<boolean[]> {
    const { sql, parameters } = reachWhere(reach, where);
    const values: unknown[] = [JSON.stringify(places)];
    const text = sql.replace(/:(\.\.\.)?(\w+)/g, (_, spread: string | undefined, name: string) => {
      const value = parameters[name];
      return (spread ? (value as unknown[]) : [value]).map((one) => `$${values.push(one)}`).join(', ');
    });
    const rows = await database.query<{ chosen: boolean | null }>(
      `SELECT ${text} AS chosen FROM jsonb_to_recordset($1) AS place(ord int, person text, organisation text)`,
      values,
    );
    return rows.map((row) => row.chosen === true);
  }

  const bound = fc.integer({ min: 0, max: 12 });
  const reach = fc.record({
    everywhere: fc.boolean(),
    ranges: fc.array(fc.tuple(bound, bound), { maxLength: 3 }),
    personIds: fc.uniqueArray(fc.constantFrom(hoa, binh)),
    organisationIds: fc.uniqueArray(fc.constantFrom(institute, committee)),
  });
  const place = fc.record({
    ord: fc.option(bound),
    person: fc.option(fc.constantFrom(hoa, binh)),
    organisation: fc.option(fc.constantFrom(institute, committee)),
  });

  it('chooses what lies within the reach, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(reach, fc.array(place, { minLength: 1, maxLength: 10 }), async (given, places) => {
        expect(await chosen(given, columns, places)).toEqual(places.map((one) => reaches(given, one)));
      }),
    );
  });

  it('never takes what is not asked about for a reason', async () => {
    const asked = fc.subarray(['ord', 'person', 'organisation'] as const);
    await fc.assert(
      fc.asyncProperty(reach, asked, place, async (given, names, one) => {
        const only = <Value>(all: Place<Value>): Place<Value> =>
          Object.fromEntries(names.map((name) => [name, all[name]]));
        expect(await chosen(given, only<string>(columns), [one])).toEqual([
          reaches(given, only<string | number | null>(one)),
        ]);
      }),
    );
  });

  it('is "false" for a reach that gives nothing', () => {
    const nothing: Reach = { everywhere: false, ranges: [], personIds: [], organisationIds: [] };
    expect(reachWhere(nothing, columns)).toEqual({ sql: 'false', parameters: {} });
  });
});
