import { Problem } from '#contracts/problem';
import type { SurveyDesign } from '#contracts/survey';

const probabilityDesigns: readonly SurveyDesign[] = ['simple-random', 'stratified', 'multi-stage-cluster'];

/** Whether every member of the population has a known chance to be asked. */
export const isProbability = (design: SurveyDesign): boolean => probabilityDesigns.includes(design);

/**
 * Response rates describe how much of a probability sample answered; of volunteers and quotas they say nothing.
 * @throws Problem 422 `survey-plan.no-outcome-rates`.
 */
export function mustHaveOutcomeRates(design: SurveyDesign): void {
  if (isProbability(design)) return;
  throw Problem.unprocessable('survey-plan.no-outcome-rates', 'This design has no response rates', {
    detail: `${design} is not a probability design: no response rate may be printed for it`,
  });
}

/**
 * A sample size follows from a margin of error, and only a probability sample has one.
 * @throws Problem 422 `survey-plan.no-margin-of-error`.
 */
export function mustHaveMarginOfError(design: SurveyDesign): void {
  if (isProbability(design)) return;
  throw Problem.unprocessable('survey-plan.no-margin-of-error', 'This design has no margin of error', {
    detail: `${design} is not a probability design: no margin of error may be printed for it`,
  });
}
