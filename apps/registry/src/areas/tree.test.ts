import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '#contracts/areas';
import type { TestClient, TestService } from '#testing/test-service';
import { areas, everyPage, importUnits, provinceWith, startRegistry, unit, unitOf } from './units.fixture.js';

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('registrar');
  const district = (code: string) => unit(code, { type: 'district', parentCode: '20' });
  const communes = ['1', '2', '3', '4', '5'].map((code) => unit(code, { parentCode: '180' }));
  await importUnits(registrar, [...provinceWith(), district('180'), district('181'), ...communes]);
  const operations = [
    { operation: 'rename', code: '180', name: 'Huyện Tràng Định' },
    { operation: 'move', code: '1', parentCode: '181' },
  ];
  const { status } = await registrar.post(`${areas}/operations`, { effective: '2024-01-01', operations });
  expect(status).toBe(200);
});
afterAll(() => service?.close());

const codesOf = (items: Area[]): string[] => items.map(({ code }) => code);

describe('the tree around a unit', () => {
  it('is that of the day', async () => {
    for (const [day, code, below] of [
      ['2023-12-31', '180', ['1', '2', '3', '4', '5']],
      ['2024-01-01', '180', ['2', '3', '4', '5']],
      ['2024-01-01', '181', ['1']],
      ['2023-12-31', '181', []],
    ] as const) {
      const { id } = await unitOf(registrar, code, day);
      const { body } = await registrar.get(`${areas}/${id}/descendants?asOf=${day}`);
      expect(codesOf(body.items), `${code} on ${day}`).toEqual(below);
    }
    const { id } = await unitOf(registrar, '2', '2024-01-01');
    const above = await registrar.get(`${areas}/${id}/ancestors?asOf=2024-01-01`);
    expect(above.body.items.map(({ code, name }: Area) => `${code} ${name}`)).toEqual([
      '20 Tỉnh Lạng Sơn',
      '180 Huyện Tràng Định',
    ]);
  });

  it('is asked for a day on which that version stands; without one, for the last it has', async () => {
    const { id } = await unitOf(registrar, '180', '2023-12-31');
    for (const where of ['ancestors', 'descendants']) {
      expect(await registrar.get(`${areas}/${id}/${where}?asOf=2024-01-01`)).toMatchObject({
        status: 422,
        body: { code: 'unit.not-in-force', detail: 'It stands from 2020-01-01 until 2024-01-01' },
      });
    }
    const { body } = await registrar.get(`${areas}/${id}/descendants`);
    expect(codesOf(body.items)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('comes page by page, and by type', async () => {
    const { id } = await unitOf(registrar, '20', '2023-06-01');
    const whole = await everyPage(registrar, `${areas}/${id}/descendants?asOf=2023-06-01&limit=3`);
    expect(codesOf(whole)).toEqual(['1', '180', '181', '2', '3', '4', '5']);
    const { body } = await registrar.get(
      `${areas}/${id}/descendants?asOf=2023-06-01&filter[type][eq]=district&total=true`,
    );
    expect({ total: body.total, codes: codesOf(body.items) }).toEqual({ total: 2, codes: ['180', '181'] });
  });
});
