import type { PeriodDiscipline } from '#contracts/periods';

type Counts = Omit<PeriodDiscipline['items'][number], 'submissionRate' | 'onTimeRate'>;

/** Adds the shares of what was owed; with nothing owed a share is not defined, never 0. */
export function withRates(counts: Counts): PeriodDiscipline['items'][number] {
  const { expected, received, onTime } = counts;
  const share = (part: number): number | null => (expected === 0 ? null : part / expected);
  return { ...counts, submissionRate: share(received), onTimeRate: share(onTime) };
}
