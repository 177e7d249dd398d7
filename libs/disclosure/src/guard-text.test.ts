import { describe, expect, it } from 'vitest';
import { readText } from './guard-text.js';

describe('a text as the guard reads it', () => {
  it('is the same whether it was typed as by nearly everybody or not', () => {
    // A digit of full width has every character read with care.
    const different = Array.from({ length: 0xd800 }, (_, unit) => `a${String.fromCharCode(unit)}`).filter(
      (text) => {
        const [at, once] = [readText(text), readText(`${text}\uff10`)];
        return `${at.text}0` !== once.text || `${at.lower}0` !== once.lower;
      },
    );
    expect(different).toEqual([]);
  });

  it('has plain digits and blanks, composed letters, and nothing invisible', () => {
    const read = readText('S\u1ed1\u00a0\uff10\uff19 o\u0302\u0301\u200bng');
    expect(read.text).toBe('S\u1ed1 09 \u1ed1ng');
    expect(read.lower).toBe('s\u1ed1 09 \u1ed1ng');
    expect(read.locate({ start: 6, end: 8 })).toEqual({ start: 6, end: 9 });
  });
});
