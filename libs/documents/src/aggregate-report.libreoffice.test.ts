import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReportDocument } from './aggregate-report.js';
import { aggregateReportDocx } from './aggregate-report.docx.js';
import { endingAt, longReport, monthlyReport, shortReport } from './example-report.fixture.js';
import { type DocumentForm, partyForm, stateForm } from './forms.js';

const missing = ['soffice', 'pdftotext'].filter((program) => !isInstalled(program));
if (missing.length > 0)
  console.warn(`Reports are not checked in LibreOffice: ${missing.join(' and ')} not installed.`);

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(missing.length > 0)('in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aggregate-report-'));
  const endings = Array.from({ length: 24 }, (_, index) => index + 10);
  const reports: Record<string, [AggregateReportDocument, DocumentForm]> = {
    short: [shortReport, partyForm],
    shortState: [shortReport, stateForm],
    monthly: [monthlyReport, partyForm],
    long: [longReport, partyForm],
    ...Object.fromEntries(endings.map((lines) => [`ending${lines}`, [endingAt(lines), partyForm]])),
  };

  beforeAll(async () => {
    for (const [name, [document, form]] of Object.entries(reports)) {
      writeFileSync(join(folder, `${name}.docx`), await aggregateReportDocx(document, form));
    }
    const files = Object.keys(reports).map((name) => `${name}.docx`);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', ...files], {
      cwd: folder,
      stdio: 'ignore',
    });
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function pagesOf(name: string): string[] {
    const text = execFileSync('pdftotext', ['-layout', join(folder, `${name}.pdf`), '-'], {
      encoding: 'utf8',
    });
    return text.normalize('NFC').split('\f').slice(0, -1);
  }

  it.each(['short', 'shortState'])('the %s report is on one page', (name) => {
    expect(pagesOf(name)).toHaveLength(1);
  });

  it('number, place and date stand on one line', () => {
    expect(pagesOf('short')[0]).toMatch(/Số 12-BC\/BTGDVTU +Lạng Sơn, ngày 03 tháng 10 năm 2026/);
    expect(pagesOf('shortState')[0]).toMatch(/Số: 12\/BC-BTGDVTU +Lạng Sơn, ngày 03 tháng 10 năm 2026/);
  });

  it('the monthly report has five pages, numbered from the second on, with numbered sections and captions', () => {
    const pages = pagesOf('monthly');
    expect(pages).toHaveLength(5);
    expect(pages[0]).toMatch(/^ *TỈNH ỦY LẠNG SƠN/);
    expect(pages.slice(1).map((page) => page.trim().split('\n')[0])).toEqual(['2', '3', '4', '5']);
    const text = pages.join('\n');
    for (const part of [
      'I. Tình hình thu thập thông tin',
      'II. Kinh tế',
      '2. Ý kiến theo địa bàn',
      'Bảng 1. Số luồng',
      'Biểu đồ 1. Luồng',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('the long report has some sixty pages, and its long table a heading on each of them', () => {
    const pages = pagesOf('long');
    expect(pages.length).toBeGreaterThan(55);
    expect(pages.length).toBeLessThan(65);
    const withTable = pages.filter((page) => page.includes('Đơn vị báo cáo số'));
    expect(withTable.length).toBeGreaterThan(5);
    for (const page of withTable) expect(page).toMatch(/Đơn vị +T1 +T2/);
    expect(pages.join('\n')).toContain('Bảng 9. Báo cáo đã gửi');
  });

  it.each(endings)('no page bears the signature alone when the text is %d lines long', (lines) => {
    const lastPage = pagesOf(`ending${lines}`).at(-1) ?? '';
    expect(lastPage.slice(0, lastPage.indexOf('Nơi nhận'))).toMatch(/Dòng ngắn|Hết|Bảng/);
  });
});
