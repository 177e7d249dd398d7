import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureTable } from '#contracts/aggregates';
import { bindAgain, fillIn } from './bound-text.rules.js';
import { differencesOf } from './differences.rules.js';

const lines = (...keys: string[]) => keys.map((key) => ({ key, label: key }));
const tables: FigureTable[] = [
  {
    key: 'tendency',
    rows: lines('economy', 'culture'),
    columns: lines('approve', 'oppose'),
    cells: [
      [{ value: 3 }, { value: 1200 }],
      [{ value: null, reason: 'protected' }, { value: 4 }],
    ],
    rowTotals: [{ value: 1203 }, { value: 9 }],
    columnTotals: [{ value: 8 }, { value: 1204 }],
    total: { value: 1212 },
    threshold: 3,
  },
];
const economy = '{{figure:tendency/economy/}}';
const oppose = '{{figure:tendency/economy/oppose}}';
const before = [
  `Có ${economy} luồng ý kiến về lĩnh vực này: đa số phản đối (${oppose}).`,
  '- Giá phân bón cao',
];
const bind = (...edited: string[]) => bindAgain(before, edited, tables);

describe('a text with places for figures', () => {
  it.each([
    ['{{figure:tendency//}}', '1.212'],
    ['{{figure:tendency//oppose}} ({{share:tendency//oppose}})', '1.204 (99,3%)'],
    [`${economy}, ${oppose}`, '1.203, 1.200'],
    ['{{figure:tendency/culture/approve}} {{share:tendency/culture/approve}}', '… …'],
    ['không có gì', 'không có gì'],
  ])('%s reads %s', (text, read) => {
    expect(fillIn(text, tables)).toEqual({ text: read, unknown: [] });
  });

  it.each(['{{figure:trend//}}', '{{figure:tendency/weather/}}', '{{share:tendency/economy/none}}'])(
    'says that %s is no figure',
    (text) => {
      expect(fillIn(`a ${text}`, tables)).toEqual({ text: `a ${text}`, unknown: [text] });
    },
  );
});

describe('plain text that was edited', () => {
  it('keeps the places of what was left as it was, whatever is written around it', () => {
    expect(
      bind('Giá phân bón cao', 'Có 1.203 luồng ý kiến về kinh tế trong lĩnh vực này; đa số phản đối (1.200).')
        .bound,
    ).toEqual([
      'Giá phân bón cao',
      `Có ${economy} luồng ý kiến về kinh tế trong lĩnh vực này; đa số phản đối (${oppose}).`,
    ]);
  });

  it('may not say another number in the stead of a figure', () => {
    const { writtenOver } = bind('Mới', 'Có 1.300 luồng ý kiến về lĩnh vực này: đa số phản đối (1.200).');
    expect(writtenOver).toEqual([{ paragraph: 1, place: economy }]);
  });

  it('may leave a figure out, or write a sentence of its own', () => {
    expect(bind('Có 1.203 luồng ý kiến về lĩnh vực này: đa số phản đối.')).toEqual({
      bound: [`Có ${economy} luồng ý kiến về lĩnh vực này: đa số phản đối.`],
      writtenOver: [],
    });
    const own = 'Nghị quyết 57 được dư luận quan tâm.';
    expect(bind(own)).toEqual({ bound: [own], writtenOver: [] });
  });

  it('may name places itself', () => {
    const text = `Kinh tế: ${oppose} trên ${economy}`;
    expect(bind(text)).toEqual({ bound: [text], writtenOver: [] });
  });

  it('reads afterwards what was written, to the last sign', () => {
    const word = fc.constantFrom('Có', 'luồng', 'ý', 'kiến', '1.203', '(1.200)', 'đa số', ',', '  ', 'mới');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        const { bound } = bind(text);
        expect(fillIn(bound[0]!, tables).text).toBe(text);
      }),
    );
  });
});

describe('the differences of two lists', () => {
  it('give both back, and keep what is common', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const runs = differencesOf(one, other);
        const without = (kind: string) => runs.flatMap((run) => (run.kind === kind ? [] : run.items));
        expect(without('added')).toEqual(one);
        expect(without('removed')).toEqual(other);
      }),
    );
    expect(differencesOf(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
      { kind: 'same', items: ['a'] },
      { kind: 'removed', items: ['b'] },
      { kind: 'added', items: ['x'] },
      { kind: 'same', items: ['c'] },
    ]);
  });
});
