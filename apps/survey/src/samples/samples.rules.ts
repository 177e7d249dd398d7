import { Problem } from '#contracts/problem';
import type { SampleDesign } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';

/** The designs of plans that a way to draw carries out. */
const carriedOutBy: Record<SurveyDesign, readonly SampleDesign['method'][]> = {
  'simple-random': ['simple-random', 'systematic'],
  stratified: ['stratified'],
  'multi-stage-cluster': ['multi-stage'],
  quota: ['quota'],
  convenience: ['opt-in'],
  'opt-in': ['opt-in'],
};

/**
 * A sample is drawn as its plan says, and only samples that are drawn by chance have a frame.
 * @throws Problem 422 `sample.design-differs`
 */
export function mustSuit(planned: SurveyDesign, { method }: SampleDesign, frameId: string | null): void {
  const hasFrame = method !== 'quota' && method !== 'opt-in';
  const [detail] = [
    ...(carriedOutBy[planned].includes(method)
      ? []
      : [`the plan says ${planned}, and ${method} is something else`]),
    ...(hasFrame === (frameId !== null)
      ? []
      : [hasFrame ? `${method} needs a frame` : `${method} has no frame`]),
  ];
  if (detail === undefined) return;
  throw Problem.unprocessable('sample.design-differs', 'The sample does not suit its plan', { detail });
}
