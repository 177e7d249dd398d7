import type { Answers, AnswerValue } from '#contracts/questionnaires';
import { type FieldError, Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { givenIn, type PreparedForm, validateResponse, type ValidationOptions } from '#xlsform/response';

export interface CheckedAnswers {
  answers: Answers;
  /** Paths of those that were left out. */
  dropped: string[];
}

/**
 * The answers as they may be kept: checked by the form, and with no text that leads to a person.
 * @throws Problem 422 `response.refused`
 */
export function checkedAnswers(
  form: PreparedForm,
  given: Answers,
  options: ValidationOptions,
): CheckedAnswers {
  const { answers, dropped, problems } = validateResponse(form, given, options);
  const errors = [...problems, ...personalSpans(form, answers)].map(({ path, message }) => ({
    path: `answers.${path}`,
    message,
  }));
  if (errors.length > 0)
    throw Problem.unprocessable('response.refused', 'These answers cannot be taken', { errors });
  return { answers, dropped: [...dropped] };
}

/** What was typed in freely, also what was calculated from it. */
function personalSpans(form: PreparedForm, answers: Answers): FieldError[] {
  return form.free.flatMap(({ name, repeat }) => {
    const told = (path: string, value: AnswerValue | undefined): FieldError[] =>
      typeof value === 'string' ? personalSpansIn(path, value) : [];
    if (repeat === undefined) return told(name, givenIn(answers, name));
    const rounds = (givenIn(answers, repeat) ?? []) as Answers[];
    return rounds.flatMap((round, at) => told(`${repeat}.${at}.${name}`, givenIn(round, name)));
  });
}
