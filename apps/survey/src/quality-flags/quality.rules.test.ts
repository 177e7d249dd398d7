import { describe, expect, it } from 'vitest';
import type { Answers, QuestionnaireForm } from '#contracts/questionnaires';
import { type HeldInterview, noticesOf } from './quality.rules.js';

const scale = ['q1', 'q2', 'q3', 'q4', 'q5'];
const form: QuestionnaireForm = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: [
    ...scale.map((name) => ({ name, type: 'select_one' as const, list: 'scale' })),
    { name: 'party', type: 'select_one', list: 'other' },
    ...Array.from({ length: 5 }, (_, at) => ({ name: `n${at}`, type: 'integer' as const })),
  ],
  lists: [],
};

/** An interview like many others: no two are the same, and nothing is answered alike throughout. */
const usual = (at: number, more: Partial<HeldInterview> & { answers?: Answers } = {}): HeldInterview => ({
  minutes: 20 + (at % 5),
  ...more,
  answers: {
    ...Object.fromEntries(scale.map((name, place) => [name, String(1 + ((at + place) % 4))])),
    party: at % 2 ? 'yes' : 'no',
    ...Object.fromEntries(Array.from({ length: 5 }, (_, place) => [`n${place}`, at * 7 + place])),
    ...more.answers,
  },
});
const some = (count: number, of: (at: number) => HeldInterview = usual, from = 0): HeldInterview[] =>
  Array.from({ length: count }, (_, at) => of(from + at));
const others = some(60, usual, 1000);
const kinds = (theirs: HeldInterview[], those = others) =>
  noticesOf(form, theirs, those).map(({ kind, item }) => (item ? `${kind} ${item}` : kind));

describe('of the interviews of one interviewer', () => {
  it('nothing is worth a look where they are like others', () => {
    expect(kinds(some(20))).toEqual([]);
  });

  it('worth a look is that some were much faster than usual', () => {
    const fast = (at: number) => usual(at, { minutes: at < 2 ? 9 : 22 });
    expect(noticesOf(form, some(10, fast), others)).toEqual([
      { kind: 'speed', item: null, interviews: 10, noticed: 2 },
    ]);
    expect(kinds(some(11, fast))).toEqual([]);
    expect(kinds(some(10, (at) => usual(at, { minutes: null })))).toEqual([]);
  });

  it('worth a look is that questions in a row are answered all alike', () => {
    const alike = Object.fromEntries(scale.map((name) => [name, '3']));
    const straight = (at: number) => usual(at, at < 3 ? { answers: alike } : {});
    expect(kinds(some(12, straight))).toEqual(['straight-lining']);
    const apart = { ...alike, q5: '2' };
    expect(kinds(some(12, (at) => usual(at, at < 3 ? { answers: apart } : {})))).toEqual([]);
  });

  it('worth a look is that some say in all the same', () => {
    expect(kinds([...some(8), usual(3), usual(3)])).toEqual(['duplicates']);
    const short = [...some(8), ...some(2, () => ({ minutes: 20, answers: { party: 'yes' } }))];
    expect(kinds(short)).toEqual([]);
  });

  it('worth a look is that nearly all say the same where others are divided, not where all agree', () => {
    const one = (at: number) => usual(at, { answers: { party: at === 0 ? 'no' : 'yes' } });
    expect(noticesOf(form, some(20, one), others)).toEqual([
      { kind: 'near-unanimity', item: 'party', interviews: 20, noticed: 20 },
    ]);
    expect(
      kinds(
        some(20, one),
        some(60, (at) => usual(at, { answers: { party: 'yes' } })),
      ),
    ).toEqual([]);
    expect(kinds(some(9, one))).toEqual([]);
  });

  it('worth a look is that a question is answered otherwise than chance explains', () => {
    const leaning = (at: number) => usual(at, { answers: { party: at % 10 ? 'yes' : 'no' } });
    expect(kinds(some(40, leaning))).toEqual(['interviewer-effect party']);
    const slightly = (at: number) => usual(at, { answers: { party: at % 5 < 3 ? 'yes' : 'no' } });
    expect(kinds(some(40, slightly))).toEqual([]);
  });

  it('nothing is looked at where they are fewer than five', () => {
    expect(kinds(some(4, () => usual(1, { minutes: 1 })))).toEqual([]);
  });
});
