import { zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import {
  readSheets,
  recordsOf,
  sheetTypes,
  type TitledSheet,
  UnreadableSheet,
  writeSheets,
} from './sheets.js';

const units: TitledSheet = {
  name: 'areas',
  columns: [
    { title: 'code', width: 10 },
    { title: 'name', width: 40 },
    { title: 'people', format: '#,##0' },
  ],
  rows: [
    ['06622', 'Xã Bính Xá, "Đình Lập"', 4210],
    ['06625', 'Kiên Mộc', null],
  ],
};
const text = [
  ['code', 'name', 'people'],
  ['06622', 'Xã Bính Xá, "Đình Lập"', '4210'],
  ['06625', 'Kiên Mộc', ''],
];

describe('a table file', () => {
  it.each(Object.entries(sheetTypes))('as %s is read as it was written', async (ending, type) => {
    const bytes = await writeSheets([units], type);
    const [sheet] = await readSheets(bytes, type);
    expect(sheet).toEqual({ name: ending === 'xlsx' ? 'areas' : '', rows: text });
  });

  it('as a workbook has all its sheets, and is the same to the last byte each time', async () => {
    const second = { ...units, name: 'successions' };
    const bytes = await writeSheets([units, second], sheetTypes.xlsx);
    expect((await readSheets(bytes, sheetTypes.xlsx)).map(({ name }) => name)).toEqual([
      'areas',
      'successions',
    ]);
    expect(await writeSheets([units, second], sheetTypes.xlsx)).toEqual(bytes);
  });

  it.each([
    'valueOf',
    '__proto__',
    'constructor',
    '_x0076_alueOf',
    '_X0041_',
    '_x005F_x0041_',
    'hasOwnProperty',
  ])('as a workbook keeps %s, which means something to those who write or read it', async (word) => {
    const sheet = { name: 'words', columns: [{ title: word }], rows: [[word]] };
    const [read] = await readSheets(await writeSheets([sheet], sheetTypes.xlsx), sheetTypes.xlsx);
    expect(read!.rows).toEqual([[word], [word]]);
  });

  it('may begin with a byte order mark, and is composed afterwards', async () => {
    const bytes = Buffer.from(`\ufeffcode,name\n1,${'Hòa'.normalize('NFD')}\n`);
    const [sheet] = await readSheets(bytes, sheetTypes.csv);
    expect(sheet!.rows).toEqual([
      ['code', 'name'],
      ['1', 'Hòa'],
    ]);
  });

  it('from a spreadsheet program may hold days, numbers and yes or no', async () => {
    const day = { value: new Date('2025-07-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' };
    const bytes = await writeXlsxFile([[day, 0.1, true, 840434]]).toBuffer();
    const [sheet] = await readSheets(bytes, sheetTypes.xlsx);
    expect(sheet!.rows).toEqual([['2025-07-01', '0.1', 'true', '840434']]);
  });

  it('does not make a spreadsheet calculate', async () => {
    const sheet = { ...units, rows: [['=1+1', '@x', 1]] };
    expect(String(await writeSheets([sheet], sheetTypes.csv))).toContain("'=1+1,'@x,1");
    const [read] = await readSheets(await writeSheets([sheet], sheetTypes.xlsx), sheetTypes.xlsx);
    expect(read!.rows[1]).toEqual(['=1+1', '@x', '1']);
  });

  it.each([
    ['no UTF-8', Buffer.from([0xc3, 0x28]), sheetTypes.csv],
    ['a quote that is not closed', Buffer.from('a,"b\n'), sheetTypes.csv],
    ['no workbook', Buffer.from('hello'), sheetTypes.xlsx],
    ['another package', Buffer.from(zipSync({ 'a.txt': Buffer.from('x') })), sheetTypes.xlsx],
    ['a bomb', Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(200_000_000) })), sheetTypes.xlsx],
  ])('is refused when it is %s', async (_, bytes, type) => {
    await expect(readSheets(bytes, type)).rejects.toThrow(UnreadableSheet);
  });
});

describe('the records of a sheet', () => {
  const columns = ['code', 'name'] as const;

  it('are found by title, in any order and with their lines', () => {
    const rows = [['name', 'code'], ['A', '1'], ['', ''], ['B']];
    expect(recordsOf({ name: '', rows }, columns)).toEqual({
      records: [
        { line: 2, cells: { code: '1', name: 'A' } },
        { line: 4, cells: { code: '', name: 'B' } },
      ],
      problems: [],
    });
  });

  it('need every title once and no other', () => {
    const { problems } = recordsOf({ name: '', rows: [['code', 'code', 'nmae']] }, columns);
    expect(problems.map(({ message }) => message)).toEqual([
      'the column name is missing',
      'there is no column nmae',
      'the column code is there twice',
    ]);
  });
});
