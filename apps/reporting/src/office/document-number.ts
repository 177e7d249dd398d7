import { forms } from '#documents/forms';
import { officeDay } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { OfficeEntity } from './office.module.js';

/** The next number of a document type in a year; the row stays locked until COMMIT, so there are no gaps and no doubles. */
const NEXT = `
INSERT INTO document_counter (year, symbol, last) VALUES ($1, $2, 1)
ON CONFLICT (year, symbol) DO UPDATE SET last = document_counter.last + 1 RETURNING last`;

/** What a document gets when it goes out: its number, symbol and day, and the office as it is called then. */
export interface NumberedDocument {
  office: OfficeEntity;
  number: number;
  symbol: string;
  date: string;
}

/** Numbers a document of a type, such as `BC`, today. */
export async function numberDocument(unit: UnitOfWork, type: string): Promise<NumberedDocument> {
  const office = await unit.manager.findOneByOrFail(OfficeEntity, { id: true });
  const date = await officeDay(unit.manager);
  // Numbers go on when the form changes in the middle of a year.
  const values = [Number(date.slice(0, 4)), `${type}/${office.symbolBody}`];
  const symbol = `${type}${forms[office.form].letterhead.number.betweenSymbols}${office.symbolBody}`;
  const [next] = await unit.query<{ last: number }>('document.number', NEXT, values);
  return { office, number: next!.last, symbol, date };
}
