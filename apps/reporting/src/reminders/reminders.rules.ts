import type { QuietHours } from '#contracts/notifications';

/** Whether nobody is reminded at this time of day; quiet hours may span midnight. */
export function isQuiet(time: string, quiet: QuietHours | null): boolean {
  if (!quiet) return false;
  const { from, to } = quiet;
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/** Days left until the due day at which something is said; below 0 after it. */
export const stagesOf = ({
  daysBefore,
  daysAfter,
}: {
  daysBefore: number[];
  daysAfter: number[];
}): number[] => [...daysBefore, ...daysAfter.map((days) => -days)];
