import type { AggregateReportDocument } from './aggregate-report.js';
import type { DocumentForm } from './forms.js';
import { gap } from './vietnamese-format.js';

/** What the head of a document is made of. */
export type Heading = Pick<
  AggregateReportDocument,
  'superiorBody' | 'issuingBody' | 'number' | 'symbol' | 'place' | 'date' | 'mark'
> & {
  /** Whether the draft mark is printed; if left out, it is while there is no number. */
  draft?: boolean;
};

/** Number and symbol, such as `Số 12-BC/BTGDVTU`, with room for a number not yet given. */
export function numberAndSymbol({ number, symbol }: Heading, form: DocumentForm): string {
  const { label, afterNumber, betweenSymbols, minDigits } = form.letterhead.number;
  const figures = number === null ? gap(6) : String(number).padStart(minDigits, '0');
  return `${label}${figures}${afterNumber}${symbol.type}${betweenSymbols}${symbol.body}`;
}
