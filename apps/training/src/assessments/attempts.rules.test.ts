import { describe, expect, it } from 'vitest';
import type { Question } from '#contracts/assessments';
import { drawQuestions, fits, marksOf, passes } from './attempts.rules.js';

const question = (changes: Partial<Question> = {}): Question => ({
  kind: 'multiple',
  text: 'Câu hỏi nào dẫn dắt người trả lời?',
  options: ['A', 'B', 'C'],
  keys: [0, 2],
  most: 2,
  ...changes,
});
const bank = Array.from({ length: 30 }, (_, index) => question({ text: `Câu ${index}` }));

describe('questions', () => {
  it('are drawn by their seed: the same again, others for another, none twice', () => {
    const drawn = drawQuestions(bank, 10, 7);
    expect(drawn).toHaveLength(10);
    expect(drawQuestions(bank, 10, 7)).toEqual(drawn);
    expect(drawQuestions(bank, 10, 8)).not.toEqual(drawn);
    expect(new Set(drawQuestions(bank, 40, 7)).size).toBe(30);
  });

  it('are each as likely as any other', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed += 1)
      for (const { text } of drawQuestions(bank, 3, seed)) times.set(text, (times.get(text) ?? 0) + 1);
    expect(times.size).toBe(30);
    for (const count of times.values()) expect(Math.abs(count - 300)).toBeLessThan(90);
  });
});

describe('an answer', () => {
  it('gets its marks for all that is right and nothing else', () => {
    expect(marksOf(question(), { choices: [2, 0] })).toBe(2);
    for (const choices of [[0], [0, 1, 2], [], [1]]) expect(marksOf(question(), { choices })).toBe(0);
    expect(marksOf(question({ kind: 'open', options: [], keys: [] }), { text: 'Vì' })).toBeNull();
    expect(marksOf(question({ kind: 'open', options: [], keys: [] }), {})).toBe(0);
  });

  it('fits the kind of its question', () => {
    const single = question({ kind: 'single', keys: [1] });
    expect([{ choices: [1] }, {}].map((answer) => fits(single, answer))).toEqual([true, true]);
    const wrong = [{ choices: [0, 1] }, { choices: [3] }, { text: 'B' }];
    expect(wrong.map((answer) => fits(single, answer))).toEqual([false, false, false]);
    expect(fits(question(), { choices: [0, 0] })).toBe(false);
    expect(fits(question({ kind: 'open', options: [], keys: [] }), { choices: [0] })).toBe(false);
  });
});

it('what is needed is a share of the marks there are', () => {
  const questions = [{ most: 3 }, { most: 7 }];
  expect(
    [
      [3, 3],
      [3, 4],
      [0, 7],
      [3, null],
    ].map((marks) => passes(questions, marks, 70)),
  ).toEqual([false, true, true, null]);
});
