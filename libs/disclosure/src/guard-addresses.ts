import type { GuardText, Span } from './guard-text.js';

const number = String.raw`\d{1,4}[a-z]?(?:\/\d{1,4}){0,3}(?![\d\p{L}]|[.,]\d)`;
const counted = String.raw`(?!\s?(?:căn|hộ|ngôi|nhà|m2|%|người))`;
const lane = '(?:ngõ|ngách|hẻm|kiệt)';

/** `house`: tells a house by itself. `street`: a number in a street, of a house unless an office is spoken of. */
const patterns: readonly { readonly pattern: RegExp; readonly kind: 'house' | 'street' }[] = [
  {
    kind: 'house',
    pattern: new RegExp(
      String.raw`(?<!\p{L})(?<!tổng )(?:số nhà|nhà(?: riêng)? số|sn)\s?:?\s?${number}${counted}`,
      'gu',
    ),
  },
  {
    kind: 'house',
    pattern: new RegExp(
      String.raw`(?<!\p{L})(?:nhà|số|nhà riêng)\s?:?\s?${number}\s?,?\s?${lane}(?!\p{L})`,
      'gu',
    ),
  },
  {
    kind: 'house',
    pattern: new RegExp(
      String.raw`(?<!\p{L})căn hộ\s?(?:số\s?)?\d{3,4}[a-z]?(?![\d\p{L}]|[.,]\d)${counted}`,
      'gu',
    ),
  },
  {
    kind: 'house',
    pattern: new RegExp(
      String.raw`(?<!\p{L})phòng\s?(?:số\s?)?\d{2,4}[a-z]?,?\s(?:nhà|chung cư|tòa|toà|khu tập thể|ký túc xá|dãy trọ)(?!\p{L})`,
      'gu',
    ),
  },
  { kind: 'street', pattern: new RegExp(String.raw`(?<!\p{L})số\s?${number}\s?,?\s?(?:đường|phố)\s`, 'gu') },
];

const office =
  /trụ sở|cơ quan|(?<!thị |môi |hiện |nông )trường(?! hợp)|bệnh viện|trạm|chợ|nhà văn hóa|trung tâm|công ty|ubnd|ủy ban|cầu|tuyến|quốc lộ|ngân hàng|khách sạn|cửa hàng|siêu thị|công viên|bưu điện|nhà máy|nhà trẻ|mầm non|nhà hàng|nhà thờ|bảo tàng/;

/** Addresses of homes: house numbers, numbers in lanes and streets, flats. Offices and public places are let be. */
export function findAddresses({ text, lower }: GuardText): Span[] {
  if (!/\d/.test(lower)) return [];
  return patterns.flatMap(({ kind, pattern }) =>
    [...lower.matchAll(pattern)]
      .map(({ 0: match, index }) => ({
        start: index,
        end: index + match.trimEnd().length,
        next: index + match.length,
      }))
      .filter(
        ({ start, next }) =>
          kind === 'house' || (/^\p{Lu}/u.test(text.slice(next)) && !isOffice(lower, start)),
      ),
  );
}

function isOffice(lower: string, start: number): boolean {
  const before = lower.slice(Math.max(0, start - 60), start);
  return office.test(before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf(';')) + 1));
}
