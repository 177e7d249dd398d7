import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';

/**
 * Refuses text of an aggregate report that names or leads to a person.
 * @param texts by their path in the request.
 * @throws Problem 422 `opinion.personal-data`, saying where and what kind, never what.
 */
export function refusePersonalData(texts: Record<string, string>): void {
  const errors = Object.entries(texts).flatMap(([path, text]) => personalSpansIn(path, text));
  if (errors.length > 0) {
    throw Problem.unprocessable('opinion.personal-data', 'The text leads to a person', { errors });
  }
}
