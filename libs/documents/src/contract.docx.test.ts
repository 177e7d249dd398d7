import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ContractDocument } from './contract.js';
import { contractsDocx } from './contract.docx.js';
import { exampleContract } from './example-contract.fixture.js';
import { partyForm } from './forms.js';

const list = {
  title: 'DANH SÁCH KÝ HỢP ĐỒNG',
  subtitle: 'Hội nghị giao ban\nLạng Sơn, ngày 25 tháng 12 năm 2025',
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const bodyOf = (docx: Buffer): string => Buffer.from(unzipSync(docx)['word/document.xml']!).toString('utf8');
const linesOf = (docx: Buffer): string[] =>
  bodyOf(docx)
    .replaceAll('</w:p>', '\n')
    .replace(/<[^>]+>/g, '')
    .split('\n');

describe('contracts as a document', () => {
  afterEach(() => vi.useRealTimers());

  it('begin with the heading of their form', async () => {
    const state = linesOf(await contractsDocx([exampleContract], null));
    expect(state).toEqual(
      expect.arrayContaining(['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']),
    );
    expect(state).toContain('Số: 07/HĐ-BTGDVTU');
    const party = linesOf(await contractsDocx([{ ...exampleContract, form: partyForm }], null));
    expect(party).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(party).toContain('Số 7-HĐ/BTGDVTU');
  });

  it('name the parties, number the articles and end with two signatures', async () => {
    const lines = linesOf(await contractsDocx([exampleContract], null));
    for (const line of [
      'BÊN A (bên giao khoán): BAN TUYÊN GIÁO VÀ DÂN VẬN',
      'Người đại diện: Hoàng Văn Mẫu',
      'BÊN B (bên nhận khoán): Nông Thị Thử',
      'Điều 1. Công việc giao khoán',
      'Điều 3. Phụ cấp',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.slice(lines.indexOf('ĐẠI DIỆN BÊN A')).filter((line) => line !== '')).toEqual([
      'ĐẠI DIỆN BÊN A',
      'PHÓ TRƯỞNG BAN',
      'THƯỜNG TRỰC',
      '(Ký, ghi rõ họ tên, đóng dấu)',
      'BÊN B',
      '(Ký, ghi rõ họ tên)',
      'Hoàng Văn Mẫu',
      'Nông Thị Thử',
    ]);
  });

  it('leave dotted lines for what is written by hand', async () => {
    const open = { ...exampleContract, number: null, date: null, signer: null };
    const body = bodyOf(await contractsDocx([open], null));
    expect(body.match(/w:leader="dot"/g)).toHaveLength(exampleContract.blanks.length + 2);
    expect(body).toContain('ngày …… tháng …… năm ………');
    expect(body).not.toContain('DỰ THẢO');
  });

  it('are the same bytes at any time', async () => {
    const first = await contractsDocx([exampleContract, { ...exampleContract, number: 8 }], list);
    vi.useFakeTimers({ now: Date.UTC(2031, 4, 5), toFake: ['Date'] });
    expect(sha256(await contractsDocx([exampleContract, { ...exampleContract, number: 8 }], list))).toBe(
      sha256(first),
    );
  });

  it('hold text that means something in XML, and drop what no XML can hold', async () => {
    const partyB = { ...exampleContract.partyB, fullName: 'A & B <c>\ufffe' };
    expect(bodyOf(await contractsDocx([{ ...exampleContract, partyB }], list))).toContain(
      'A &amp; B &lt;c&gt;<',
    );
  });

  it('are at least one', async () => {
    await expect(contractsDocx([], list)).rejects.toThrow(RangeError);
    await expect(contractsDocx([{ ...exampleContract, date: '2025-02-30' }], null)).rejects.toThrow(
      RangeError,
    );
  });
});

const missing = ['soffice', 'pdftotext'].filter((program) => !isInstalled(program));
if (missing.length > 0)
  console.warn(`Contracts are not checked in LibreOffice: ${missing.join(' and ')} not installed.`);

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(missing.length > 0)('in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  /** A contract whose first article is `lines` lines long, to find where a heading or a signature would stand alone. */
  const sized = (lines: number): ContractDocument => ({
    ...exampleContract,
    number: lines,
    articles: [
      { heading: 'Nội dung', paragraphs: Array.from({ length: lines }, () => 'Dòng ngắn.') },
      ...exampleContract.articles.slice(1),
    ],
  });
  const sizes = Array.from({ length: 24 }, (_, index) => index + 1);
  let pages: string[];

  beforeAll(async () => {
    writeFileSync(join(folder, 'contracts.docx'), await contractsDocx(sizes.map(sized), list));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', 'contracts.docx'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const text = execFileSync('pdftotext', ['-layout', join(folder, 'contracts.pdf'), '-'], {
      encoding: 'utf8',
    });
    pages = text.normalize('NFC').split('\f').slice(0, -1);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('every contract begins on a page of its own, and the list comes last', () => {
    const firsts = pages.filter((page) => page.includes('CỘNG HÒA XÃ HỘI'));
    expect(firsts).toHaveLength(sizes.length);
    for (const page of firsts) expect(page).toMatch(/^\s*TỈNH ỦY LẠNG SƠN/);
    expect(pages.at(-1)).toMatch(/Danh sách gồm 24 người/);
    expect(pages.join('')).toContain('07/HĐ-BTGDVTU');
  });

  it('pages are numbered within each contract, from the second on', () => {
    const followers = pages.filter((page) => /ĐẠI DIỆN BÊN A/.test(page) && !/CỘNG HÒA/.test(page));
    expect(followers.length).toBeGreaterThan(10);
    for (const page of followers) expect(page.trim().split('\n')[0]!.trim()).toMatch(/^[23]$/);
  });

  it('no page ends with the heading of an article, and none bears a signature alone', () => {
    for (const page of pages) {
      const lines = page.trim().split('\n');
      expect(lines.at(-1)).not.toMatch(/^\s*Điều \d/);
      if (page.includes('ĐẠI DIỆN BÊN A')) {
        expect(page).toContain('Nông Thị Thử');
        expect(page.slice(0, page.indexOf('ĐẠI DIỆN'))).toMatch(/[a-z]/);
      }
    }
  });
});
