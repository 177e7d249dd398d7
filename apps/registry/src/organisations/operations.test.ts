import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOrganisations, langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import { type Organisation, organisationRecorded, organisationReorganised } from '#contracts/organisations';
import { sheetTypes } from '#documents/sheets';
import { eventually } from '#testing/eventually';
import type { TestClient, TestService } from '#testing/test-service';
import { everyPage, importUnits, startRegistry } from '../areas/units.fixture.js';

const organisations = '/v1/registry/organisations';
const operations = `${organisations}/operations`;
const files = `${organisations}/imports/files`;

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('registrar');
  await importUnits(registrar, langSonUnits, langSonSuccessions);
  const { body } = await registrar.post(`${organisations}/imports`, {
    organisations: [
      recorded('TU', { kind: 'party-committee', parentCode: null }),
      recorded('BTG', { name: 'Ban Tuyên giáo' }),
      recorded('BDV', { name: 'Ban Dân vận' }),
      recorded('PTG', { kind: 'department', parentCode: 'BTG' }),
      recorded('HND', { kind: 'union' }),
      recorded('HDN', { name: 'Hội Đồng nông dân', kind: 'association' }),
    ],
  });
  expect(body).toMatchObject({ applied: true });
});
afterAll(() => service?.close());

function recorded(code: string, changes: Record<string, unknown> = {}) {
  return { ...facts(code, changes), validFrom: '2020-01-01', validTo: null };
}
function facts(code: string, changes: Record<string, unknown> = {}) {
  return {
    code,
    name: `Ban ${code}`,
    kind: 'party-board',
    level: 'province',
    parentCode: 'TU',
    areaCode: '20',
    ...changes,
  };
}
const carryOut = (effective: string, ...list: unknown[]) =>
  registrar.post(operations, { effective, operations: list });
async function done(effective: string, ...list: unknown[]): Promise<void> {
  const { status, body } = await carryOut(effective, ...list);
  expect({ status, body }).toMatchObject({ status: 200, body: { applied: true } });
}
async function reasons(effective: string, ...list: unknown[]): Promise<string[]> {
  const { status, body } = await carryOut(effective, ...list);
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'organisation.operation-refused' });
  return body.errors.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
}
const on = async (code: string, day: string): Promise<Organisation> =>
  (await registrar.get(`${organisations}?filter[code][eq]=${code}&asOf=${day}`)).body.items[0];
const codesOf = ({ items }: { items: Organisation[] }): string[] => items.map(({ code }) => code);

describe('a decision on organisations', () => {
  it('merges boards, and what stood under them goes on under the new one', async () => {
    await done(
      '2025-02-01',
      {
        operation: 'merge',
        fromCodes: ['BTG', 'BDV'],
        into: facts('BTG', { name: 'Ban Tuyên giáo và Dân vận Tỉnh ủy' }),
      },
      { operation: 'rename', code: 'PTG', name: 'Phòng Tuyên truyền' },
    );
    const before = await on('BDV', '2025-01-31');
    const { body } = await registrar.get(`${organisations}/${before.id}/successors`);
    expect(body.items).toMatchObject([
      { effective: '2025-02-01', kind: 'merge', to: { name: 'Ban Tuyên giáo và Dân vận Tỉnh ủy' } },
    ]);
    expect(body.items[0]).not.toHaveProperty('share');
    const after = await on('BTG', '2025-02-01');
    const { body: back } = await registrar.get(`${organisations}/${after.id}/predecessors`);
    expect(back.items.map(({ from }: { from: Organisation }) => from.code)).toEqual(['BDV', 'BTG']);
    const below = await registrar.get(`${organisations}/${after.id}/descendants?asOf=2025-02-01`);
    expect(codesOf(below.body)).toEqual(['PTG']);
    const office = await on('PTG', '2025-02-01');
    const above = await registrar.get(`${organisations}/${office.id}/ancestors?asOf=2025-02-01`);
    expect(codesOf(above.body)).toEqual(['TU', 'BTG']);
    expect(above.body.items[1].name).toBe('Ban Tuyên giáo và Dân vận Tỉnh ủy');
  });

  it('changes kind and level, moves, creates, splits and closes', async () => {
    await done(
      '2025-03-01',
      { operation: 'change-type', code: 'HND', kind: 'association', level: 'central' },
      { operation: 'move', code: 'HDN', parentCode: null, areaCode: null },
      { operation: 'create', unit: facts('MTTQ', { kind: 'front' }) },
    );
    expect(await on('HND', '2025-03-01')).toMatchObject({ kind: 'association', level: 'central' });
    expect(await on('HDN', '2025-03-01')).toMatchObject({ parentCode: null, areaCode: null });
    await done(
      '2025-04-01',
      { operation: 'split', code: 'MTTQ', into: [facts('MT1'), facts('MT2')] },
      { operation: 'close', code: 'HDN' },
    );
    expect(await on('HDN', '2025-04-01')).toBeUndefined();
    expect(await on('MT2', '2025-04-01')).toMatchObject({ validTo: null });
  });

  it('can be tried first, and is told and on record when it was carried out', async () => {
    const decision = { effective: '2025-05-01', operations: [{ operation: 'close', code: 'MT2' }] };
    const tried = await registrar.post(operations, { ...decision, dryRun: true });
    expect(tried).toMatchObject({
      status: 200,
      body: { applied: false, ended: [{ code: 'MT2' }], begun: [] },
    });
    const open = await on('MT2', '2025-05-01');
    expect(open).toMatchObject({ validTo: null });
    await done(decision.effective, ...decision.operations);
    await eventually(() => {
      const ended = service.sent(organisationRecorded).filter(({ subject }) => subject === open.id);
      expect(ended.map(({ sequence, data }) => [sequence, data.validTo])).toEqual([
        [1, null],
        [2, '2025-05-01'],
      ]);
      expect(service.sent(organisationReorganised).at(-1)!.data).toMatchObject({
        operation: 'close',
        ended: [open.id],
      });
    });
    const trail = await service.database.query(
      `SELECT entity FROM registry.audit_entry WHERE action = 'organisation.reorganise' ORDER BY seq DESC LIMIT 1`,
    );
    expect(trail).toEqual([{ entity: `organisation:${open.id}` }]);
  });

  it('is refused with every reason', async () => {
    expect(
      await reasons(
        '2025-06-01',
        { operation: 'close', code: 'BTG' },
        { operation: 'create', unit: facts('X1', { areaCode: '99999' }) },
        { operation: 'create', unit: facts('HND') },
        { operation: 'rename', code: 'BDV', name: 'Ban khác' },
      ),
    ).toEqual([
      'operations.0 PTG outlives its parent BTG, which ends on 2025-06-01',
      'operations.2 HND from 2025-06-01 overlaps its version from 2025-03-01',
      'operations.3 BDV does not exist before 2025-06-01',
      'operations.1 the area 99999 of X1 does not exist on 2025-06-01',
    ]);
  });

  it('is refused when appointments or grants of later days are at a body that ends', async () => {
    const { id } = await on('MT1', '2025-06-01');
    const { id: areaId } = (await registrar.get('/v1/registry/areas?filter[code][eq]=20')).body.items[0];
    const { body: person } = await registrar.post('/v1/registry/people', { fullName: 'Trần Thị Suối' });
    const answer = await registrar.post('/v1/registry/appointments', {
      personId: person.id,
      role: 'speaker',
      level: 'province',
      organisationId: id,
      areaId,
      from: '2025-09-01',
      to: null,
      position: 'Báo cáo viên',
      decisionNumber: '1-QĐ',
      decisionDate: '2025-08-01',
      decisionIssuer: 'Ban',
      legalBasis: null,
    });
    expect(answer.status).toBe(201);
    expect(await reasons('2025-08-01', { operation: 'close', code: 'MT1' })).toEqual([
      'operations.0 an appointment that begins on 2025-09-01 is at MT1',
    ]);
    await done('2025-10-01', { operation: 'close', code: 'MT1' });
  });

  it('is for the registrar and the administrator', async () => {
    const body = {
      dryRun: true,
      effective: '2025-01-01',
      operations: [{ operation: 'create', unit: facts('X2') }],
    };
    for (const role of ['editor', 'collaborator', 'reviewer', 'approver', 'recipient'] as const)
      expect((await service.as(role).post(operations, body)).status, role).toBe(403);
    expect((await service.anonymous.post(operations, body)).status).toBe(401);
    expect((await service.as('administrator').post(operations, body)).status).toBe(200);
  });
});

describe('files of organisations', () => {
  const exported = async (from: TestService, list: string, format: keyof typeof sheetTypes = 'csv') =>
    (await from.as('editor').get(`${organisations}/exports?list=${list}&format=${format}`)).body as Buffer;

  it.each(Object.keys(sheetTypes) as (keyof typeof sheetTypes)[])(
    'as %s are the same again when they were imported elsewhere',
    async (format) => {
      const other = await startRegistry();
      try {
        await importUnits(other.as('registrar'), langSonUnits, langSonSuccessions);
        for (const list of format === 'xlsx' ? ['organisations'] : ['organisations', 'successions']) {
          const file = await exported(service, list, format);
          const answer = await other
            .as('registrar')
            .post(`${files}?list=${list}`, file, { 'content-type': sheetTypes[format] });
          expect(answer).toMatchObject({ status: 200, body: { applied: true, problems: [] } });
        }
        for (const list of ['organisations', 'successions'])
          expect((await exported(other, list)).toString()).toBe((await exported(service, list)).toString());
      } finally {
        await other.close();
      }
    },
  );

  it('have every problem listed by its line, and are taken whole or not at all', async () => {
    const titles = 'code\tname\tkind\tlevel\tparentCode\tareaCode\tvalidFrom\tvalidTo';
    const lines = [
      'Y1\tBan Một\tparty-board\tprovince\t\t20\t2024-01-01\t',
      'Y2\tBan Hai\tclub\tprovince\t\t20\t2024-01-01\t',
      'Y3\tBan Ba\tparty-board\tprovince\tY9\t99999\t2024-01-01\t',
    ];
    const send = (query: string, ...rows: string[]) =>
      registrar.post(`${files}${query}`, [titles, ...rows].join('\n'), { 'content-type': sheetTypes.tsv });
    const { body } = await send('', ...lines);
    expect(body.applied).toBe(false);
    const problems = body.problems as { line: number; message: string }[];
    expect(problems.map(({ line, message }) => `${line} ${message.split(':')[0]}`)).toEqual([
      '3 kind',
      '4 the parent Y9 of Y3 does not exist on 2024-01-01',
      '4 the area 99999 of Y3 does not exist on 2024-01-01',
    ]);
    expect((await send('?dryRun=true', lines[0]!)).body).toMatchObject({ applied: false, problems: [] });
    expect(await on('Y1', '2024-06-01')).toBeUndefined();
    expect((await send('', lines[0]!)).body).toMatchObject({ applied: true, counts: { organisations: 1 } });
  });

  it('that are damaged are refused', async () => {
    const answer = await registrar.post(files, Buffer.from([0xc3, 0x28]), { 'content-type': sheetTypes.csv });
    expect(answer).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
  });
});

describe('the demonstration', () => {
  it('still finds its organisations by name, đ and tone marks aside', async () => {
    const other = await startRegistry();
    try {
      await importUnits(other.as('registrar'), langSonUnits, langSonSuccessions);
      const client = other.as('registrar');
      await client.post(`${organisations}/imports`, { organisations: demoOrganisations() });
      const names = async (search: string): Promise<string[]> =>
        (await everyPage(client, `${organisations}?limit=100&search=${encodeURIComponent(search)}`))
          .map(({ name }) => name)
          .sort();
      const boards = await names('xây dựng đảng');
      expect(boards).not.toEqual([]);
      for (const spelling of ['XAY DUNG DANG', 'Xây dựng Đảng'.normalize('NFD'), ' xây  dựng đảng '])
        expect(await names(spelling), spelling).toEqual(boards);
      const hoa = await names('Hòa');
      expect(hoa).not.toEqual([]);
      for (const spelling of ['Hoà', 'hoa', 'Hoà'.normalize('NFD')])
        expect(await names(spelling)).toEqual(hoa);
    } finally {
      await other.close();
    }
  });
});
