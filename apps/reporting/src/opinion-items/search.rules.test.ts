import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightsIn, phrasesOf, tsqueryOf, wordsIn } from './search.rules.js';

const marked = (text: string, search: string): string[] =>
  highlightsIn({ text }, phrasesOf(search)).map(({ start, end }) => text.slice(start, end));

describe('the words searched for', () => {
  it.each([
    ['Hoà bình', `('hoa') & ('binh')`],
    ['"đất nông nghiệp" GIÁ', `('dat' <-> 'nong' <-> 'nghiep') & ('gia')`],
    ['thuế/phí', `('thue' <-> 'phi')`],
    ['"chưa đóng', `('chua') & ('dong')`],
    [`x' | !y:* & \\'z`, `('x') & ('y') & ('z')`],
  ])('%s are %s', (search, expected) => {
    expect(tsqueryOf(phrasesOf(search))).toBe(expected);
  });
});

describe('highlights', () => {
  it('stand where the words do, whatever their accents', () => {
    expect(marked('Người dân xã Hòa Bình mong giá điện ổn định', 'hoà gia')).toEqual(['Hòa', 'giá']);
  });

  it('of a phrase stand where its words are next to each other, and nowhere else', () => {
    expect(marked('Đất nông nghiệp; nông dân thiếu đất', '"nông nghiệp"')).toEqual(['nông nghiệp']);
  });

  it('that overlap are one', () => {
    expect(marked('đất nông nghiệp', '"đất nông" "nông nghiệp"')).toEqual(['đất nông nghiệp']);
  });

  it('are right behind letters of two units and decomposed ones', () => {
    expect(marked('😀 gia\u0301 điện', 'giá')).toEqual(['gia\u0301']);
  });

  it('hold what folds to the word, and lie within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { word, start, end } of wordsIn(text))
          expect(wordsIn(text.slice(start, end)).map((each) => each.word)).toEqual([word]);
      }),
    );
  });
});
