import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Area,
  type AreaOperation,
  areaRecorded,
  areaReorganised,
  areaSuccessionsRecorded,
  areaTreeNumbered,
} from '#contracts/areas';
import { eventually } from '#testing/eventually';
import { idempotencyKey, type TestClient, type TestService } from '#testing/test-service';
import { areas, everyPage, importUnits, provinceWith, startRegistry, unit, unitOf } from './units.fixture.js';

const operations = `${areas}/operations`;

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('registrar');
  const commune = (code: string) => unit(code, { parentCode: '180' });
  await importUnits(registrar, [
    ...provinceWith(),
    unit('180', { name: 'Huyện Tràng Định', type: 'district', parentCode: '20' }),
    unit('181', { name: 'Huyện Bình Gia', type: 'district', parentCode: '20' }),
    ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(commune),
  ]);
});
afterAll(() => service?.close());

const commune = (code: string, parentCode = '180') => ({
  code,
  name: `Xã ${code}`,
  type: 'commune' as const,
  parentCode,
});
const carryOut = (effective: string, ...list: AreaOperation[]) =>
  registrar.post(operations, { effective, operations: list });
async function done(effective: string, ...list: AreaOperation[]) {
  const { status, body } = await carryOut(effective, ...list);
  expect({ status, body }).toMatchObject({ status: 200, body: { applied: true } });
  return body;
}
/** Reasons for a refusal, by operation, having made sure that it left everything as it was. */
async function reasons(effective: string, ...list: AreaOperation[]): Promise<string[]> {
  const stored = () => service.database.query('SELECT id, valid_to, version FROM registry.area ORDER BY id');
  const before = await stored();
  const { status, body } = await carryOut(effective, ...list);
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'area.operation-refused' });
  expect(await stored()).toEqual(before);
  return body.errors.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
}
const lifeOf = async (code: string): Promise<string[]> =>
  (await everyPage(registrar, `${areas}?filter[code][eq]=${code}`))
    .map(({ validFrom, validTo, name, type, parentCode }: Area) =>
      [validFrom, validTo ?? 'on', name, type, parentCode].join(' '),
    )
    .sort();
const belowOf = async (code: string, day: string): Promise<string[]> => {
  const { id } = await unitOf(registrar, code, day);
  const { status, body } = await registrar.get(`${areas}/${id}/descendants?asOf=${day}&limit=100`);
  expect(status).toBe(200);
  return body.items.map((area: Area) => area.code);
};

describe('a decision on units', () => {
  it('renames, changes the type of and moves them, each in a new version', async () => {
    await done(
      '2024-01-01',
      { operation: 'rename', code: '1', name: 'Xã Đào Viên' },
      { operation: 'change-type', code: '2', type: 'township', name: 'Thị trấn Thất Khê' },
      { operation: 'move', code: '3', parentCode: '181' },
    );
    expect(await lifeOf('1')).toEqual([
      '2020-01-01 2024-01-01 Xã 1 commune 180',
      '2024-01-01 on Xã Đào Viên commune 180',
    ]);
    expect(await lifeOf('2')).toEqual([
      '2020-01-01 2024-01-01 Xã 2 commune 180',
      '2024-01-01 on Thị trấn Thất Khê township 180',
    ]);
    expect(await lifeOf('3')).toEqual([
      '2020-01-01 2024-01-01 Xã 3 commune 180',
      '2024-01-01 on Xã 3 commune 181',
    ]);
    expect(await belowOf('181', '2023-12-31')).toEqual([]);
    expect(await belowOf('181', '2024-01-01')).toEqual(['3']);
    const { id } = await unitOf(registrar, '1', '2023-12-31');
    const { body } = await registrar.get(`${areas}/${id}/successors`);
    expect(body.items).toMatchObject([{ kind: 'rename', to: { name: 'Xã Đào Viên' } }]);
  });

  it('may rename a unit in the middle of the lives of those below it', async () => {
    await done('2025-01-01', { operation: 'rename', code: '181', name: 'Huyện Bình Gia Mới' });
    expect(await lifeOf('3')).toHaveLength(2);
    for (const day of ['2024-12-31', '2025-01-01']) {
      expect(await belowOf('181', day)).toEqual(['3']);
      const { id } = await unitOf(registrar, '3', day);
      const { body } = await registrar.get(`${areas}/${id}/ancestors?asOf=${day}`);
      expect(body.items.map(({ code, name }: Area) => `${code} ${name}`)).toEqual([
        '20 Tỉnh Lạng Sơn',
        `181 Huyện Bình Gia${day === '2025-01-01' ? ' Mới' : ''}`,
      ]);
    }
  });

  it('may take effect on a day to come', async () => {
    await done('2100-01-01', { operation: 'close', code: '4' });
    expect(await lifeOf('4')).toEqual(['2020-01-01 2100-01-01 Xã 4 commune 180']);
    expect(await belowOf('180', '2099-12-31')).toContain('4');
    expect(await belowOf('180', '2100-01-01')).not.toContain('4');
  });

  it('splits units by shares that the crosswalk tells of', async () => {
    await done('2025-01-01', {
      operation: 'reorganise',
      into: [commune('50'), commune('60')],
      links: [
        { fromCode: '5', toCode: '50', share: 0.3 },
        { fromCode: '5', toCode: '60', share: 0.7 },
        { fromCode: '6', toCode: '60', share: null },
      ],
    });
    await done('2025-07-01', {
      operation: 'split',
      code: '60',
      into: [
        { ...commune('60'), share: 0.5 },
        { ...commune('61'), share: 0.5 },
      ],
    });
    const { body } = await registrar.get(`${areas}/crosswalk?from=2024-06-01&to=2025-07-01&under=180`);
    const parts = body.pairs
      .filter(({ from }: { from: Area }) => ['5', '6', '7'].includes(from.code))
      .map(({ from, to, share, certainty }: { from: Area; to: Area; share: number; certainty: string }) =>
        [from.code, to.code, share, certainty].join(' '),
      );
    expect(parts).toEqual([
      '5 50 0.3 estimated',
      '5 60 0.35 estimated',
      '5 61 0.35 estimated',
      '6 60 0.5 estimated',
      '6 61 0.5 estimated',
      '7 7 1 exact',
    ]);
  });

  it('can be tried first', async () => {
    const decision: { effective: string; operations: AreaOperation[] } = {
      effective: '2025-01-01',
      operations: [{ operation: 'merge', fromCodes: ['7', '8'], into: { ...commune('7'), name: 'Xã Mới' } }],
    };
    const { status, body } = await registrar.post(operations, { ...decision, dryRun: true });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        applied: false,
        ended: [
          { code: '7', validTo: '2025-01-01' },
          { code: '8', validTo: '2025-01-01' },
        ],
        begun: [{ code: '7', name: 'Xã Mới', validFrom: '2025-01-01', validTo: null }],
      },
    });
    expect(await lifeOf('7')).toHaveLength(1);
    const refused = await registrar.post(operations, {
      ...decision,
      operations: [{ operation: 'close', code: '99' }],
      dryRun: true,
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'area.operation-refused' } });
  });

  it('is carried out once under its key', async () => {
    const body = { effective: '2025-03-01', operations: [{ operation: 'create', unit: commune('70') }] };
    const key = idempotencyKey('create-commune-70');
    const [one, other] = await Promise.all([1, 2].map(() => registrar.post(operations, body, key)));
    expect(one).toMatchObject({ status: 200, body: other!.body });
    expect(await lifeOf('70')).toHaveLength(1);
  });

  it('is told to the other services: what ended, what began, and the trees that changed', async () => {
    const { id } = await unitOf(registrar, '9');
    await done('2025-05-01', { operation: 'rename', code: '9', name: 'Xã Chín' });
    const renamed = await unitOf(registrar, '9');
    const told = () => service.sent(areaReorganised).at(-1)!.data;
    await eventually(() =>
      expect(told()).toEqual({
        operation: 'rename',
        effective: '2025-05-01',
        ended: [id],
        begun: [renamed.id],
      }),
    );
    const recorded = service.sent(areaRecorded).filter(({ subject }) => subject === id);
    expect(recorded.map(({ sequence, data }) => [sequence, data.validTo])).toEqual([
      [1, null],
      [2, '2025-05-01'],
    ]);
    const links = [{ fromCode: '9', toCode: '9' }];
    expect(service.sent(areaSuccessionsRecorded).at(-1)!.data).toEqual({ effective: '2025-05-01', links });
    // What lies before keeps its numbers; the span of the day ends, and from then on the unit has another id.
    const trees = service
      .sent(areaTreeNumbered)
      // Those of earlier decisions may arrive only now; these came last.
      .slice(-4)
      .map(({ data }) => [data.root, data.from, data.to]);
    expect(trees).toEqual([
      ['20', '2025-05-01', '2025-07-01'],
      ['20', '2025-07-01', '2100-01-01'],
      ['20', '2100-01-01', null],
      ['20', '2025-03-01', '2025-05-01'],
    ]);
  });
});

describe('the numbers of a unit', () => {
  it('go on under its new name, for whoever was granted the old one', async () => {
    await importUnits(registrar, [
      unit('30', { name: 'Tỉnh Khác', type: 'province' }),
      unit('31', { parentCode: '30' }),
    ]);
    const { id } = await unitOf(registrar, '31');
    const rangesOf = (areaId: string) =>
      service.database.query<{ lo: number; hi: number; from: string }>(
        'SELECT lo, hi, tree_from::text AS from FROM registry.area_node WHERE area_id = $1 ORDER BY lo',
        [areaId],
      );
    const [before] = await rangesOf(id);
    await done('2025-01-01', { operation: 'rename', code: '31', name: 'Xã Đổi Tên' });
    const renamed = await unitOf(registrar, '31');
    const [kept, anew] = await rangesOf(id);
    expect(kept).toEqual(before);
    expect(anew).toMatchObject({ from: '2025-01-01' });
    expect(await rangesOf(renamed.id)).toEqual([anew]);
  });

  it('are not given again when their tree is no more', async () => {
    await importUnits(registrar, [
      unit('40', { type: 'province' }),
      unit('41', { parentCode: '40', validFrom: '2021-01-01' }),
    ]);
    const highest = async () =>
      (await service.database.query<{ hi: number }>('SELECT max(hi) AS hi FROM registry.area_node'))[0]!.hi;
    const before = await highest();
    expect(await reasons('2021-01-01', { operation: 'close', code: '40' })).toHaveLength(1);
    await done('2022-01-01', { operation: 'close', code: '41' }, { operation: 'close', code: '40' });
    await importUnits(registrar, [unit('42', { type: 'province' })]);
    const [node] = await service.database.query<{ lo: number }>(
      `SELECT lo FROM registry.area_node WHERE root = '42'`,
    );
    expect(node!.lo).toBeGreaterThan(before);
  });
});

describe('a decision is refused', () => {
  it('with every reason, by operation', async () => {
    expect(
      await reasons(
        '2026-01-01',
        { operation: 'close', code: '181' },
        { operation: 'create', unit: commune('7') },
        { operation: 'rename', code: '99', name: 'Xã Nào' },
        { operation: 'move', code: '8', parentCode: '8' },
      ),
    ).toEqual([
      'operations.0 3 outlives its parent 181, which ends on 2026-01-01',
      'operations.1 7 from 2026-01-01 overlaps its version from 2020-01-01',
      'operations.2 99 does not exist before 2026-01-01',
      'operations.3 8 is its own ancestor on 2026-01-01',
    ]);
  });

  it('when appointments, grants or organisations of later days lie in what it ends', async () => {
    const { id } = await unitOf(registrar, '8');
    const ids = ['6f0b8f6e-6a0f-4d5b-9d6c-0d5a6f3f0001', '6f0b8f6e-6a0f-4d5b-9d6c-0d5a6f3f0002'];
    const board = {
      kind: 'party-board',
      level: 'commune',
      parentCode: null,
      areaCode: '8',
      validTo: null,
      name: 'Ban Xây dựng Đảng',
    };
    const bodies = ['2020-06-01', '2026-01-01'].map((validFrom, index) => ({
      ...board,
      code: `B${index}`,
      validFrom,
    }));
    await registrar.post('/v1/registry/organisations/imports', { organisations: bodies });
    const { body: listed } = await registrar.get('/v1/registry/organisations?filter[code][eq]=B0');
    await service.database.query(`INSERT INTO registry.person VALUES ($1, 'Nguyễn Văn Suối', 'suoi', 1)`, [
      ids[0],
    ]);
    const appointed = (from: string) =>
      registrar.post('/v1/registry/appointments', {
        personId: ids[0],
        role: 'collaborator',
        level: 'commune',
        organisationId: listed.items[0].id,
        areaId: id,
        from,
        to: from.replace(/^\d+/, (year) => String(Number(year) + 1)),
        position: 'Cộng tác viên',
        decisionNumber: '1-QĐ',
        decisionDate: '2020-01-01',
        decisionIssuer: 'Ban',
        legalBasis: null,
      });
    expect((await appointed('2021-01-01')).status).toBe(201);
    expect((await appointed('2026-03-01')).status).toBe(201);
    const close = { operation: 'close', code: '8' } as const;
    expect(await reasons('2026-01-01', close)).toEqual([
      'operations.0 an appointment that begins on 2026-03-01 lies in 8',
      'operations.0 the organisation B1 from 2026-01-01 lies in 8',
    ]);
    // The unit goes on: what was said of it by its old name stays true.
    await done('2026-02-01', { operation: 'rename', code: '8', name: 'Xã Tám' });
    expect(await reasons('2026-02-15', close)).toEqual([
      'operations.0 an appointment that begins on 2026-03-01 lies in 8',
    ]);
    await done('2027-01-01', close);
  });

  it.each([
    ['no operation at all', { effective: '2025-01-01', operations: [] }],
    [
      'an operation that it does not know',
      { effective: '2025-01-01', operations: [{ operation: 'sell', code: '1' }] },
    ],
    [
      'a merger of one',
      { effective: '2025-01-01', operations: [{ operation: 'merge', fromCodes: ['1'], into: commune('1') }] },
    ],
    [
      'more than all of a unit',
      {
        effective: '2025-01-01',
        operations: [
          { operation: 'reorganise', into: [], links: [{ fromCode: '1', toCode: '2', share: 1.5 }] },
        ],
      },
    ],
    ['a day that is none', { effective: '2025-02-30', operations: [{ operation: 'close', code: '1' }] }],
  ])('with %s', async (_, body) => {
    expect(await registrar.post(operations, body)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('to all but the registrar and the administrator', async () => {
    const body = {
      dryRun: true,
      effective: '2025-01-01',
      operations: [{ operation: 'create', unit: commune('80') }],
    };
    for (const role of ['editor', 'collaborator', 'reviewer', 'approver', 'recipient'] as const)
      expect((await service.as(role).post(operations, body)).status, role).toBe(403);
    expect((await service.asClient('area.read').post(operations, body)).status).toBe(403);
    expect((await service.anonymous.post(operations, body)).status).toBe(401);
    expect((await service.as('administrator').post(operations, body)).status).toBe(200);
  });
});
