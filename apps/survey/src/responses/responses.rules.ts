import type { Answers } from '#contracts/questionnaires';
import { type FieldError, Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { type PreparedForm, validateResponse, type ValidationOptions } from '#xlsform/response';

/**
 * The answers as they may be kept: checked by the form, and with no text that leads to a person.
 * @throws Problem 422 `response.refused`
 */
export function checkedAnswers(
  form: PreparedForm,
  given: Answers,
  options: ValidationOptions,
): { answers: Answers; dropped: readonly string[] } {
  const { answers, dropped, problems } = validateResponse(form, given, options);
  const errors = [...problems, ...personalSpans(form, answers)].map(({ path, message }) => ({
    path: `answers.${path}`,
    message,
  }));
  if (errors.length > 0)
    throw Problem.unprocessable('response.refused', 'These answers cannot be taken', { errors });
  return { answers, dropped };
}

/** What was typed in freely, also what was calculated from it. */
function personalSpans(form: PreparedForm, answers: Answers, within = ''): FieldError[] {
  return Object.entries(answers).flatMap(([name, value]) => {
    const path = `${within}${name}`;
    const type = form.items.get(name)?.type;
    if (type === 'repeat')
      return (value as Answers[]).flatMap((round, at) => personalSpans(form, round, `${path}.${at}.`));
    const isFree = typeof value === 'string' && (type === 'text' || type === 'calculate');
    return isFree ? personalSpansIn(path, value) : [];
  });
}
