import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutColumns } from './column-widths.js';

const page = { width: 9355, sizePt: 12 };

describe('the columns of a table', () => {
  it('fill the text width exactly, each with some room, whatever they hold', () => {
    const text = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        ([labels = [], ...rows]) => {
          const { widths } = layoutColumns(labels, rows, page);
          expect(widths.reduce((sum, width) => sum + width, 0)).toBe(page.width);
          expect(Math.min(...widths)).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('give a short text its line before a long text gets more room', () => {
    const { widths } = layoutColumns(['Kiến nghị', 'Nơi trả lời'], [['dài '.repeat(200), 'Sở Nội vụ']], page);
    expect(widths[1]).toBeGreaterThan(1000);
    expect(widths[1]).toBeLessThan(1800);
  });

  it('share alike what nobody needs', () => {
    const { widths, sizePt } = layoutColumns(['A', 'A', 'A'], [], page);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(2);
    expect(sizePt).toBe(12);
  });

  it('are set smaller, down to 8 points, before words are broken', () => {
    const months = Array.from({ length: 14 }, (_, month) => `Tháng ${month + 1}`);
    expect(layoutColumns(['Đơn vị', ...months], [], page).sizePt).toBeLessThan(12);
    expect(layoutColumns(Array(60).fill('Tháng'), [], page).sizePt).toBe(8);
  });
});
