import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { AggregateReportDocument } from './aggregate-report.js';
import { aggregateReportPdf } from './aggregate-report.pdf.js';
import { endingAt, longReport, monthlyReport, shortReport, topicTable } from './example-report.fixture.js';
import { type DocumentForm, partyForm, stateForm } from './forms.js';

async function pagesOf(report: AggregateReportDocument, form: DocumentForm = partyForm): Promise<string[]> {
  const file = await getDocumentProxy(new Uint8Array(await aggregateReportPdf(report, form)));
  const { text } = await extractText(file);
  return text.map((page) => page.normalize('NFC').replace(/\s+/g, ' '));
}

describe('an aggregate report as PDF', () => {
  it('has the head, the title, the text and the foot of its form on one page', async () => {
    const [party, ...rest] = await pagesOf(shortReport);
    expect(rest).toEqual([]);
    for (const part of [
      'TỈNH ỦY LẠNG SƠN',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'Số 12-BC/BTGDVTU',
      'Lạng Sơn, ngày 03 tháng 10 năm 2026',
      'LƯU HÀNH NỘI BỘ',
      'BÁO CÁO',
      'I. Tình hình chung',
      '- Một số ý kiến băn khoăn',
      'K/T TRƯỞNG BAN',
      'Hoàng Văn Mẫu',
      'Nơi nhận:',
      '- Thường trực Tỉnh ủy,',
      '- Lưu Văn phòng Ban.',
    ])
      expect(party).toContain(part);
    expect(party).not.toContain('DỰ THẢO');

    const [state] = await pagesOf(shortReport, stateForm);
    expect(state).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc');
    expect(state).toContain('Số: 12/BC-BTGDVTU');
    expect(state).toContain('KT. TRƯỞNG BAN');
  });

  it('numbers pages from the second on, and sections, tables and charts', async () => {
    const pages = await pagesOf(monthlyReport);
    expect(pages[0]).toContain('DỰ THẢO');
    expect(pages.slice(1).map((page) => page.trim().split(' ').at(-1))).toEqual(
      pages.slice(1).map((_, index) => String(index + 2)),
    );
    const text = pages.join(' ');
    for (const part of ['II. Kinh tế', '2. Ý kiến theo địa bàn', 'Bảng 1. Số luồng', 'Biểu đồ 1. Luồng'])
      expect(text).toContain(part);
    expect(text).toContain('Quốc phòng, an ninh, đối ngoại 19 2 … … 2,4');
    expect(text).toContain('số liệu không công bố');
    expect(text).not.toContain('fewer-than-3-reporters');
  });

  it('repeats the heading of a long table on each page and takes seconds at most', async () => {
    const started = performance.now();
    const pages = await pagesOf(longReport);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(pages.length).toBeGreaterThan(55);
    expect(pages.length).toBeLessThan(66);
    const withTable = pages.filter((page) => page.includes('Đơn vị báo cáo số'));
    expect(withTable.length).toBeGreaterThan(5);
    for (const page of withTable) expect(page).toMatch(/Đơn vị T1 T2/);
  });

  it('never leaves the signature alone on a page', async () => {
    for (let lines = 10; lines < 40; lines += 1) {
      const last = (await pagesOf(endingAt(lines))).at(-1)!;
      expect(last.slice(0, last.indexOf('Nơi nhận')), `${lines} lines`).toMatch(/Dòng ngắn|Hết|Bảng/);
    }
  });

  it('is the same file for the same data, and says what it is', async () => {
    const [one, other] = [
      await aggregateReportPdf(shortReport, partyForm),
      await aggregateReportPdf(structuredClone(shortReport), partyForm),
    ];
    expect(one.equals(other)).toBe(true);
    const { info } = await getMeta(await getDocumentProxy(new Uint8Array(one)));
    expect(info).toMatchObject({
      Title: 'BÁO CÁO Tình hình dư luận xã hội tháng 9 năm 2026',
      Author: 'BAN TUYÊN GIÁO VÀ DÂN VẬN',
      CreationDate: 'D:20261003000000Z',
    });
  });

  it('refuses what cannot be printed', async () => {
    const section = (block: AggregateReportDocument['sections'][number]['blocks'][number]) => ({
      ...shortReport,
      sections: [{ heading: 'Thử', blocks: [block] }],
    });
    await expect(
      aggregateReportPdf(section({ ...topicTable, rows: [['một ô']] }), partyForm),
    ).rejects.toThrow(RangeError);
    await expect(
      aggregateReportPdf(section({ kind: 'chart', caption: 'x', series: [], bars: [] }), partyForm),
    ).rejects.toThrow(RangeError);
    await expect(aggregateReportPdf({ ...shortReport, date: '2026-13-01' }, partyForm)).rejects.toThrow(
      RangeError,
    );
  });
});
