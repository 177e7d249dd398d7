import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Code } from '#contracts/codes';
import type { ReportingPeriod } from '#contracts/periods';
import { codeListChanged } from '#contracts/codes';
import { type Collaborator, Province, reports } from '../province.fixture.js';

const topics = '/v1/reporting/codes/topic';

let province: Province;
let hoa: Collaborator;
beforeAll(async () => {
  province = await Province.open();
  hoa = await province.collaborator();
});
afterAll(() => province?.close());

const change = (effective: string, ...changes: object[]) =>
  province.editor.post(`${topics}/changes`, { effective, changes });
const codes = async (asOf: string): Promise<Code[]> =>
  (await province.editor.get(`${topics}?asOf=${asOf}`)).body.items;
const file = (period: ReportingPeriod, topic: string) =>
  hoa.client.post(reports, province.report(period, { items: [province.item({ topic })] }));

describe('a code list', () => {
  it('is renamed from a day on and stays what it was before', async () => {
    const { status, body } = await change('2030-01-01', {
      kind: 'rename',
      code: 'economy',
      name: 'Kinh tế, đầu tư',
    });
    expect({ status, applied: body.applied }).toEqual({ status: 200, applied: true });
    const named = async (day: string) => (await codes(day)).find(({ code }) => code === 'economy')?.name;
    expect(await named('2029-12-31')).toBe('Kinh tế');
    expect(await named('2030-01-01')).toBe('Kinh tế, đầu tư');
    expect(province.service.sent(codeListChanged).at(-1)?.data).toMatchObject({ begun: ['economy'] });
  });

  it('says what follows on a code, and filing takes the codes of the last day of its period', async () => {
    const replaced = await change('2010-03-01', {
      kind: 'replace',
      codes: ['good-practices'],
      by: [{ code: 'models', name: 'Mô hình tốt', position: 8 }],
    });
    expect(replaced.status).toBe(200);
    const [january, march] = [
      await province.month(),
      await province.month({ code: '2010-03', startsOn: '2010-03-01', endsOn: '2010-03-31' }),
    ];
    expect((await file(march, 'models')).status).toBe(201);
    expect((await file(january, 'good-practices')).status).toBe(201);
    for (const [period, topic] of [
      [january, 'models'],
      [march, 'good-practices'],
    ] as const) {
      expect(await file(period, topic)).toMatchObject({
        status: 422,
        body: { code: 'opinion.unknown-reference', errors: [{ path: 'items.0.topic' }] },
      });
    }
    const { body } = await province.editor.get(`${topics}/history`);
    expect(body.successions).toContainEqual({
      code: 'good-practices',
      successor: 'models',
      effective: '2010-03-01',
    });
  });

  it('is not changed under reports that are not counted yet, nor for a period that is closed', async () => {
    const month = await province.month({ code: '2011-05', startsOn: '2011-05-01', endsOn: '2011-05-31' });
    const heard = { items: [province.item({ topic: 'international' })] };
    expect((await hoa.client.post(reports, province.report(month, heard))).status).toBe(201);
    const retire = (day: string) => change(day, { kind: 'retire', code: 'international' });
    expect(await retire('2011-05-20')).toMatchObject({ status: 409, body: { code: 'code.in-use' } });
    expect((await retire('2011-06-01')).status).toBe(200);
    await province.closed(month);
    expect(await change('2011-05-31', { kind: 'retire', code: 'culture-society' })).toMatchObject({
      status: 422,
      body: { code: 'code.too-early' },
    });
  });

  it('names everything that is wrong with a change and changes nothing', async () => {
    const before = await codes('2040-01-01');
    const refused = await change(
      '2040-01-01',
      { kind: 'retire', code: 'economy' },
      { kind: 'rename', code: 'nowhere', name: 'Không có' },
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'code.refused', errors: [{ path: 'changes.1.code' }] },
    });
    expect(await codes('2040-01-01')).toEqual(before);
  });
});
