import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportingPeriod } from '#contracts/periods';
import { type Collaborator, periods, Province, reports } from '../province.fixture.js';

let province: Province;
let period: ReportingPeriod;
let hoa: Collaborator;
const of = (id: string) => `${periods}/${id}/discipline/areas`;
const counts = (unit: 'kyLua' | 'tamThanh', values: object) => ({
  areaId: province.areas[unit],
  level: 'commune',
  ...values,
});
const twoOfThree = { expected: 3, received: 2, onTime: 2, returned: 1 };
const none = { expected: 1, received: 0, onTime: 0, returned: 0 };

beforeAll(async () => {
  province = await Province.open();
  period = await province.month();
  hoa = await province.collaborator();
  const binh = await province.collaborator();
  await province.collaborator();
  await province.collaborator('tamThanh');
  await province.filed(binh, period);
  const filed = await province.filed(hoa, period);
  const returned = {
    reviseBy: '2199-01-01',
    items: [{ itemId: filed.items[0]!.id, reason: 'Chưa rõ địa bàn' }],
  };
  await province.step(reports, filed, 'return', returned);
});
afterAll(() => province?.close());

it('counts what each unit owes, has sent, and had returned, the same before and after the close', async () => {
  const expected = { items: [counts('kyLua', twoOfThree), counts('tamThanh', none)] };
  expect((await province.editor.get(of(period.id))).body).toEqual(expected);
  await province.closed(period);
  expect((await province.editor.get(of(period.id))).body).toEqual(expected);
});

it('shows a reviewer the units within reach, and a collaborator their own report only', async () => {
  const { body: seen } = await province.reviewer('tamThanh').get(of(period.id));
  expect(seen.items).toEqual([counts('tamThanh', none)]);
  const { body: own } = await hoa.client.get(of(period.id));
  expect(own.items).toEqual([counts('kyLua', { expected: 1, received: 1, onTime: 1, returned: 1 })]);
});

it('is refused to recipients and other systems, and not found for a period that is not there', async () => {
  const { service, editor } = province;
  expect((await service.as('recipient').get(of(period.id))).status).toBe(403);
  expect((await service.asClient('reporting-period.read').get(of(period.id))).status).toBe(403);
  expect((await editor.get(of(randomUUID()))).status).toBe(404);
});
