/** A month to report on; days are ISO dates, both ends included. */
export interface Month {
  code: string;
  startsOn: string;
  endsOn: string;
  dueOn: string;
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** Today in Vietnam. */
export function todayInVietnam(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}

/** The month that lies `back` months before the one of `today`, due on the fifth of the next. */
export function monthBefore(today: string, back: number): Month {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const first = new Date(Date.UTC(year, month - 1 - back, 1));
  const next = new Date(Date.UTC(year, month - back, 1));
  return {
    code: iso(first).slice(0, 7),
    startsOn: iso(first),
    endsOn: iso(new Date(next.getTime() - 86_400_000)),
    dueOn: iso(new Date(next.getTime() + 4 * 86_400_000)),
  };
}

/** The last moment of a day in Vietnam, as RFC 3339. */
export const endOfDay = (day: string): string => `${day}T23:59:59+07:00`;
