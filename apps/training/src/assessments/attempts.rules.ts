import type { Answer, Question } from '#contracts/assessments';
import { seededRandom } from '#statistics/random';
import type { KeptQuestion } from './assessment.entity.js';

/** So many questions at random and in random order; the same ones again for the same seed and bank. */
export function drawQuestions(bank: readonly Question[], draw: number, seed: number): Question[] {
  const random = seededRandom(seed);
  const left = [...bank];
  return Array.from(
    { length: Math.min(draw, bank.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0]!,
  );
}

/** Whether an answer is one to its question: one choice, several, or words. */
export function fits({ kind, options }: KeptQuestion, { choices = [], text }: Answer): boolean {
  if (kind === 'open') return choices.length === 0;
  if (text !== undefined || (kind === 'single' && choices.length > 1)) return false;
  return new Set(choices).size === choices.length && choices.every((choice) => choice < options.length);
}

/** Marks of an answer; null where somebody must read it. Of several right options all must be chosen and no other. */
export function marksOf({ kind, keys, most }: KeptQuestion, { choices = [], text }: Answer): number | null {
  if (kind === 'open') return text === undefined ? 0 : null;
  return choices.length === keys.length && keys.every((key) => choices.includes(key)) ? most : 0;
}

/** Whether the marks reach the share of those there are; null while one is missing. */
export function passes(
  questions: readonly Pick<KeptQuestion, 'most'>[],
  marks: readonly (number | null)[],
  passPercent: number,
): boolean | null {
  if (marks.includes(null)) return null;
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return 100 * sum(marks) >= passPercent * sum(questions.map(({ most }) => most));
}
