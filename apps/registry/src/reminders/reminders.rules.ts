/** A thing that is due, and at how many days before it somebody has been reminded of it. */
export interface Due {
  daysLeft: number;
  reminded: readonly number[];
}

/**
 * The numbers of days before that have been reached and of which nothing has been said. One reminder covers all of them:
 * after a pause, or for what is short from the start, it is said once how much is left, and not once for each.
 */
export const reached = ({ daysLeft, reminded }: Due, days: readonly number[]): number[] =>
  days.filter((before) => daysLeft <= before && !reminded.includes(before));
