import type { Microdata } from '#contracts/analyses';
import { type SheetColumn, sheetTypes, writeSheets } from '#documents/sheets';

/** The name under which the file is fetched, and which the codebook knows it by. */
export const microdataFile = 'du-lieu-vi-mo.csv';

/** A file of records that passed disclosure control. */
export type PassedMicrodata = Microdata & {
  records: NonNullable<Microdata['records']>;
  withheld: NonNullable<Microdata['withheld']>;
};

export const hasPassed = (microdata: Microdata | undefined): microdata is PassedMicrodata =>
  microdata?.records != null && microdata.withheld !== null;

/**
 * A line for each person: the category by variable. Lines are in the order of the categories, which says nothing of who
 * answered when; those of people whose answers are withheld come last, empty.
 */
export function microdataCsv({ variables, records, withheld }: PassedMicrodata): Promise<Buffer> {
  const blank = { values: variables.map(() => ''), people: withheld };
  const rows = [...records, blank].flatMap(({ values, people }) =>
    Array.from({ length: people }, () => values),
  );
  const columns = variables.map(({ key }): SheetColumn => ({ title: key }));
  return writeSheets([{ name: '', columns, rows }], sheetTypes.csv);
}
