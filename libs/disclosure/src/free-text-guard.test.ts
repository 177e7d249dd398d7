import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { guardFreeText, type GuardKind } from './free-text-guard.js';
import { corpus } from './guard-corpus.fixture.js';

/** Invented sentences as they would stand in opinion reports; none is about a real person. */
const positive = corpus('positive.tsv').map((line) => {
  const [kinds, text] = line.split('\t') as [string, string];
  return { kinds: kinds.split(',') as GuardKind[], text };
});
const negative = corpus('negative.tsv');

/** The words found, for the eye of a test only. */
function found(text: string): string[] {
  const nfc = text.normalize('NFC');
  return guardFreeText(text).map(({ kind, start, end }) => `${kind}: ${nfc.slice(start, end)}`);
}

describe('the guard on free text, on the corpus', () => {
  it('has at least 200 sentences to refuse and 200 to let pass', () => {
    expect(new Set(positive.map(({ text }) => text)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(negative).size).toBeGreaterThanOrEqual(200);
  });

  it.each<[GuardKind, number]>([
    ['phone', 0.99],
    ['id-number', 0.99],
    ['email', 0.99],
    ['profile-link', 0.99],
    ['bank-account', 0.99],
    ['address', 0.99],
    ['named-person', 0.95],
  ])('finds %s in at least %d of the sentences that have one', (kind, least) => {
    const having = positive.filter(({ kinds }) => kinds.includes(kind));
    const missed = having.filter(({ text }) => !guardFreeText(text).some((finding) => finding.kind === kind));
    expect(
      1 - missed.length / having.length,
      missed.map(({ text }) => text).join('\n'),
    ).toBeGreaterThanOrEqual(least);
  });

  it('raises a false alarm on at most 2 % of the others', () => {
    const alarms = negative.filter((text) => guardFreeText(text).length > 0);
    expect(alarms.length / negative.length, alarms.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('finds the same in decomposed Unicode', () => {
    for (const text of [...positive.map((each) => each.text), ...negative]) {
      expect(guardFreeText(text.normalize('NFD')), text).toEqual(guardFreeText(text));
    }
  });
});

describe('the guard on free text', () => {
  it('says where, and not what', () => {
    const text = 'Ông Nguyễn Văn A (0912 345 607), số nhà 12 ngõ 5.';
    expect(guardFreeText(text)).toEqual([
      { kind: 'named-person', start: 0, end: 16 },
      { kind: 'phone', start: 18, end: 30 },
      { kind: 'address', start: 33, end: 42 },
    ]);
  });

  it('counts from the start of the NFC text, whatever was typed', () => {
    const typed = 'Gọi lại số\u00a0０９１２\u200b ３４５ ６０７ nhé'.normalize('NFD');
    expect(found(typed)).toEqual(['phone: ０９１２\u200b ３４５ ６０７']);
  });

  it('tells a role from a name', () => {
    expect(found('Đồng chí Bí thư Huyện ủy và Chủ tịch UBND xã đã nghe.')).toEqual([]);
    expect(found('Đồng chí Bí thư Huyện ủy Vi Văn Thành đã nghe.')).toEqual(['named-person: Vi Văn Thành']);
  });

  it.each([
    ['Anh hùng Lực lượng vũ trang nhân dân, Bà con nhân dân, Chị em phụ nữ'],
    ['Học tập Bác Hồ, du lịch Cô Tô và Bà Rịa'],
    ['Nghị quyết 18-NQ/TW, giai đoạn 2025-2030, 1.300.000 đồng, ngày 02/9/2025'],
    ['Xã Hoàng Văn Thụ và trường Chu Văn An'],
    [''],
  ])('lets pass: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('leaves what is said of a number to the nearest word', () => {
    expect(found('STK 0912345607')).toEqual(['bank-account: 0912345607']);
    expect(found('SĐT 912345607')).toEqual(['phone: 912345607']);
    expect(found('CMND 912345607')).toEqual(['id-number: 912345607']);
    expect(found('Tài khoản được chi 912345607 đồng')).toEqual([]);
  });

  it('gives spans in order, inside the text and without overlaps, for any text', () => {
    const pieces = fc.constantFrom(
      'ông ',
      'Bà ',
      'Nguyễn ',
      'Văn ',
      'A',
      '0912 ',
      '345',
      '.',
      ' 607',
      '@',
      'gmail.com',
      'số nhà 5 ',
      'STK ',
      '\u0301',
      '\u200b',
      'İ',
      '😀',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 30 }),
        (parts) => {
          const text = parts.join('');
          let last = 0;
          for (const { start, end } of guardFreeText(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.normalize('NFC').length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    '1 ',
    '0',
    '0912345607',
    '1.',
    '0-',
    '(',
    '+84 ',
    '@',
    'a@',
    'a@a.',
    'a.',
    ' at gmail',
    'chấm ',
    'Nguyễn ',
    'NGUYỄN ',
    'ông ',
    'ông Nguyễn Văn A ',
    'ông nguyễn văn ',
    'Bà N.T.',
    'số nhà ',
    'số 12/3/4 ',
    'tài khoản ',
    'cccd: 0 ',
    't.me/',
    'facebook . com ',
    'A',
    'a',
    ' ',
    '\u200b1',
    'a\u0301\u0323',
    '\u0301\u0323',
    'không chín ',
    'o0',
    'ngõ 12/3 ',
    'căn 12 nhà ',
    'chủ tịch ',
    'Bí thư xã Nguyễn ',
    'một số nhà hai ',
  ])('reads 100 kB of %j in the time of some plain passes over it', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const passes: number[] = [];
    const reads: number[] = [];
    // By turns and the fastest of each, so that what else the machine does falls on both.
    for (let turn = 0; turn < 4; turn++) {
      passes.push(timeOf(() => plainPass(text)));
      reads.push(timeOf(() => guardFreeText(text)));
    }
    expect(Math.min(...reads) / Math.min(...passes)).toBeLessThan(150);
  });
});

function timeOf(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** What any reading costs at least: each character looked at once, with one question. */
function plainPass(text: string): number {
  let letters = 0;
  for (const character of text) if (/\p{L}/u.test(character)) letters++;
  return letters;
}
