const NO_BREAK_SPACE = '\u00a0';

/**
 * A number as Vietnamese documents print it (1.234,5), with exactly `decimals` decimal places or, without it, as many as
 * it has, up to three, and of one below 0.1 up to its third digit. Throws a `RangeError` if it is not finite.
 */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be printed as a figure`);
  return new Intl.NumberFormat('vi-VN', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 3,
    ...(decimals === undefined && { maximumSignificantDigits: 3, roundingPriority: 'morePrecision' }),
  }).format(value);
}

/**
 * Place and date of a document from an ISO date: `Lạng Sơn, ngày 03 tháng 4 năm 2026`. Days below 10 and the months
 * January and February get a zero, against later alteration. A `null` date leaves room for writing it in. Throws a
 * `RangeError` if the date is not one.
 */
export function formatPlaceAndDate(place: string, date: string | null): string {
  return `${place}, ${formatDay(date)}`;
}

/** A day in words: `ngày 03 tháng 4 năm 2026`; see {@link formatPlaceAndDate}. Throws a `RangeError` if it is not one. */
export function formatDay(date: string | null): string {
  if (date === null) return `ngày${gap(4)}tháng${gap(4)}năm${gap(5)}`;
  const [year, month, day] = dateParts(date);
  const monthText = month < 3 ? `0${month}` : String(month);
  return `ngày ${String(day).padStart(2, '0')} tháng ${monthText} năm ${year}`;
}

/** A day in figures: `03/04/2026`. Throws a `RangeError` if it is not one. */
export function formatShortDay(date: string): string {
  const [year, month, day] = dateParts(date);
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

/** The day and the hour of a moment in Vietnam. */
export function inVietnam(moment: string): { day: string; hour: string } {
  const local = new Date(Date.parse(moment) + 7 * 3_600_000).toISOString();
  return { day: local.slice(0, 10), hour: local.slice(11, 16) };
}

/** Blank room `width` spaces wide that neither wraps nor collapses. */
export function gap(width: number): string {
  return NO_BREAK_SPACE.repeat(width);
}

function dateParts(date: string): [year: number, month: number, day: number] {
  const instant = new Date(`${date}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
    Number.isNaN(instant.getTime()) ||
    !instant.toISOString().startsWith(date)
  ) {
    throw new RangeError(`${date} is not an ISO date`);
  }
  return [instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate()];
}

/** A document's number with its symbol as its form writes them: `12-BC/BTGDVTU`, and `12/BC-BTG` in state documents. */
export function formatDocumentNumber(number: number, symbol: string): string {
  return /^[^/-]+-/.test(symbol) ? `${String(number).padStart(2, '0')}/${symbol}` : `${number}-${symbol}`;
}
