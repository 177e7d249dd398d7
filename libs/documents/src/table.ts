import type { ReportCell, ReportColumn, ReportTable } from './aggregate-report.js';
import type { DocumentForm } from './forms.js';
import { formatNumber } from './vietnamese-format.js';

/** Tables up to this many rows are kept on one page. */
export const UNBROKEN_ROWS = 12;

/** Light enough to print text on, dark enough to be seen when printed. */
export const HEADING_SHADE = { fill: 'EDEDED' };

/** The rows with the totals. Throws a `RangeError` when one has not one cell for each column. */
export function checkedRows({ caption, columns, rows, totals }: ReportTable): ReportCell[][] {
  const allRows = [...rows, ...(totals ? [totals] : [])];
  for (const row of allRows) {
    if (row.length !== columns.length) {
      throw new RangeError(
        `Table "${caption}" has a row of ${row.length} cells for ${columns.length} columns`,
      );
    }
  }
  return allRows;
}

/** A cell as it is printed. */
export function printed(cell: ReportCell, column: ReportColumn | undefined, form: DocumentForm): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return formatNumber(cell, column?.decimals);
  return form.table.withheld;
}
