import type { PeriodDiscipline } from '#contracts/periods';

type Counts = Omit<PeriodDiscipline['items'][number], 'submissionRate' | 'onTimeRate' | 'returnRate'>;

/** Adds the shares of what was owed, and of what came; of nothing a share is not defined, never 0. */
export function withRates(counts: Counts): PeriodDiscipline['items'][number] {
  const { expected, received, onTime, returned, medianDelayDays } = counts;
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    ...counts,
    medianDelayDays: medianDelayDays === null ? null : Math.round(medianDelayDays * 10) / 10,
    submissionRate: share(received, expected),
    onTimeRate: share(onTime, expected),
    returnRate: share(returned, received),
  };
}
