import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';

/**
 * @param noun what the texts speak of, the first part of the problem's code.
 * @param texts by their path in the request; null where nothing was written.
 * @throws Problem 422 `<noun>.personal-data`, saying where and what kind, never what.
 */
export function refusePersonalData(
  noun: 'certificate' | 'class' | 'attempt' | 'evaluation' | 'conference',
  texts: Record<string, string | null>,
): void {
  const errors = Object.entries(texts).flatMap(([path, text]) =>
    text === null ? [] : personalSpansIn(path, text),
  );
  if (errors.length > 0)
    throw Problem.unprocessable(`${noun}.personal-data`, 'The text leads to a person', { errors });
}
