import type { Holidays, PeriodDues, ReportingCalendar } from '#contracts/calendars';

type Rule = Pick<ReportingCalendar, 'months' | 'startMonth' | 'startDay'>;

export interface Span {
  startsOn: string;
  /** Inclusive. */
  endsOn: string;
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const plusDays = (day: string, days: number): string => iso(Date.parse(day) + days * 86_400_000);

/** The period of a calendar in which a day lies. */
export function spanOf({ months, startMonth, startDay }: Rule, day: string): Span {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  // Months are counted from the year 2000 on; one whose first day is still to come belongs to the one before.
  const current = (year - 2000) * 12 + month - 1 - Number(date < startDay);
  const first = current - ((((current - startMonth + 1) % months) + months) % months);
  const startsOn = iso(Date.UTC(2000, first, startDay));
  return { startsOn, endsOn: iso(Date.UTC(2000, first + months, startDay - 1)) };
}

/** The period of a calendar in which a day lies, and those that follow it. */
export function spansFrom(rule: Rule, day: string, count: number): [Span, ...Span[]] {
  const spans: [Span, ...Span[]] = [spanOf(rule, day)];
  while (spans.length < count) spans.push(spanOf(rule, plusDays(spans.at(-1)!.endsOn, 1)));
  return spans;
}

/** The day on which a period opens by itself; null: only by hand. */
export const opensOn = (
  { opensDaysBefore }: Pick<ReportingCalendar, 'opensDaysBefore'>,
  { startsOn }: Span,
): string | null => (opensDaysBefore === null ? null : plusDays(startsOn, -opensDaysBefore));

/** A month, quarter or year bears the number of the one in which it ends. */
export function codeOf({ code, kind }: Pick<ReportingCalendar, 'code' | 'kind'>, span: Span): string {
  const [year, month] = span.endsOn.split('-') as [string, string];
  if (kind === 'monthly') return `${year}-${month}`;
  if (kind === 'quarterly') return `${year}-Q${Math.ceil(Number(month) / 3)}`;
  return kind === 'yearly' ? year : `${code}-${span.startsOn}`;
}

/** When reports of a period that ends on a day fall due: first of all of them, then those of the exceptions. */
export function duesOf(
  calendar: Pick<ReportingCalendar, 'dueDays' | 'graceDays' | 'dueTime' | 'workingDays' | 'exceptions'>,
  endsOn: string,
  holidays: Holidays['days'],
): PeriodDues['items'] {
  const known = new Map(holidays.map(({ day, worked }) => [day, worked]));
  const isWorked = (day: string): boolean => known.get(day) ?? ![0, 6].includes(new Date(day).getUTCDay());
  const moved = (day: string): string =>
    calendar.workingDays && !isWorked(day) ? moved(plusDays(day, 1)) : day;
  const at = (day: string): string => new Date(`${day}T${calendar.dueTime}:00+07:00`).toISOString();
  return [{ level: null, organisationId: null, ...calendar }, ...calendar.exceptions].map(
    ({ level, organisationId, dueDays, graceDays }) => {
      const due = moved(plusDays(endsOn, dueDays));
      return { level, organisationId, dueAt: at(due), onTimeUntil: at(moved(plusDays(due, graceDays))) };
    },
  );
}
