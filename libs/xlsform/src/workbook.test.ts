import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuestionnaireForm, QuestionnaireItem } from '#contracts/questionnaires';
import { readSheets, type Sheet, sheetTypes, writeSheets } from '#documents/sheets';
import { exportForm } from './form-export.js';
import { importForm } from './form-import.js';

const sheet = (name: string, ...rows: string[][]): Sheet => ({ name, rows });
const titles = ['type', 'name', 'label::Tiếng Việt (vi)', 'label::Tày (tyz)', 'relevant', 'required'];
const settings = sheet('settings', ['form_title', 'default_language'], ['Thăm dò', 'Tiếng Việt (vi)']);
const choices = sheet(
  'choices',
  ['list_name', 'name', 'label::Tiếng Việt (vi)', 'zone'],
  ['yn', 'yes', 'Có', 'a'],
  ['yn', 'no', 'Không', ''],
);

describe('an XLSForm', () => {
  it('is read with its groups, languages and choices', () => {
    const { form, title, problems } = importForm([
      sheet(
        'survey',
        titles,
        ['begin_group', 'g', 'Phần một', '', '', ''],
        ['select_one yn', 'q1', 'Có dùng không?', 'Mì chảng?', '', 'yes'],
        ['end_group', '', '', '', '', ''],
        ['integer', 'q2', 'Mấy lần?', '', "${q1} = 'yes'", "${q1} = 'yes'"],
      ),
      choices,
      settings,
    ]);
    expect(problems).toEqual([]);
    expect(title).toBe('Thăm dò');
    expect(form).toEqual({
      languages: [
        { code: 'vi', name: 'Tiếng Việt' },
        { code: 'tyz', name: 'Tày' },
      ],
      defaultLanguage: 'vi',
      items: [
        { name: 'g', type: 'group', label: { vi: 'Phần một' } },
        {
          name: 'q1',
          type: 'select_one',
          within: 'g',
          list: 'yn',
          required: true,
          label: { vi: 'Có dùng không?', tyz: 'Mì chảng?' },
        },
        {
          name: 'q2',
          type: 'integer',
          label: { vi: 'Mấy lần?' },
          relevant: "${q1} = 'yes'",
          required: "${q1} = 'yes'",
        },
      ],
      lists: [
        {
          name: 'yn',
          choices: [
            { name: 'yes', label: { vi: 'Có' }, attributes: { zone: 'a' } },
            { name: 'no', label: { vi: 'Không' } },
          ],
        },
      ],
    });
  });

  it.each<[string, string[], { row: number; column: string | null; message: string }]>([
    [
      'an unknown type',
      ['selekt yn', 'q', 'Hỏi', '', '', ''],
      { row: 2, column: 'type', message: 'there is no type selekt yn' },
    ],
    [
      'what identifies',
      ['geopoint', 'q', 'Ở đâu', '', '', ''],
      { row: 2, column: 'type', message: 'geopoint could tell who answered, and is not taken' },
    ],
    [
      'a select without a list',
      ['select_one', 'q', 'Hỏi', '', '', ''],
      { row: 2, column: 'type', message: 'the type of a select is followed by its list, and no other is' },
    ],
    [
      'a list that is not there',
      ['select_one nn', 'q', 'Hỏi', '', '', ''],
      { row: 2, column: 'type', message: 'there is no list nn' },
    ],
    [
      'an unknown name',
      ['text', 'q', 'Hỏi', '', "${x} = 'a'", ''],
      { row: 2, column: 'relevant', message: 'there is no item x' },
    ],
    [
      'an expression that cannot be read',
      ['text', 'q', 'Hỏi', '', '1 +', ''],
      { row: 2, column: 'relevant', message: 'it ends where something is still to come' },
    ],
    [
      'a label that is missing',
      ['text', 'q', '', '', '', ''],
      { row: 2, column: 'label', message: 'it has no label in vi' },
    ],
    [
      'a group that does not end',
      ['begin_group', 'g', '', '', '', ''],
      { row: 2, column: 'type', message: 'this group does not end' },
    ],
    [
      'an end of nothing',
      ['end_repeat', '', '', '', '', ''],
      { row: 2, column: 'type', message: 'there is no repeat to end here' },
    ],
  ])('names sheet, row and column of %s', (_, row, problem) => {
    const { form, problems } = importForm([sheet('survey', titles, row), choices, settings]);
    expect(form).toBeNull();
    expect(problems).toEqual([{ sheet: 'survey', ...problem }]);
  });

  it('names columns that there are not, and languages without a code', () => {
    const { problems } = importForm([
      sheet('survey', ['type', 'name', 'relevnt', 'label::English'], ['text', 'q', '', '']),
    ]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [1, 'relevnt'],
      [1, 'label::English'],
    ]);
    expect(importForm([]).problems[0]?.message).toBe('there is no sheet survey');
  });
});

/** Forms of all types with groups, translations and filters. */
const word = fc
  .stringMatching(/^[A-Za-zĂăÂâĐđÊêÔôƠơƯư]{1,8}( [a-zàáảãạ?0-9]{1,6}){0,2}$/)
  .map((text) => text.normalize('NFC'))
  // The writer of workbooks looks texts up in an object, and takes these for what it has already written.
  .filter((text) => !(text in {}));
const label = fc
  .record({ vi: word, en: fc.option(word, { nil: undefined }) })
  .map(({ vi, en }): Record<string, string> => (en ? { vi, en } : { vi }));
const leaf = fc.constantFrom<Partial<QuestionnaireItem>>(
  { type: 'text' },
  { type: 'integer', constraint: '. >= 0' },
  { type: 'decimal', required: true },
  { type: 'date', required: '1 = 1' },
  { type: 'note' },
  { type: 'select_one', list: 'l', choiceFilter: "zone = 'a'" },
  { type: 'select_multiple', list: 'l', appearance: 'minimal' },
  { type: 'range', range: { start: -1, end: 2.5, step: 0.5 } },
  { type: 'calculate', calculation: 'if(true(), \'a\', "b")' },
);
const forms = fc
  .array(
    fc.record({
      leaf,
      label,
      opens: fc.constantFrom(null, null, 'group' as const, 'repeat' as const),
      closes: fc.nat(2),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((lines) => fc.record({ lines: fc.constant(lines), choice: label }))
  .map(({ lines, choice }): QuestionnaireForm => {
    const open: QuestionnaireItem[] = [];
    const items = lines.flatMap(({ leaf: of, label: own, opens, closes }, at): QuestionnaireItem[] => {
      for (let times = 0; times < closes; times++) open.pop();
      const place = () => (open.length > 0 ? { within: open.at(-1)!.name } : {});
      const isNested = opens === 'repeat' && open.some(({ type }) => type === 'repeat');
      const holder: QuestionnaireItem[] =
        opens && !isNested ? [{ name: `g${at}`, type: opens, ...place(), label: own }] : [];
      open.push(...holder);
      return [...holder, { ...of, name: `q${at}`, ...place(), label: own } as QuestionnaireItem];
    });
    return {
      languages: [
        { code: 'vi', name: 'Tiếng Việt' },
        { code: 'en', name: 'English' },
      ],
      defaultLanguage: 'vi',
      items,
      lists: [{ name: 'l', choices: [{ name: 'c', label: choice, attributes: { zone: 'a' } }] }],
    };
  });

describe('a form that is exported and imported', () => {
  it('is the same', async () => {
    await fc.assert(
      fc.asyncProperty(forms, async (form) => {
        const bytes = await writeSheets(exportForm(form, 'Thăm dò'), sheetTypes.xlsx);
        const again = importForm(await readSheets(bytes, sheetTypes.xlsx));
        expect(again).toEqual({ title: 'Thăm dò', form, problems: [] });
      }),
      { numRuns: 40 },
    );
  });
});
