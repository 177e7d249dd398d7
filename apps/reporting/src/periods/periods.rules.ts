import type { PeriodCorrection, PeriodDiscipline } from '#contracts/periods';

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

type Change = PeriodCorrection['levels'][number];
/** What a level owed, and what came. */
export type LevelCounts = Pick<Change, 'level'> & Change['before'];

/** The levels whose counts a correction changed, those of before first; a level that owes nothing has counts of 0. */
export function changedLevels(before: LevelCounts[], after: LevelCounts[]): Change[] {
  const countsOf = (list: LevelCounts[], level: LevelCounts['level']): Change['before'] => {
    const { expected, received, onTime } = list.find((one) => one.level === level) ?? none;
    return { expected, received, onTime };
  };
  const levels = new Set([...before, ...after].map(({ level }) => level));
  return [...levels]
    .map((level) => ({ level, before: countsOf(before, level), after: countsOf(after, level) }))
    .filter((change) => owedFields.some((field) => change.before[field] !== change.after[field]));
}

const none = { expected: 0, received: 0, onTime: 0 };
const owedFields = ['expected', 'received', 'onTime'] as const;
