import {
  type NoticeChannel,
  type NoticeKind,
  noticeKindRule,
  type QuietHours,
} from '#contracts/notifications';

/** Quiet hours and days are those of the office. */
export const OFFICE_TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** For whoever has chosen none; the defaults of the table say the same. */
export const usualQuietHours: QuietHours = { from: '21:00', to: '06:00' };

/** The channel of a kind for somebody who has chosen, or not. */
export function channelOf(kind: NoticeKind, chosen: NoticeChannel | undefined): NoticeChannel {
  const { channel, mandatory } = noticeKindRule(kind);
  return mandatory ? channel : (chosen ?? channel);
}

const DAY_MINUTES = 24 * 60;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: OFFICE_TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
});

/** When mail may go, seen from `now`: at once, or when the quiet hours that have begun are over. */
export function afterQuietHours(now: Date, quiet: QuietHours | null): Date {
  if (!quiet) return now;
  const minute = minuteOf(clock.format(now));
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)];
  const since = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES;
  if (since >= length) return now;
  const wholeMinute = Math.floor(now.getTime() / 60_000) * 60_000;
  return new Date(wholeMinute + (length - since) * 60_000);
}
