import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Unzip, UnzipInflate } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { reproduciblePackage } from './reproducible-package.js';

/** Media types of tables, by the usual ending of a file. */
export const sheetTypes = {
  tsv: 'text/tab-separated-values',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type SheetType = (typeof sheetTypes)[keyof typeof sheetTypes];

/** A sheet as text: `rows[0]` is line 1. Days are ISO days, empty cells empty texts. TSV and CSV have one without a name. */
export interface Sheet {
  name: string;
  rows: string[][];
}

/** The file is not what its media type says, or unpacks to more than {@link MAX_UNPACKED} bytes. */
export class UnreadableSheet extends Error {
  override readonly name = 'UnreadableSheet';
}

/** A workbook of a few megabytes can unpack to gigabytes. */
export const MAX_UNPACKED = 128 * 1024 * 1024;

const delimiterOf = (type: SheetType): string => (type === sheetTypes.tsv ? '\t' : ',');

/**
 * Reads a table file; text is UTF-8 with or without a byte order mark, in Unicode NFC afterwards.
 * @throws UnreadableSheet
 */
export async function readSheets(bytes: Uint8Array, type: SheetType): Promise<Sheet[]> {
  if (type === sheetTypes.xlsx) return readWorkbook(bytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const rows: string[][] = parse(text.normalize('NFC'), {
      delimiter: delimiterOf(type),
      // Quotes mean nothing in tab-separated values.
      quote: type === sheetTypes.tsv ? null : '"',
      relax_column_count: true,
      trim: true,
    });
    return [{ name: '', rows }];
  } catch (error) {
    throw new UnreadableSheet((error as Error).message);
  }
}

async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  refuseBomb(bytes);
  try {
    // Numbers stay as they are written: 0.1 is not to become 0.1000000001.
    const sheets = await readXlsxFile(Buffer.from(bytes), { parseNumber: (written) => written });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) }));
  } catch (error) {
    throw new UnreadableSheet((error as Error).message);
  }
}

/** @throws UnreadableSheet as soon as more has been unpacked than there may be, whatever the file says of itself. */
function refuseBomb(bytes: Uint8Array): void {
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) throw error;
      unpacked += chunk.length;
      if (unpacked > MAX_UNPACKED) throw new UnreadableSheet('The file unpacks to more than is accepted');
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const step = 64 * 1024;
    for (let at = 0; at < bytes.length; at += step)
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch (error) {
    throw error instanceof UnreadableSheet ? error : new UnreadableSheet((error as Error).message);
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  // A day has no time; a workbook keeps it as midnight UTC.
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(value).normalize('NFC').trim();
}

/** A line of a sheet by column title; `line` counts from 1 and the titles are line 1. */
export interface SheetRecord<Column extends string> {
  line: number;
  cells: Record<Column, string>;
}

/**
 * The lines of a sheet whose first line holds the titles, in any order; empty lines are passed over.
 * @param optional those of the columns that may be missing: their cells are then empty.
 */
export function recordsOf<Column extends string>(
  { rows }: Sheet,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): { records: SheetRecord<Column>[]; problems: { line: number; message: string }[] } {
  const titles = rows[0] ?? [];
  const missing = columns.filter((column) => !titles.includes(column) && !optional.includes(column));
  const unknown = titles.filter((title) => title !== '' && !columns.includes(title as Column));
  const twice = titles.filter((title, index) => title !== '' && titles.indexOf(title) !== index);
  const problems = [
    ...missing.map((title) => `the column ${title} is missing`),
    ...unknown.map((title) => `there is no column ${title}`),
    ...twice.map((title) => `the column ${title} is there twice`),
  ].map((message) => ({ line: 1, message }));
  if (problems.length > 0) return { records: [], problems };
  const at = columns.map((column) => [column, titles.indexOf(column)] as const);
  const records = rows.flatMap((row, index) => {
    if (index === 0 || row.every((cell) => cell === '')) return [];
    const cells = Object.fromEntries(at.map(([column, position]) => [column, row[position] ?? '']));
    return [{ line: index + 1, cells: cells as Record<Column, string> }];
  });
  return { records, problems };
}

/** A column of a sheet to be written; `format` is a number format of spreadsheets such as `#,##0`. */
export interface SheetColumn {
  title: string;
  /** In characters. */
  width?: number;
  format?: string;
}

/** A sheet to be written under its titles. */
export interface TitledSheet {
  name: string;
  columns: SheetColumn[];
  rows: (string | number | null)[][];
}

/**
 * Writes a table file; equal data gives equal bytes. In TSV and CSV only the first sheet is written, and a text that a
 * spreadsheet would take for a formula is quoted with an apostrophe.
 */
export async function writeSheets(sheets: [TitledSheet, ...TitledSheet[]], type: SheetType): Promise<Buffer> {
  if (type === sheetTypes.xlsx) return writeWorkbook(sheets);
  const [{ columns, rows }] = sheets;
  const lines = [columns.map(({ title }) => title), ...rows];
  if (type === sheetTypes.csv) return Buffer.from(csvLines(lines));
  const text = stringify(lines, { delimiter: delimiterOf(type), escape_formulas: true, quote: false });
  return Buffer.from(text);
}

/** Lines of CSV as {@link writeSheets} writes them, for tables that are written bit by bit. */
export const csvLines = (rows: readonly (readonly unknown[])[]): string =>
  stringify(rows as unknown[][], { escape_formulas: true, cast: { boolean: String } });

/**
 * A text as the writer and every spreadsheet read it back. `_x` and four digits stand for a character (ECMA-376 part 1,
 * 22.9.2.19), so a text that has that itself is escaped; and the writer looks texts up in a plain object, where
 * `valueOf` and its like are there already.
 */
function cellText(text: string): string {
  const escaped = text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  if (!(escaped in {})) return escaped;
  return `_x${escaped.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${escaped.slice(1)}`;
}

async function writeWorkbook(sheets: TitledSheet[]): Promise<Buffer> {
  const written = await writeXlsxFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => (width ? { width } : {})),
      data: [
        columns.map(({ title }) => ({ value: cellText(title), fontWeight: 'bold' as const, wrap: true })),
        ...rows.map((row) =>
          row.map((value, index) => {
            if (value === null) return null;
            if (typeof value === 'string') return { value: cellText(value), type: String };
            const format = columns[index]?.format;
            return { value, type: Number, ...(format && { format }) };
          }),
        ),
      ],
    })),
  ).toBuffer();
  return reproduciblePackage(written, { date: null, language: 'vi-VN' });
}
