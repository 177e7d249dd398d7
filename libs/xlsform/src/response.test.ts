import { describe, expect, it } from 'vitest';
import type { Answers, QuestionnaireForm, QuestionnaireItem } from '#contracts/questionnaires';
import { checkForm } from './form-check.js';
import { prepareForm, validateResponse } from './response.js';

const vi = (label: string) => ({ vi: label });
const yesNo = { name: 'yn', choices: ['yes', 'no'].map((name) => ({ name, label: vi(name) })) };
const places = {
  name: 'communes',
  choices: [
    { name: 'c1', label: vi('Xã Một'), attributes: { district: 'a' } },
    { name: 'c2', label: vi('Xã Hai'), attributes: { district: 'b' } },
  ],
};
const formOf = (...items: QuestionnaireItem[]): QuestionnaireForm => ({
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items,
  lists: [yesNo, places],
});
const ask = (
  name: string,
  more: Partial<QuestionnaireItem> & Pick<QuestionnaireItem, 'type'>,
): QuestionnaireItem => ({
  name,
  label: vi(name),
  ...more,
});
const calculate = (
  name: string,
  calculation: string,
  more: Partial<QuestionnaireItem> = {},
): QuestionnaireItem => ({
  name,
  type: 'calculate',
  calculation,
  ...more,
});
const validate = (form: QuestionnaireForm, answers: Answers, complete = true) =>
  validateResponse(prepareForm(form), answers, { today: '2026-04-15', complete });
/** What an expression gives, as a text. */
const valueOf = (expression: string, answers: Answers = {}, ...items: QuestionnaireItem[]) =>
  validate(formOf(...items, calculate('result', expression)), answers).answers.result ?? '';

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['7 div 2', '3.5'],
    ['7 mod 3', '1'],
    ['-7 mod 3', '-1'],
    ['- -2', '2'],
    ["'3' + '4'", '7'],
    ["concat('a', 1, true())", 'a1true'],
    ["'abc' = 'abc' and not('a' = 'b')", 'true'],
    ["if(2 > 1, 'more', 'less')", 'more'],
    ["coalesce('', 'second')", 'second'],
    ["regex('0912', '09[0-9]{2}')", 'true'],
    ["regex('x0912', '09[0-9]{2}')", 'false'],
    ["selected('a b c', 'b')", 'true'],
    ["selected('abc', 'b')", 'false'],
    ["count-selected('a b c')", '3'],
    ["selected-at('a b c', 1)", 'b'],
    ['today()', '2026-04-15'],
    ["today() - date('2026-04-01')", '14'],
    ["'2026-04-01' < today()", 'true'],
    ["format-date('2026-04-01', '%e/%n/%Y')", '1/4/2026'],
    ["int((today() - date('2000-04-16')) div 365.25)", '25'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-2'],
    ['round(2.345, 2)', '2.35'],
    ['max(3, 9, 4)', '9'],
    ["min('2', 1.5)", '1.5'],
    ["substr('Lạng Sơn', 5)", 'Sơn'],
    ["string-length('Lạng')", '4'],
    ["translate('abc', 'ab', 'x')", 'xc'],
    ["number('x') = number('x')", 'false'],
    ['boolean(0)', 'false'],
    ["boolean('false')", 'true'],
    ['0.1 + 0.2 > 0.3', 'true'],
    ['1000000000000 * 1000000000000', '1000000000000000000000000'],
  ])('%s is %s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  it('compares an answer that was not given as XPath does: it is less than nothing and more than nothing', () => {
    const age = ask('age', { type: 'integer' });
    expect(valueOf('${age} < 18', {}, age)).toBe('false');
    expect(valueOf('${age} >= 18', {}, age)).toBe('false');
    expect(valueOf("${age} = ''", {}, age)).toBe('true');
    expect(valueOf('${age} >= 18', { age: 18 }, age)).toBe('true');
  });

  it('says in which words it cannot be read', () => {
    const messages = (source: string) =>
      checkForm(formOf(calculate('x', source))).map(({ message }) => message);
    expect(messages('1 +')).toEqual(['it ends where something is still to come']);
    expect(messages('(1')).toEqual(['“)” is missing']);
    expect(messages('1 2')).toEqual(['“2” at 3 does not belong there']);
    expect(messages('age > 1')).toEqual(['age is nothing known; the answer to another item is ${age}']);
    expect(messages('${nobody}')).toEqual(['there is no item nobody']);
    expect(messages('if(1, 2)')).toEqual(['if takes 3 arguments, not 2']);
    expect(messages('constructor(1)')).toEqual(['there is no function constructor']);
    expect(messages("regex('a', '(a+)+')")).toEqual(['(a+)+ could take for ever to match: simplify it']);
    expect(messages("regex('a', '(a|a)*b')")).toEqual(['(a|a)*b could take for ever to match: simplify it']);
    expect(messages(`${'('.repeat(60)}1${')'.repeat(60)}`)).toEqual(['it is nested deeper than 50']);
  });

  it('is refused where calculations go in a circle, with the way round', () => {
    const problems = checkForm(formOf(calculate('a', '${b} + 1'), calculate('b', '${a} + 1')));
    expect(problems[0]).toMatchObject({
      field: 'calculation',
      message: 'what is asked or calculated here depends on itself: a → b → a',
    });
  });
});

describe('a response', () => {
  const form = formOf(
    ask('consent', { type: 'select_one', list: 'yn', required: true }),
    { name: 'main', type: 'group', relevant: "${consent} = 'yes'" },
    ask('age', {
      type: 'integer',
      within: 'main',
      required: true,
      constraint: '. >= 18 and . <= 120',
      constraintMessage: vi('Từ 18 tuổi'),
    }),
    ask('uses', {
      type: 'select_multiple',
      list: 'yn',
      within: 'main',
      constraint: 'count-selected(.) <= 1',
    }),
    ask('district', { type: 'text', within: 'main' }),
    ask('commune', {
      type: 'select_one',
      list: 'communes',
      within: 'main',
      choiceFilter: 'district = ${district}',
    }),
    ask('trust', { type: 'range', range: { start: 0, end: 10, step: 1 }, within: 'main' }),
    calculate('older', 'if(${age} >= 60, 1, 0)', { within: 'main' }),
    calculate('place', "jr:choice-name(${commune}, '${commune}')", { within: 'main' }),
  );
  const good: Answers = { consent: 'yes', age: 61, uses: ['yes'], district: 'a', commune: 'c1', trust: 7 };

  it('is taken with what is calculated, whatever was sent for it', () => {
    expect(validate(form, { ...good, older: '5' })).toEqual({
      answers: { ...good, older: '1', place: 'Xã Một' },
      dropped: [],
      problems: [],
    });
  });

  it('loses what is not asked, and owes nothing there', () => {
    expect(validate(form, { consent: 'no', age: 3, trust: 99 })).toEqual({
      answers: { consent: 'no' },
      dropped: ['age', 'trust'],
      problems: [],
    });
  });

  it.each<[Answers, string, string]>([
    [{ consent: 'maybe' }, 'consent', 'There is no choice maybe'],
    [{}, 'consent', 'This is required'],
    [{ consent: 'yes' }, 'age', 'This is required'],
    [{ ...good, age: 17 }, 'age', 'Từ 18 tuổi'],
    [{ ...good, age: 18.5 }, 'age', 'This must be a whole number'],
    [{ ...good, age: '61' }, 'age', 'This must be a number'],
    [{ ...good, uses: ['yes', 'no'] }, 'uses', 'This is not a possible answer'],
    [{ ...good, uses: 'yes' }, 'uses', 'This must be a list of names of choices'],
    [{ ...good, uses: ['yes', 'yes'] }, 'uses', 'A choice is there twice'],
    [{ ...good, commune: 'c2' }, 'commune', 'c2 is not offered after what else was answered'],
    [{ ...good, trust: 7.5 }, 'trust', 'This must be a step from 0 to 10'],
    [{ ...good, phone: '09' }, 'phone', 'There is no such question here'],
    [{ ...good, main: 'x' }, 'main', 'There is no such question here'],
  ])('%j is refused at %s', (answers, path, message) => {
    expect(validate(form, answers).problems).toEqual([{ path, message }]);
  });

  it('takes names that objects have anyway for names', () => {
    const odd = formOf(
      ask('constructor', { type: 'integer' }),
      ask('toString', { type: 'select_one', list: 'communes', choiceFilter: "valueOf = ''" }),
    );
    const columns = {
      ...places,
      choices: [...places.choices, { name: 'c3', label: vi('Ba'), attributes: { valueOf: 'x' } }],
    };
    const withColumns = { ...odd, lists: [columns] };
    expect(validate(withColumns, {})).toEqual({ answers: {}, dropped: [], problems: [] });
    expect(validate(withColumns, { toString: 'c1' } as never).problems).toEqual([]);
    expect(validate(withColumns, { toString: 'c3' } as never).problems).toHaveLength(1);
  });

  it('may be partial while it is not complete, but not wrong', () => {
    expect(validate(form, { consent: 'yes' }, false).problems).toEqual([]);
    expect(validate(form, { consent: 'yes', age: 5 }, false).problems).toHaveLength(1);
  });
});

describe('a repeat', () => {
  const form = formOf(
    ask('size', { type: 'integer' }),
    { name: 'members', type: 'repeat', repeatCount: '${size}' },
    ask('years', { type: 'integer', within: 'members', required: true, constraint: '. < 130' }),
    ask('works', { type: 'select_one', list: 'yn', within: 'members', relevant: '${years} >= 15' }),
    calculate('order', 'position(..)', { within: 'members' }),
    calculate('double', '${years} * 2', { within: 'members' }),
    calculate('adults', 'count(${works})'),
    calculate('years_of_all', 'sum(${years})'),
    calculate('rounds', 'count(${members})'),
    calculate('second', 'indexed-repeat(${years}, ${members}, 2)'),
    calculate('anyone', "${works} = 'yes'"),
  );

  it('sees its own round from within and all rounds from outside', () => {
    const members = [{ years: 40, works: 'no' }, { years: 12 }, { years: 70, works: 'yes' }];
    expect(validate(form, { size: 3, members })).toEqual({
      answers: {
        size: 3,
        members: members.map((member, at) => ({
          ...member,
          order: String(at + 1),
          double: String(2 * member.years),
        })),
        adults: '2',
        years_of_all: '122',
        rounds: '3',
        second: '12',
        anyone: 'true',
      },
      dropped: [],
      problems: [],
    });
  });

  it('names the round of a problem, and counts its rounds', () => {
    expect(validate(form, { size: 2, members: [{ years: 4 }, { years: 200 }] }).problems).toEqual([
      { path: 'members.1.years', message: 'This is not a possible answer' },
    ]);
    expect(validate(form, { size: 2, members: [{ years: 4 }] }).problems).toEqual([
      { path: 'members', message: 'There must be 2 rounds, not 1' },
    ]);
    const isList = { path: 'members', message: 'A repeat has a list of rounds' };
    for (const members of ['two', [[]], [null]] as never[])
      expect(validate(form, { members }).problems[0]).toEqual(isList);
  });

  it('has an end, as a text has', () => {
    const members = Array.from({ length: 101 }, () => ({ years: 4 }));
    expect(validate(form, { size: 101, members }).problems[0]).toEqual({
      path: 'members',
      message: 'A repeat has at most 100 rounds',
    });
    const spoken = formOf(ask('why', { type: 'text' }));
    expect(validate(spoken, { why: 'a'.repeat(10_000) }).problems).toEqual([]);
    expect(validate(spoken, { why: 'a'.repeat(10_001) }).problems).toEqual([
      { path: 'why', message: 'A text has at most 10000 characters' },
    ]);
  });
});
