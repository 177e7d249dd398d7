import type { Tendency } from './codes.js';
import type { Issue, Mood, Salience } from './issues/issue.js';

export type Trend = 'rising' | 'stable' | 'falling' | 'new';

const storyBegins = monthIndex('2026-07');
const storyMonths = 12;

/** Months since the year 0 of an ISO date or month. */
function monthIndex(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function salienceAt({ base, season, episodes }: Salience, month: number): number {
  const risen = (episodes ?? []).map(
    ({ peak, height, width }) => height * Math.max(0, 1 - Math.abs(month - monthIndex(peak)) / width),
  );
  return risen.reduce((sum, height) => sum + height, base + (season?.[(month % 12) + 1] ?? 0));
}

/** How much an issue is talked about in the month of a date, and how that compares with the month before. */
export function salience(issue: Issue, date: string): { weight: number; trend: Trend } {
  const month = monthIndex(date);
  const weight = salienceAt(issue.salience, month);
  const before = salienceAt(issue.salience, month - 1);
  if (before < 0.35 && weight >= 0.7) return { weight, trend: 'new' };
  if (weight > before * 1.2) return { weight, trend: 'rising' };
  return { weight, trend: weight < before * 0.83 ? 'falling' : 'stable' };
}

/** The share of each tendency on an issue in the month of a date: the mood moves evenly over the story's year. */
export function tendencyShares({ mood: [from, to] }: Issue, date: string): Record<Tendency, number> {
  const progress = Math.min(1, Math.max(0, (monthIndex(date) - storyBegins) / storyMonths));
  const [approve, oppose, undecided] = from.map(
    (share, i) => share + (to[i]! - share) * progress,
  ) as unknown as Mood;
  return { approve, oppose, undecided };
}
