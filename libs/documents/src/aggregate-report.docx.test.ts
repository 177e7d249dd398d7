import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AggregateReportDocument, ReportBlock, ReportTable } from './aggregate-report.js';
import { aggregateReportDocx } from './aggregate-report.docx.js';
import { canonicalJson } from './canonical-json.js';
import { longReport, monthlyReport, shortReport, topicChart, topicTable } from './example-report.fixture.js';
import { type DocumentForm, partyForm, stateForm } from './forms.js';

async function partsOf(document: AggregateReportDocument, form: DocumentForm = partyForm) {
  const files = unzipSync(await aggregateReportDocx(document, form));
  const read = (name: string) => Buffer.from(files[name] ?? []).toString('utf8');
  return {
    names: Object.keys(files),
    body: read('word/document.xml'),
    styles: read('word/styles.xml'),
    numbering: read('word/numbering.xml'),
    core: read('docProps/core.xml'),
    header: read('word/header1.xml'),
  };
}

/** The text of each paragraph, in order. */
function paragraphs(xml: string): string[] {
  return (xml.match(/<w:p>.*?<\/w:p>/gs) ?? []).map((paragraph) =>
    [...paragraph.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => unescaped(text)).join(''),
  );
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function styleOf(styles: string, id: string): string {
  return new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, 's').exec(styles)?.[0] ?? '';
}

function reportOf(...blocks: ReportBlock[]): AggregateReportDocument {
  return { ...shortReport, sections: [{ heading: 'Tình hình', blocks }] };
}

/** Characters that XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the Party form', () => {
  it('heads the report with bodies, number, place and date', async () => {
    const lines = paragraphs((await partsOf(shortReport)).body);
    expect(lines.slice(0, 4)).toEqual([
      'TỈNH ỦY LẠNG SƠN',
      'BAN TUYÊN GIÁO VÀ DÂN VẬN',
      '*',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
    ]);
    expect(lines).toContain('Số 12-BC/BTGDVTU');
    expect(lines).toContain('Lạng Sơn, ngày 03 tháng 10 năm 2026');
    expect(lines).toContain('LƯU HÀNH NỘI BỘ');
  });

  it('ends it with recipients at the left and the signature at the right', async () => {
    const lines = paragraphs((await partsOf(shortReport)).body);
    expect(lines.slice(lines.indexOf('Nơi nhận:'))).toEqual([
      'Nơi nhận:',
      '- Thường trực Tỉnh ủy,',
      '- Viện Dư luận xã hội,',
      '- Các đồng chí lãnh đạo Ban,',
      '- Lưu Văn phòng Ban.',
      'K/T TRƯỞNG BAN',
      'PHÓ TRƯỞNG BAN',
      'Hoàng Văn Mẫu',
      '',
    ]);
  });

  it('is on A4 with margins of 20, 15, 20 and 30 mm', async () => {
    const { body } = await partsOf(shortReport);
    expect(body).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(body).toContain('w:top="1134" w:right="850" w:bottom="1134" w:left="1701"');
  });
});

describe('the state form', () => {
  it('has the motto, and number, recipients and capacity in its own way', async () => {
    const lines = paragraphs((await partsOf({ ...shortReport, number: 7 }, stateForm)).body);
    expect(lines).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(lines).toContain('Độc lập - Tự do - Hạnh phúc');
    expect(lines).toContain('Số: 07/BC-BTGDVTU');
    expect(lines).toContain('- Lưu: Văn phòng Ban.');
    expect(lines).toContain('KT. TRƯỞNG BAN');
    expect(lines).not.toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
  });
});

describe('a draft', () => {
  it('is marked so, and leaves room for number, date and name', async () => {
    const lines = paragraphs((await partsOf(monthlyReport)).body);
    expect(lines).toContain('DỰ THẢO');
    expect(lines.some((line) => /^Số \u00a0+-BC\/BTGDVTU$/.test(line))).toBe(true);
    expect(lines.some((line) => /^Lạng Sơn, ngày\u00a0+tháng\u00a0+năm/.test(line))).toBe(true);
    expect(lines).toContain('T/M BAN TUYÊN GIÁO VÀ DÂN VẬN');
  });

  it('has no date in its properties either', async () => {
    expect((await partsOf(monthlyReport)).core).not.toContain('dcterms:created');
  });

  it('is no longer marked once it has a number', async () => {
    expect(paragraphs((await partsOf(shortReport)).body)).not.toContain('DỰ THẢO');
  });
});

describe('tables', () => {
  const withheldNote = partyForm.table.withheldNote;

  it('print figures the Vietnamese way', async () => {
    const lines = paragraphs((await partsOf(reportOf(topicTable))).body);
    expect(lines).toEqual(expect.arrayContaining(['1.041', '1.234', '-8,1', '12,6', '5,0']));
  });

  it('print an ellipsis for a withheld figure, say why once, and keep the reason to themselves', async () => {
    const { body } = await partsOf(reportOf(topicTable));
    const lines = paragraphs(body);
    expect(lines.filter((line) => line === '…')).toHaveLength(2);
    expect(lines.filter((line) => line === withheldNote)).toHaveLength(1);
    expect(body).not.toContain('fewer-than-3-reporters');
  });

  it('do not mention withheld figures when there are none', async () => {
    const open: ReportTable = { ...topicTable, rows: [['Kinh tế', 1, 2, 3, 6, 0]] };
    expect(paragraphs((await partsOf(reportOf(open))).body)).not.toContain(withheldNote);
  });

  it('repeat the heading row and split no row', async () => {
    const { body } = await partsOf(reportOf(topicTable));
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(body.match(/<w:tr>/g)?.length).toBe(body.match(/<w:cantSplit\/>/g)?.length);
  });

  it('are numbered apart from charts, by a field', async () => {
    const { body } = await partsOf(reportOf(topicTable, topicChart, topicTable));
    const captions = paragraphs(body).filter((line) => /^(Bảng|Biểu đồ) \d/.test(line));
    expect(captions.map((line) => line.split('.')[0])).toEqual(['Bảng 1', 'Biểu đồ 1', 'Bảng 2']);
    expect(body).toContain('w:instr="SEQ Biểu_đồ \\* ARABIC"');
  });

  it('say so when they have no rows', async () => {
    const empty: ReportTable = { ...topicTable, rows: [], totals: undefined };
    expect(paragraphs((await partsOf(reportOf(empty))).body)).toContain('Không có số liệu');
  });

  it('are refused when a row does not match the columns, or a figure is none', async () => {
    await expect(
      aggregateReportDocx(reportOf({ ...topicTable, rows: [['Kinh tế', 1]] }), partyForm),
    ).rejects.toThrow(RangeError);
    const noFigure: ReportTable = { ...topicTable, rows: [['Kinh tế', NaN, 0, 0, 0, 0]] };
    await expect(aggregateReportDocx(reportOf(noFigure), partyForm)).rejects.toThrow(RangeError);
  });
});

describe('charts', () => {
  /** Widths of the segments of each bar; bars are the only tables within tables. */
  async function barsOf(chart: typeof topicChart): Promise<number[][]> {
    const { body } = await partsOf(reportOf(chart));
    return [...body.matchAll(/<w:tc>(?:(?!<\/?w:tc>).)*?<w:tbl>.*?<w:tblGrid>(.*?)<\/w:tblGrid>/gs)].map(
      ([, grid = '']) => [...grid.matchAll(/w:w="(\d+)"/g)].map(([, width]) => Number(width)),
    );
  }

  it('draw bars in proportion to their figures', async () => {
    const bars = await barsOf({
      ...topicChart,
      bars: [
        { label: 'A', values: [10, 20, 30] },
        { label: 'B', values: [5, 5, 5] },
      ],
    });
    const [long = [], short = []] = bars;
    expect((long[1] ?? 0) / (long[0] ?? 1)).toBeCloseTo(2, 2);
    expect((long[2] ?? 0) / (short[2] ?? 1)).toBeCloseTo(6, 1);
  });

  it('draw no bar with a withheld figure, nor its total, whose length would tell it', async () => {
    const bars = await barsOf({
      ...topicChart,
      bars: [{ label: 'A', values: [10, 20, { withheld: 'few' }] }],
    });
    expect(bars).toEqual([]);
    const lines = paragraphs((await partsOf(reportOf(topicChart))).body);
    expect(lines).not.toContain('19');
    expect(lines).toContain(partyForm.table.withheldNote);
  });

  it.each([
    ['a negative value', [{ label: 'A', values: [1, -1, 1] }]],
    ['a missing value', [{ label: 'A', values: [1, 1] }]],
    ['a value that is no number', [{ label: 'A', values: [1, NaN, 1] }]],
  ])('are refused for %s', async (_, bars) => {
    await expect(aggregateReportDocx(reportOf({ ...topicChart, bars }), partyForm)).rejects.toThrow(
      RangeError,
    );
  });

  it('are refused for more series than greys can tell apart', async () => {
    const series = ['a', 'b', 'c', 'd', 'e', 'f'];
    await expect(
      aggregateReportDocx(reportOf({ ...topicChart, series, bars: [] }), partyForm),
    ).rejects.toThrow('6 series');
  });
});

describe('the Word file', () => {
  it('numbers sections and subheadings by their styles', async () => {
    const { styles, numbering, body } = await partsOf(monthlyReport);
    expect(numbering).toMatch(/w:numFmt w:val="upperRoman"\/><w:pStyle w:val="Heading1"\/>/);
    expect(numbering).toMatch(/w:numFmt w:val="decimal"\/><w:pStyle w:val="Heading2"\/>/);
    expect(styleOf(styles, 'Heading1')).toContain('<w:numPr>');
    expect(paragraphs(body)).toContain('Kinh tế');
  });

  it('uses styles of its own for every paragraph', async () => {
    const { styles, body } = await partsOf(monthlyReport);
    const used = new Set([...body.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, id = '']) => id));
    for (const id of used) expect(styleOf(styles, id), id).not.toBe('');
    expect(used).toContain('BodyText');
    expect(body.match(/<w:p>/g)?.length).toBe(body.match(/<w:pStyle /g)?.length);
  });

  it('is in Vietnamese, by the issuing body and nobody else', async () => {
    const { styles, core } = await partsOf(shortReport);
    expect(styles).toContain('<w:lang w:val="vi-VN"');
    expect(core).toContain('<dc:title>BÁO CÁO Tình hình dư luận xã hội tháng 9 năm 2026</dc:title>');
    expect(core).toContain('<dc:creator>BAN TUYÊN GIÁO VÀ DÂN VẬN</dc:creator>');
    expect(core).toContain('<cp:lastModifiedBy>BAN TUYÊN GIÁO VÀ DÂN VẬN</cp:lastModifiedBy>');
    expect(core).toContain('>2026-10-03T00:00:00Z</dcterms:created>');
  });

  it('has page numbers from the second page on', async () => {
    const { body, header } = await partsOf(shortReport);
    expect(header).toContain('PAGE');
    expect(body).toContain('<w:titlePg/>');
    expect(body.match(/<w:headerReference /g)).toHaveLength(1);
  });

  it.each<[string, ReportBlock]>([
    ['text', { kind: 'paragraph', text: 'Hết.' }],
    ['a bullet', { kind: 'bullet', text: 'Hết.' }],
    ['a table', topicTable],
    ['a chart', topicChart],
  ])('keeps the signature with %s before it', async (_, block) => {
    const { body } = await partsOf(reportOf(block));
    const beforeSignature = body.slice(0, body.lastIndexOf('<w:tbl>'));
    expect(beforeSignature.slice(beforeSignature.lastIndexOf('<w:p>'))).toContain('<w:keepNext/>');
  });

  it('starts a new paragraph at every line break', async () => {
    const lines = paragraphs((await partsOf(reportOf({ kind: 'paragraph', text: 'Một.\n\nHai.' }))).body);
    expect(lines).toEqual(expect.arrayContaining(['Một.', 'Hai.']));
  });

  it('holds any text that is typed, without what no XML file can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (typed) => {
        const cell = `[${typed}]`;
        const { body } = await partsOf(reportOf({ ...topicTable, rows: [[cell, 0, 0, 0, 0, 0]] }));
        expect(body).not.toMatch(noXml);
        expect(paragraphs(body)).toContain(cell.normalize('NFC').replace(noXml, ''));
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

describe('building a report again', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it.each([
    ['short', shortReport],
    ['monthly', monthlyReport],
    ['long', longReport],
  ])(
    'gives the same bytes for the %s one, on another day in another time zone',
    async (_, document) => {
      const first = await aggregateReportDocx(document, partyForm);
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-07-09T22:11:33Z') });
      vi.stubEnv('TZ', 'Asia/Ho_Chi_Minh');
      const second = await aggregateReportDocx(structuredClone(document), partyForm);
      expect(sha256(second)).toBe(sha256(first));
    },
    60_000,
  );

  it('gives the same bytes for text encoded another way', async () => {
    const decomposed = JSON.parse(JSON.stringify(shortReport).normalize('NFD')) as AggregateReportDocument;
    expect(sha256(await aggregateReportDocx(decomposed, partyForm))).toBe(
      sha256(await aggregateReportDocx(shortReport, partyForm)),
    );
  });

  it('gives other bytes for other content', async () => {
    const other = { ...shortReport, number: 13 };
    expect(sha256(await aggregateReportDocx(other, partyForm))).not.toBe(
      sha256(await aggregateReportDocx(shortReport, partyForm)),
    );
  });

  it('puts the content types first, as programs that sniff the type of a file expect', async () => {
    expect((await partsOf(shortReport)).names[0]).toBe('[Content_Types].xml');
  });
});

describe('a report', () => {
  it('is plain JSON data', () => {
    expect(JSON.parse(canonicalJson(monthlyReport))).toEqual(monthlyReport);
  });
});
