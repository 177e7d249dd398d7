import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedLines, longestPt, textWidthPt } from './text-width.js';

const bold = { sizePt: 14, bold: true };

describe('the width of a text', () => {
  it('is that of its letters, whatever their marks', () => {
    expect(textWidthPt('ĐẢNG', { sizePt: 10 })).toBeCloseTo(28.88);
    expect(textWidthPt('ủy', { sizePt: 10 })).toBe(textWidthPt('uy', { sizePt: 10 }));
    expect(textWidthPt('ư', { sizePt: 10 })).toBeGreaterThan(textWidthPt('u', { sizePt: 10 }));
  });

  it('does not depend on how marks are encoded', () => {
    expect(textWidthPt('Thường trực'.normalize('NFD'), bold)).toBe(textWidthPt('Thường trực', bold));
  });
});

describe('a name too long for its column', () => {
  const name = 'BAN TUYÊN GIÁO VÀ DÂN VẬN';

  it('stays on one line where there is room', () => {
    expect(balancedLines(name, bold, 230)).toEqual([name]);
  });

  it('is broken before "và"', () => {
    expect(balancedLines(name, bold, 200)).toEqual(['BAN TUYÊN GIÁO', 'VÀ DÂN VẬN']);
  });

  it('keeps the breaks it was given', () => {
    expect(balancedLines('VĂN PHÒNG\nTỈNH ỦY', bold, 500)).toEqual(['VĂN PHÒNG', 'TỈNH ỦY']);
  });

  it('keeps the room left for handwriting', () => {
    expect(balancedLines('ngày\u00a0\u00a0tháng', bold, 500)).toEqual(['ngày\u00a0\u00a0tháng']);
  });

  const words = fc.array(fc.constantFrom('BAN', 'CHỈ', 'ĐẠO', 'và', 'THƯỜNG', 'TRỰC', 'ỦY'), {
    minLength: 1,
    maxLength: 20,
  });

  it('loses no word, and is on lines that fit unless a single word does not', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 120, max: 400 }), (parts, width) => {
        const lines = balancedLines(parts.join(' '), bold, width);
        expect(lines.join(' ')).toBe(parts.join(' '));
        const breakable = lines.filter((line) => line.replace(/\bvà /g, '').includes(' '));
        expect(longestPt(breakable, bold)).toBeLessThanOrEqual(width + 0.01);
      }),
    );
  });
});
