import type { AggregateReportDocument } from './aggregate-report.js';
import type { DocumentForm } from './forms.js';
import { balancedLines, longestPt } from './text-width.js';
import { formatPlaceAndDate, gap } from './vietnamese-format.js';

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

/** The lines of a head by their place, and how much of the text width its right column needs, in points. */
export interface HeadLayout {
  superiorBody: string[];
  issuingBody: string[];
  placeAndDate: string[];
  rightPt: number;
}

/** Shares the text width between the two sides: what does not fit its side is broken into even lines. */
export function layoutHead(document: Heading, { letterhead }: DocumentForm, widthPt: number): HeadLayout {
  const national = Math.max(...letterhead.national.map((line) => longestPt([line.text], line)));
  const placeAndDate = balancedLines(
    formatPlaceAndDate(document.place, document.date),
    letterhead.placeAndDate,
    Math.max(national, widthPt / 2),
  );
  const rightPt = Math.max(national, longestPt(placeAndDate, letterhead.placeAndDate));
  const leftPt = widthPt - rightPt;
  return {
    superiorBody: balancedLines(document.superiorBody, letterhead.superiorBody, leftPt),
    issuingBody: balancedLines(document.issuingBody, letterhead.issuingBody, leftPt),
    placeAndDate,
    rightPt,
  };
}
