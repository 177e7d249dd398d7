import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';
import type { NewOpinionItem } from '#contracts/opinion';
import type { OpinionStream } from '#contracts/opinion-streams';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch } from '#testing/test-service';
import { aggregates, heardIn, Province, startWorker, type UnitName } from '../province.fixture.js';

const streams = '/v1/reporting/opinion-streams';

let province: Province;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

/** An accepted item of a collaborator of their own; gives back its id. */
async function heard(
  period: ReportingPeriod,
  unit: UnitName,
  changes: Partial<NewOpinionItem> = {},
): Promise<string> {
  const by = await province.collaborator(unit);
  const report = await province.accepted(by, period, [heardIn(province.areas[unit], changes)]);
  return report.items[0]!.id;
}
async function joined(itemIds: string[]): Promise<OpinionStream> {
  const { status, body } = await province.editor.post(streams, { itemIds });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
const tableOf = (report: AggregateReport): FigureTable | undefined =>
  report.content!.tables.find(({ key }) => key === 'stream');
const economy = ({ content }: AggregateReport): string[] =>
  content!.sections.find(({ key }) => key === 'economy')!.paragraphs;
const rebuilt = async ({ id }: AggregateReport): Promise<boolean> =>
  (await province.editor.get(`${aggregates}/${id}/rebuild`)).body.same;

describe('a stream', () => {
  it('told by enough reporters is told as one, by its units and areas', async () => {
    const month = await province.month();
    const items = [
      await heard(month, 'kyLua', { summary: 'Phân bón đắt' }),
      await heard(month, 'kyLua', { summary: 'Phân bón đắt hơn', rumour: true }),
      await heard(month, 'dongDang', {
        summary: 'Giá phân bón tăng nhanh',
        prevalence: 'many',
        basis: { conversations: 6, meetings: 0, places: 1 },
      }),
    ];
    const { id } = await joined(items);
    await heard(month, 'kyLua', { summary: 'Thiếu nước tưới' });
    const report = await province.built(await province.closed(month));
    expect(tableOf(report)).toMatchObject({
      rows: [{ key: id, label: 'Giá phân bón tăng nhanh' }],
      cells: [[{ value: 3 }, { value: 3 }, { value: 2 }]],
      total: { value: null, reason: 'not-additive' },
    });
    const told = economy(report).slice(1);
    expect(told).toEqual([
      '- Giá phân bón tăng nhanh (phản đối; mức độ: nhiều; 3 đơn vị phản ánh, tại 2 địa bàn; tin đồn, chưa kiểm chứng)',
      '- Thiếu nước tưới (phản đối; mức độ: một số)',
    ]);
    const csv = String((await province.editor.get(`${aggregates}/${report.id}/tables.csv`)).body);
    expect(csv).toContain(`${report.id}~stream~${id}~units`);
    const traced = await province.editor.get(`/v1/reporting/figures/${report.id}~stream~${id}~units`);
    expect(traced).toMatchObject({ status: 200, body: { value: 3, parts: [], table: 'stream' } });
    expect((await province.editor.get(`${aggregates}/${report.id}/tables.xlsx`)).status).toBe(200);
    expect((await province.editor.get(`${aggregates}/${report.id}/document.docx`)).status).toBe(200);
  });

  it('of fewer than three reporters is told of nowhere, nor how many it has', async () => {
    const month = await province.month();
    const { id } = await joined([await heard(month, 'kyLua'), await heard(month, 'dongDang')]);
    await heard(month, 'tamThanh');
    const report = await province.built(await province.closed(month));
    expect(tableOf(report)).toBeUndefined();
    expect(JSON.stringify(report.content)).not.toContain(id);
  });

  it('that changes afterwards does not change what is made anew of before', async () => {
    const month = await province.month();
    const items = [
      await heard(month, 'kyLua'),
      await heard(month, 'kyLua'),
      await heard(month, 'dongDang'),
      await heard(month, 'tamThanh'),
    ];
    const stream = await joined(items.slice(0, 3));
    const report = await province.built(await province.closed(month));
    expect(tableOf(report)!.cells[0]![0]).toEqual({ value: 3 });
    expect(await rebuilt(report)).toBe(true);
    const change = async (step: string, itemId: string, version: number) => {
      const path = `${streams}/${stream.id}/${step}`;
      expect((await province.editor.post(path, { itemIds: [itemId] }, ifMatch(version))).status).toBe(200);
    };
    await change('join', items[3]!, 1);
    expect(await rebuilt(report)).toBe(true);
    await change('separate', items[0]!, 2);
    await change('separate', items[1]!, 3);
    expect(await rebuilt(report)).toBe(true);
    await province.step(aggregates, report, 'withdraw', { reason: 'Gộp lại luồng ý kiến' });
    expect(tableOf(await province.built(month))).toBeUndefined();
  });

  it('of each month stands in the report of the quarter', async () => {
    const span = { startsOn: '2005-01-01', endsOn: '2005-03-31' };
    const quarter = await province.month({ code: '2005-Q1', kind: 'quarterly', ...span });
    const ids: string[] = [];
    for (const [code, endsOn] of [
      ['2005-01', '2005-01-31'],
      ['2005-02', '2005-02-28'],
    ] as const) {
      const month = await province.month({ code, startsOn: `${code}-01`, endsOn });
      const items = [await heard(month, 'kyLua'), await heard(month, 'kyLua'), await heard(month, 'kyLua')];
      ids.push((await joined(items)).id);
      await province.closed(month);
    }
    const report = await province.built(await province.closed(quarter));
    expect(tableOf(report)!.rows.map(({ key }) => key)).toEqual(ids.toSorted());
    expect(await rebuilt(report)).toBe(true);
  });
});
