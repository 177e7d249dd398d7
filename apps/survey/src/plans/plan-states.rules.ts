import { Problem } from '#contracts/problem';
import type { SurveyPlanState, SurveyPlanStep } from '#contracts/survey';

/** What stands of a plan's questionnaire and sample. */
export interface Readiness {
  hasQuestionnaire: boolean;
  /** Whether the latest version was tried out, and whether it is frozen. */
  isPretested: boolean;
  isFrozen: boolean;
  hasSample: boolean;
}

const before: Record<SurveyPlanStep['to'] | 'approved', SurveyPlanState> = {
  designed: 'planned',
  pretested: 'designed',
  approved: 'pretested',
  fielding: 'approved',
  closed: 'fielding',
};

/** A plan can be rewritten until its fieldwork begins. */
const rewritable: readonly SurveyPlanState[] = ['planned', 'designed', 'pretested', 'approved'];
/** What was approved stays as it was approved. */
const open: readonly SurveyPlanState[] = ['planned', 'designed', 'pretested'];

export const isOpen = (state: SurveyPlanState): boolean => open.includes(state);

/** @throws Problem 409 `survey-plan.in-field` */
export function mustBeRewritable(state: SurveyPlanState): void {
  if (!rewritable.includes(state))
    throw Problem.conflict('survey-plan.in-field', 'The plan of a survey in the field stays as it is');
}

/** States after which nobody goes out any more. */
const over: readonly SurveyPlanState[] = ['closed', 'processed', 'released', 'archived'];

/** @throws Problem 409 `field-case.closed` */
export function mustNotBeClosed({ state }: { state: SurveyPlanState }): void {
  if (over.includes(state)) throw Problem.conflict('field-case.closed', 'Fieldwork of this survey is closed');
}

/**
 * A plan goes on step by step, and each step has what it needs.
 * @throws Problem 409 `survey-plan.wrong-state`, `survey-plan.not-ready`
 */
export function mustFollow(
  state: SurveyPlanState,
  to: SurveyPlanStep['to'] | 'approved',
  ready: Readiness,
): void {
  if (before[to] !== state) {
    throw Problem.conflict('survey-plan.wrong-state', 'The plan is not there yet, or has passed it', {
      detail: `it is ${state}; ${to} comes after ${before[to]}`,
    });
  }
  const missing = [
    ...(ready.hasQuestionnaire ? [] : ['a questionnaire']),
    ...(ready.hasSample ? [] : ['a sample or its quotas']),
    ...(to === 'designed' || ready.isPretested ? [] : ['a trial of the latest version of the questionnaire']),
    ...(to !== 'fielding' || ready.isFrozen ? [] : ['a frozen version of the questionnaire']),
  ];
  if (missing.length === 0) return;
  throw Problem.conflict('survey-plan.not-ready', 'Something is missing for this step', {
    detail: missing.join(', '),
  });
}
