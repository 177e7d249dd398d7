import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, day, fold, text } from './values.js';

const letters = [
  ...'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ ',
];
const vietnamese = fc.string({ unit: fc.constantFrom(...letters) });

describe('text folded for search', () => {
  it.each(['Hòa', 'Hoà', 'HÒA', 'hoa', ' hoa ', 'Hòa'.normalize('NFD'), 'Hoà'.normalize('NFD')])(
    'of %j is "hoa"',
    (spelling) => {
      expect(fold(spelling)).toBe('hoa');
    },
  );

  it('writes Vietnamese with the plain letters', () => {
    expect(fold('Đồng Đăng – Thụy   Hùng\tđẹp')).toBe('dong dang – thuy hung dep');
    expect(fold([...letters].join('').trim())).toMatch(/^[a-z]+$/);
  });

  it('is the same however the text is composed, and in either case', () => {
    fc.assert(
      fc.property(vietnamese, (value) => {
        expect(fold(value.normalize('NFD'))).toBe(fold(value.normalize('NFC')));
        expect(fold(value.toUpperCase())).toBe(fold(value));
        expect(fold(fold(value))).toBe(fold(value));
      }),
    );
  });

  it('finds a part in the whole', () => {
    fc.assert(
      fc.property(vietnamese, vietnamese, vietnamese, (before, part, after) => {
        expect(fold(`${before}${part}${after}`)).toContain(fold(part));
      }),
    );
  });
});

describe('text', () => {
  it('is trimmed and composed', () => {
    expect(text(3).parse(` ${'Hòa'.normalize('NFD')}\n`)).toBe('Hòa');
  });

  it.each([
    ['nothing', ''],
    ['blanks only', ' \n '],
    ['too much', 'abcd'],
    ['a NUL', 'a\u0000b'],
    ['an escape', 'a\u001b'],
    ['a number', 7],
  ])('is refused when it is %s', (_, value) => {
    expect(text(3).safeParse(value).success).toBe(false);
  });

  it('may have several lines', () => {
    expect(text(20).parse('một\n\thai\r\nba')).toBe('một\n\thai\r\nba');
  });
});

describe('a day', () => {
  it.each(['1900-01-01', '2024-02-29', '2199-12-31'])('may be %s', (value) => {
    expect(day.parse(value)).toBe(value);
  });

  it.each(['1899-12-31', '2200-01-01', '2023-02-29', '2024-1-1', '2024-01-01T00:00:00Z', '', null])(
    'is not %j',
    (value) => {
      expect(day.safeParse(value).success).toBe(false);
    },
  );
});

describe('a code', () => {
  it.each(['20', '05977', 'DT-2026.1'])('may be %s', (value) =>
    expect(code.safeParse(value).success).toBe(true),
  );
  it.each(['', '-1', 'a b', 'a,b', 'Xã', 'x'.repeat(65)])('is not %j', (value) => {
    expect(code.safeParse(value).success).toBe(false);
  });
});
