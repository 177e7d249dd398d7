import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contractsDocx } from './contract.docx.js';
import { exampleContract } from './example-contract.fixture.js';
import { fileTypeOf, fileTypes } from './file-type.js';
import { sheetTypes, writeSheets } from './sheets.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const archive = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, bytes('x')])));

describe('the type of a file', () => {
  it('is what its content says', async () => {
    expect(fileTypeOf(bytes('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n'))).toBe(fileTypes.pdf);
    expect(fileTypeOf(await contractsDocx([exampleContract], null))).toBe(fileTypes.docx);
  });

  it.each([
    ['nothing', bytes('')],
    ['a text', bytes('Xin chào')],
    ['a page that names a PDF', bytes('<html>%PDF-1.7 %%EOF')],
    ['a PDF that breaks off', bytes('%PDF-1.7\n1 0 obj')],
    ['an archive that breaks off', Buffer.from(archive('word/document.xml')).subarray(0, 20)],
    ['another archive', archive('a.txt')],
    ['a Word document without its list of parts', archive('word/document.xml')],
    [
      'a Word document with macros',
      archive('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'),
    ],
  ])('of %s is none', (_, content) => {
    expect(fileTypeOf(content)).toBeNull();
  });

  it('of a workbook is none', async () => {
    expect(fileTypeOf(await writeSheets([{ name: 'x', columns: [], rows: [] }], sheetTypes.xlsx))).toBeNull();
  });
});
