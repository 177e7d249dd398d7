import type { z } from 'zod';
import type { ImportOutcome, LineProblem } from '#contracts/import';
import { type SheetType, sheetTypes, type TitledSheet, writeSheets } from '#documents/sheets';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';

const byLine = (a: LineProblem, b: LineProblem): number => a.list.localeCompare(b.list) || a.line - b.line;

/**
 * Reads the units and successions of a file and hands them to an import; the problems that it finds name the lines of
 * the file. Lines that cannot be read make it a dry run.
 * @param name of the list of units.
 * @throws Problem 422 `file.unreadable`
 */
export async function importLists<Unit extends z.ZodRawShape, Link extends z.ZodRawShape>(
  file: Upload,
  { list, dryRun }: { list: string; dryRun: boolean },
  name: string,
  schemas: { units: z.ZodObject<Unit>; successions: z.ZodObject<Link> },
  store: (
    units: z.output<z.ZodObject<Unit>>[],
    successions: z.output<z.ZodObject<Link>>[],
    dryRun: boolean,
  ) => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  const sheets = await listsOf(file, [name, 'successions'], list);
  const units = checkedList(sheets, name, schemas.units);
  const successions = checkedList(sheets, 'successions', schemas.successions);
  const unread = [...units.problems, ...successions.problems];
  const outcome = await store(
    units.rows.map(({ row }) => row),
    successions.rows.map(({ row }) => row),
    dryRun || unread.length > 0,
  );
  const lineOf = (problem: LineProblem): number =>
    (problem.list === name ? units : successions).rows[problem.line - 1]!.line;
  const problems = outcome.problems.map((problem) => ({ ...problem, line: lineOf(problem) }));
  return { ...outcome, problems: [...unread, ...problems].sort(byLine) };
}

/** A list as a sheet whose titles are the fields of its schema, so that it can be imported again. */
export function sheetOf(name: string, { shape }: z.ZodObject, rows: object[]): TitledSheet {
  const titles = Object.keys(shape);
  return {
    name,
    columns: titles.map((title) => ({ title })),
    rows: rows.map((row) => titles.map((title) => (row as Record<string, string | number | null>)[title]!)),
  };
}

/** The lists as a file: a workbook holds them all, the other formats the one that is asked for. */
export async function exportLists(
  sheets: TitledSheet[],
  { list, format }: { list: string; format: keyof typeof sheetTypes },
): Promise<{ bytes: Buffer; type: SheetType }> {
  const type = sheetTypes[format];
  const [first, ...others] = format === 'xlsx' ? sheets : sheets.filter(({ name }) => name === list);
  return { bytes: await writeSheets([first!, ...others], type), type };
}
