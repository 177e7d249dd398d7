import type { z } from 'zod';
import type { LineProblem } from '#contracts/import';
import { Problem } from '#contracts/problem';
import { readSheets, recordsOf, type Sheet, sheetTypes, type SheetType } from '#documents/sheets';
import type { Upload } from './uploaded.js';

/** Media types that a route takes tables in: `@Route({ consumes: tableFiles })`. */
export const tableFiles: readonly SheetType[] = Object.values(sheetTypes);

/**
 * The sheets of an uploaded table. TSV and CSV hold one list, named by the caller; a workbook holds each list in the
 * sheet of its name.
 * @throws Problem 422 `file.unreadable` when the file is damaged or holds none of the lists.
 */
export async function listsOf(
  { bytes, mediaType }: Upload,
  lists: readonly string[],
  only: string,
): Promise<Sheet[]> {
  const type = mediaType as SheetType;
  const sheets = await readSheets(bytes, type).catch((error: Error) => unreadable(error.message));
  const named = type === sheetTypes.xlsx ? sheets : sheets.map((sheet) => ({ ...sheet, name: only }));
  const found = named.filter(({ name }) => lists.includes(name));
  return found.length > 0 ? found : unreadable(`There is no sheet named ${lists.join(' or ')}`);
}

function unreadable(detail: string): never {
  throw Problem.unprocessable('file.unreadable', 'The file cannot be read as a table', { detail });
}

/**
 * The lines of one of the lists that its schema accepts, and what is wrong with the others. Empty cells are null; a list
 * that is not there is empty.
 */
export function checkedList<Shape extends z.ZodRawShape>(
  sheets: Sheet[],
  list: string,
  schema: z.ZodObject<Shape>,
): { rows: { line: number; row: z.output<z.ZodObject<Shape>> }[]; problems: LineProblem[] } {
  const sheet = sheets.find(({ name }) => name === list);
  if (!sheet) return { rows: [], problems: [] };
  const { records, problems: wrongTitles } = recordsOf(sheet, Object.keys(schema.shape));
  const problems: LineProblem[] = wrongTitles.map((problem) => ({ list, ...problem }));
  const rows = records.flatMap(({ line, cells }) => {
    const values = Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell || null]));
    const parsed = schema.safeParse(values);
    if (parsed.success) return [{ line, row: parsed.data }];
    for (const { path, message } of parsed.error.issues)
      problems.push({ list, line, message: `${path.join('.')}: ${message}` });
    return [];
  });
  return { rows, problems };
}
