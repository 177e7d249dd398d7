import { type ClassEvaluation, EvaluationAspect, type GiveEvaluation } from '#contracts/evaluations';
import { type ReleasedFigure, releaseTables } from '#disclosure/gate';
import type { EvaluationCounts } from './evaluation.entity.js';

const aspects = EvaluationAspect.options;
const answers = [1, 2, 3, 4, 5];

const each = (value: (aspect: EvaluationAspect) => number[]): EvaluationCounts =>
  Object.fromEntries(aspects.map((aspect) => [aspect, value(aspect)])) as EvaluationCounts;

export const noAnswers = (): EvaluationCounts => each(() => answers.map(() => 0));

export const withAnswer = (counts: EvaluationCounts, given: GiveEvaluation): EvaluationCounts =>
  each((aspect) => counts[aspect].map((count, index) => count + (given[aspect] === index + 1 ? 1 : 0)));

const shown = (figure: ReleasedFigure) =>
  figure.value === null
    ? { people: null, withheld: figure.reason }
    : { people: figure.value, withheld: null };

/** The counts as far as the gate shows them, all aspects of one set of people together. */
export function release(counts: EvaluationCounts): Pick<ClassEvaluation, 'answered' | 'aspects'> {
  const tables = releaseTables(
    aspects.map((aspect) => ({
      base: 'people' as const,
      rows: { dimension: aspect, keys: answers.map(String) },
      counts: [
        { row: null, count: counts[aspect].reduce((sum, count) => sum + count, 0) },
        ...counts[aspect].map((count, index) => ({ row: String(index + 1), count })),
      ],
    })),
  );
  return {
    answered: shown(tables[0]!.total),
    aspects: aspects.map((aspect, place) => ({
      aspect,
      answers: answers.map((answer, index) => ({ answer, ...shown(tables[place]!.rowTotals[index]!) })),
    })),
  };
}
