import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport } from '#contracts/aggregates';
import { aggregateDiscussed } from '#contracts/conference-events';
import { readSheets, sheetTypes } from '#documents/sheets';
import { ifMatch } from '#testing/test-service';
import { aggregates, Province, startWorker } from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let draft: AggregateReport;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  const month = await province.month();
  for (let count = 0; count < 4; count += 1)
    await province.accepted(await province.collaborator(), month, [province.item()]);
  const dongDang = province.item({ areaId: province.areas.dongDang, topic: 'culture-society' });
  await province.accepted(await province.collaborator('dongDang'), month, [dongDang]);
  draft = await province.built(await province.closed(month));
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const file = async (report: AggregateReport, name: string, by = province.editor) => {
  const { status, body, headers } = await by.get(`${aggregates}/${report.id}/${name}`);
  expect(status).toBe(200);
  return { body: body as Buffer, type: headers['content-type'] };
};
const textOf = (docx: Buffer): string =>
  strFromU8(unzipSync(docx)['word/document.xml']!).replace(/<[^>]+>/g, '');

describe('the tables of a report', () => {
  it('are a workbook that says what is withheld', async () => {
    const { body, type } = await file(draft, 'tables.xlsx');
    expect(type).toBe(sheetTypes.xlsx);
    const sheets = await readSheets(body, sheetTypes.xlsx);
    expect(sheets.map(({ name }) => name)).toEqual([
      'Báo cáo',
      'Khuynh hướng',
      'Mức độ phổ biến',
      'Tầng lớp',
      'Địa bàn',
      'Qua các kỳ',
      'Chấp hành chế độ',
    ]);
    const rows = new Map(sheets.map((sheet) => [sheet.name, sheet.rows]));
    expect(rows.get('Báo cáo')).toContainEqual(['Mã băm nội dung', draft.contentHash]);
    expect(rows.get('Khuynh hướng')).toContainEqual(['Kinh tế', '0', '4', '0', '4']);
    expect(
      rows
        .get('Địa bàn')!
        .find(([unit]) => unit === 'Xã Đồng Đăng')!
        .slice(1),
    ).toContain('không công bố');
    expect(rows.get('Chấp hành chế độ')!.at(-1)!.slice(0, 3)).toEqual(['Tổng số', '5', '5']);
    expect((await file(draft, 'tables.xlsx')).body.equals(body)).toBe(true);
  });

  it('are lines with their codes, empty and with the reason where withheld', async () => {
    const { body, type } = await file(draft, 'tables.csv');
    expect(type).toContain(sheetTypes.csv);
    const [sheet] = await readSheets(body, sheetTypes.csv);
    const [titles, ...lines] = sheet!.rows;
    expect(titles).toEqual([
      'table',
      'row',
      'rowLabel',
      'column',
      'columnLabel',
      'value',
      'withheld',
      'figure',
    ]);
    const figure = (table: string, row: string, column: string) => [draft.id, table, row, column].join('~');
    expect(lines).toContainEqual([
      'tendency',
      'economy',
      'Kinh tế',
      'oppose',
      'Phản đối',
      '4',
      '',
      figure('tendency', 'economy', 'oppose'),
    ]);
    expect(lines).toContainEqual(['tendency', '', 'Tổng', '', 'Tổng', '5', '', figure('tendency', '', '')]);
    expect(lines).toContainEqual([
      'area',
      '06187',
      'Xã Đồng Đăng',
      '',
      'Tổng',
      '',
      'protected',
      figure('area', '06187', ''),
    ]);
    const figures = draft.content!.tables.map(
      ({ rows, columns }) => (rows.length + 1) * (columns.length + 1),
    );
    expect(lines).toHaveLength(figures.reduce((sum, count) => sum + count, 0));
  });

  it('are not of a report that another may not read', async () => {
    for (const name of ['tables.xlsx', 'tables.csv']) {
      const of = (client = province.editor, id = draft.id) => client.get(`${aggregates}/${id}/${name}`);
      expect((await of(province.service.asClient('aggregate-report.read'))).status).toBe(404);
      expect((await of(province.editor, randomUUID())).status).toBe(404);
      expect((await of(province.service.as('collaborator'))).status).toBe(403);
    }
  });
});

describe('a report of an office of the state', () => {
  it('follows the form of the state, in its number too', async () => {
    const { body: office } = await province.editor.get('/v1/reporting/office');
    const { version, ...fields } = office;
    expect(fields).toMatchObject({ form: 'party', recipients: expect.arrayContaining([expect.any(String)]) });
    expect(textOf((await file(draft, 'document.docx')).body)).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    const change = (changes: object) =>
      province.editor.put('/v1/reporting/office', { ...fields, ...changes }, ifMatch(version));
    expect((await change({ form: 'letter' })).status).toBe(400);
    expect((await change({ recipients: [] })).status).toBe(400);
    const state = {
      form: 'state',
      superiorBody: 'ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN',
      issuingBody: 'VĂN PHÒNG',
      symbolBody: 'VP',
      recipients: ['Chủ tịch Ủy ban nhân dân tỉnh (để báo cáo)'],
    };
    expect((await change(state)).body).toMatchObject(state);

    const issued = await province.issued(await province.approved(draft));
    expect(issued.symbol).toBe('BC-VP');
    const { body: docx } = await file(issued, 'document.docx');
    const text = textOf(docx);
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 01/BC-VP',
      'TM. VĂN PHÒNG',
      'Chủ tịch Ủy ban nhân dân tỉnh',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('ĐẢNG CỘNG SẢN');
    const { body: pdf } = await file(issued, 'document.pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const sheets = await readSheets((await file(issued, 'tables.xlsx')).body, sheetTypes.xlsx);
    expect(sheets[0]!.rows).toContainEqual(['Số, ký hiệu', '01/BC-VP']);
  });
});

describe('what a conference said of a report', () => {
  it('stands among its comments, once, under the conference', async () => {
    const path = `${aggregates}/${draft.id}/comments`;
    const conferenceId = randomUUID();
    const comments = [
      { id: randomUUID(), section: 'economy', text: 'Nên nêu rõ giá phân bón' },
      { id: randomUUID(), section: null, text: 'Nhất trí với nhận định' },
    ];
    const facts = { conferenceId, aggregateId: draft.id, comments };
    for (const sequence of [1, 2])
      await province.service.publish(aggregateDiscussed.of(conferenceId, sequence, facts));
    const elsewhere = { ...facts, aggregateId: randomUUID() };
    await province.service.publish(aggregateDiscussed.of(conferenceId, 3, elsewhere));
    const { body } = await province.approver.get(path);
    expect(body.items.map(({ at: _, ...comment }: { at: string }) => comment)).toEqual(
      expect.arrayContaining(comments.map((comment) => ({ ...comment, by: null, conferenceId }))),
    );
    expect(body.items).toHaveLength(2);
  });
});
