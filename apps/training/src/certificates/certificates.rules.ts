import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';

/**
 * @param noun what the texts speak of, the first part of the problem's code.
 * @param texts by their path in the request.
 * @throws Problem 422 `<noun>.personal-data`, saying where and what kind, never what.
 */
export function refusePersonalData(
  noun: 'certificate' | 'class' | 'attempt' | 'evaluation',
  texts: Record<string, string>,
): void {
  const errors = Object.entries(texts).flatMap(([path, text]) => personalSpansIn(path, text));
  if (errors.length > 0)
    throw Problem.unprocessable(`${noun}.personal-data`, 'The text leads to a person', { errors });
}
