import { Problem } from '#contracts/problem';

/**
 * The rule of the allowance. For every calendar day on which a contract holds, its coefficient × the base salary of that
 * day ÷ the number of calendar days of the month; summed over the month without rounding, and then rounded once to the
 * dong, half a dong up. A whole month with one base salary thus gives coefficient × base salary exactly.
 * The coefficient and the base salary are the contract's and the decrees'; that a part of a month counts by its calendar
 * days is the usage of offices that pay by the month, and not written in a rule known to us: another usage is another
 * version of this file, and a sheet says by which it was made.
 */
export const rule = 'calendar-days-1';

/** Days, both ends inclusive. */
export interface Days {
  from: string;
  to: string;
}

/** The base salary in đồng from a day on, until the next one. */
export interface SalaryFrom {
  validFrom: string;
  amount: number;
}

/** When a contract gives an allowance, and how much of the base salary. */
export interface AllowanceTerms extends Days {
  /** To three decimal places. */
  coefficient: number;
  /** Days within that give none, such as a suspension; they may overlap. */
  excluded: Days[];
}

/** Days with one base salary. */
export interface SalarySpan extends Days {
  days: number;
  baseSalary: number;
}

/** The days of a month `2026-10`. */
export function daysOf(month: string): Days & { days: number } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${days}`, days };
}

/**
 * The spans of one base salary within the month on which the terms give an allowance, in order.
 * @param salaries in the order of their days.
 * @throws Problem 422 `allowance.no-base-salary` when none is known for one of the days.
 */
export function spansIn(month: string, terms: AllowanceTerms, salaries: readonly SalaryFrom[]): SalarySpan[] {
  const whole = daysOf(month);
  const [from, to] = [later(terms.from, whole.from), earlier(terms.to, whole.to)];
  const open = terms.excluded.reduce<Days[]>(without, from <= to ? [{ from, to }] : []);
  return open.flatMap((days) => {
    const first = salaries.findLastIndex(({ validFrom }) => validFrom <= days.from);
    if (first < 0)
      throw Problem.unprocessable('allowance.no-base-salary', `No base salary is known for ${days.from}`);
    return salaries
      .slice(first)
      .map(({ validFrom, amount }, index, rest) => {
        const next = rest[index + 1]?.validFrom;
        const span = {
          from: later(validFrom, days.from),
          to: next && next <= days.to ? shifted(next, -1) : days.to,
        };
        return { ...span, days: countOf(span), baseSalary: amount };
      })
      .filter((span) => span.days > 0);
  });
}

/** What spans give, in thousandths of đồng × days of the month: whole numbers, which add up exactly. */
export function unrounded(spans: readonly SalarySpan[], coefficient: number): number {
  const thousandths = Math.round(coefficient * 1000);
  return spans.reduce((sum, { days, baseSalary }) => sum + days * baseSalary * thousandths, 0);
}

/** What spans of a month give, in đồng. */
export function amountOf(month: string, spans: readonly SalarySpan[], coefficient: number): number {
  const unit = daysOf(month).days * 1000;
  return Math.floor((2 * unrounded(spans, coefficient) + unit) / (2 * unit));
}

function without(spans: Days[], { from, to }: Days): Days[] {
  if (to < from) return spans;
  return spans.flatMap((span) =>
    [
      { from: span.from, to: earlier(span.to, shifted(from, -1)) },
      { from: later(span.from, shifted(to, 1)), to: span.to },
    ].filter((rest) => rest.from <= rest.to),
  );
}

const DAY = 86_400_000;
const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
const dayOfMonth = (day: string): number => Number(day.slice(8));
/** How many days of one month; none when they end before they begin. */
const countOf = ({ from, to }: Days): number => (from <= to ? dayOfMonth(to) - dayOfMonth(from) + 1 : 0);

/** So many days after a day. */
export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
