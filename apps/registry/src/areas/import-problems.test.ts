import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AreaRow, SuccessionRow } from '#contracts/areas';
import type { ImportOutcome } from '#contracts/import';
import type { TestClient, TestService } from '#testing/test-service';
import { areas, importUnits, provinceWith, startRegistry, unit } from './units.fixture.js';

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('administrator');
  await importUnits(registrar, provinceWith('1', '2'));
});
afterAll(() => service?.close());

/** What an import says, having made sure that it left everything as it was. */
async function problemsOf(
  rows: AreaRow[],
  successions: SuccessionRow[] = [],
): Promise<ImportOutcome['problems']> {
  const stored = () => service.database.query('SELECT * FROM registry.area ORDER BY id');
  const before = await stored();
  const { status, body } = await registrar.post(`${areas}/imports`, { areas: rows, successions });
  expect({ status, applied: body.applied }).toEqual({ status: 200, applied: false });
  expect(await stored()).toEqual(before);
  return body.problems;
}

const under = (code: string, parentCode: string, changes: Partial<AreaRow> = {}) =>
  unit(code, { parentCode, ...changes });
const line = (number: number, message: string) => ({ list: 'areas', line: number, message });

it('names two versions of one code that overlap', async () => {
  expect(
    await problemsOf([
      under('3', '20', { validTo: '2022-01-01' }),
      under('3', '20', { validFrom: '2021-12-31' }),
    ]),
  ).toEqual([
    line(1, '3 from 2020-01-01 overlaps its version from 2021-12-31'),
    line(2, '3 from 2021-12-31 overlaps its version from 2020-01-01'),
  ]);
});

it('names a version that overlaps one which is stored', async () => {
  expect(await problemsOf([under('3', '20'), under('1', '20', { validFrom: '2024-01-01' })])).toEqual([
    line(2, '1 from 2024-01-01 overlaps its version from 2020-01-01'),
  ]);
});

it('names a child that outlives its parent', async () => {
  expect(
    await problemsOf([under('180', '20', { type: 'district', validTo: '2025-07-01' }), under('3', '180')]),
  ).toEqual([line(2, '3 outlives its parent 180, which ends on 2025-07-01')]);
});

it('names a parent that does not exist, or not yet', async () => {
  expect(await problemsOf([under('3', '99'), under('4', '20', { validFrom: '2019-01-01' })])).toEqual([
    line(1, 'the parent 99 of 3 does not exist on 2020-01-01'),
    line(2, 'the parent 20 of 4 does not exist on 2019-01-01'),
  ]);
});

it('names units that are above each other, and one above itself', async () => {
  expect(await problemsOf([under('3', '4'), under('4', '5'), under('5', '3'), under('6', '6')])).toEqual(
    ['3', '4', '5', '6'].map((code, index) => line(index + 1, `${code} is its own ancestor on 2020-01-01`)),
  );
});

it('names what is stored with other facts', async () => {
  expect(await problemsOf([under('1', '20', { name: 'Xã Mới', type: 'ward' }), under('3', '20')])).toEqual([
    line(1, '1 from 2020-01-01 is stored with another name, type'),
  ]);
});

it('names a version that ends before it begins', async () => {
  expect(await problemsOf([under('3', '20', { validTo: '2020-01-01' })])).toEqual([
    line(1, '3 ends before it begins'),
  ]);
});

it('names a succession between units that are not there', async () => {
  const merge = (fromCode: string, toCode: string): SuccessionRow => ({
    effective: '2023-01-01',
    fromCode,
    toCode,
    kind: 'merge',
  });
  const rows = [under('3', '20', { validTo: '2023-01-01' }), under('4', '20', { validFrom: '2023-01-01' })];
  expect(await problemsOf(rows, [merge('3', '4'), merge('4', '3'), merge('3', '9')])).toEqual([
    { list: 'successions', line: 2, message: '4 does not exist before 2023-01-01' },
    { list: 'successions', line: 3, message: '9 does not exist on 2023-01-01' },
  ]);
});

it('lists every problem at once and stores none of the good lines', async () => {
  const problems = await problemsOf([under('3', '20'), under('4', '99'), under('5', '5'), under('6', '20')]);
  expect(problems.map(({ line: number }) => number)).toEqual([2, 3]);
});

it('refuses lines that cannot be read, with their paths', async () => {
  const { status, body } = await registrar.post(`${areas}/imports`, {
    areas: [
      unit('3'),
      { ...unit('4'), type: 'village', validFrom: '2020-13-01' },
      { ...unit('5'), mayor: 'x' },
    ],
  });
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    'areas.1.type',
    'areas.1.validFrom',
    'areas.2',
  ]);
});

it('adds to what is stored when all is well', async () => {
  const again = [...provinceWith('1', '2'), under('3', '20')];
  expect((await importUnits(registrar, again)).counts.areas).toBe(1);
});
