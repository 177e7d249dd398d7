import { type FieldError, Problem } from '#contracts/problem';
import { guardFreeText } from '#disclosure/free-text-guard';

/**
 * Where a text names or leads to a person. The message says what kind of thing stands at which characters,
 * never what it is, so that it may be shown and logged.
 * @param path of the text in the request.
 */
export function personalSpansIn(path: string, text: string): FieldError[] {
  return guardFreeText(text).map(({ kind, start, end }) => ({
    path,
    message: `${kind} at characters ${start} to ${end}: write it so that it leads to no person`,
  }));
}

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
