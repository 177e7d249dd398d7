import type { GuardText, Span } from './guard-text.js';

/**
 * `house`: tells a house by itself. `street`: a number in a street, of a house unless an office is spoken of.
 * `named`: the same without the word for a street, so that what follows must look like the name of one.
 * `resident`: where somebody lives, unless the words before speak of many.
 */
type AddressKind = 'house' | 'street' | 'named' | 'resident';

/** Of lower-case Vietnamese: a class of two ranges is searched many times as fast as all letters there are. */
const letters = 'a-zà-ỹ';
const number = String.raw`[a-z]?\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?){0,3}(?![\d${letters}]|[.,]\d)`;
const counted = String.raw`(?!\s?(?:căn|hộ|ngôi|nhà|tầng|gian|m2|%|người))`;
const digitWord = '(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|linh|lẻ|trăm)';
const lane = '(?:ngõ|ngách|hẻm|kiệt|xẹc)';
/** What has its own number in a street, a market, a village. */
const dwelling = String.raw`(?:nhà(?: riêng| ở| trọ| nghỉ)?|hộ|phòng trọ|dãy trọ|quán|tiệm|cửa hàng|cửa hiệu|ki-?\s?ốt|kiot|kios|sạp|quầy|gian hàng|xưởng|gara|lô đất|thửa đất|lô|ô)`;
const road = String.raw`(?:đường|phố|đại lộ|quốc lộ|tỉnh lộ|hương lộ|đê|ql|tl)`;
/** A part of a commune or a ward in which a number is one of a house. */
const quarter = String.raw`(?:tổ|khối|khu|khóm|đội|cụm|thôn|bản|xóm|ấp|buôn|làng|chợ|liền kề|biệt thự)`;
const industrial = String.raw`(?!\s?(?:công nghiệp|chế xuất|kinh tế|vực|rừng|nghĩa trang))`;
const building = String.raw`(?:nhà|chung cư|tòa|toà|tháp|block|khu tập thể|tập thể|khu đô thị|ký túc xá|ktx|dãy trọ|khu trọ|nhà trọ|xóm trọ|khu nhà trọ|ct\s?\d)`;
const flat = String.raw`[a-z]{0,2}\d{1,4}(?:[a-z]\d{0,2})?(?:[.-]\d{1,4})?(?![\d${letters}]|[.,]\d)(?!\s?(?:căn|hộ|m2|%|người|giường))`;
const sep = String.raw`\s?,?\s?`;
/** A day and month; said of a house only behind words that are of no time. */
const dayOf = String.raw`(?<=(?:đến|về|từ|trước|sau|gần|là|bên) )(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])(?!\d)`;
const where = String.raw`(?:ở|tại|địa chỉ|trú|ngụ|sát|cạnh|trước|sau|gần|đến|về|từ|đối diện|đặt|là|bên|cổng|cửa)`;

const patterns: readonly { readonly kind: AddressKind; readonly source: string }[] = [
  {
    kind: 'house',
    source: String.raw`(?<!tổng )(?:số nhà|nhà(?: riêng| trọ)? số|sn)\s?[:.]?\s?${number}${counted}`,
  },
  // A number in words: at least two, lest houses of two storeys be taken for the house number two.
  {
    kind: 'house',
    source: String.raw`(?<!(?:tổng|một|các|những|nhiều|chỉ) )(?:số nhà|nhà số)\s${digitWord}(?:\s${digitWord})+(?![${letters}])${counted}`,
  },
  {
    kind: 'house',
    source: String.raw`(?:nhà|số|hộ|nhà riêng)\s?:?\s?${number}${sep}${lane}(?![${letters}])`,
  },
  {
    kind: 'house',
    source: String.raw`${lane}\s(?:số\s)?${number}${sep}(?:số|nhà|căn)\s(?:số\s)?${number}${counted}`,
  },
  {
    kind: 'house',
    source: String.raw`(?:ở|tại|địa chỉ)\s?:?\s\d{1,4}[a-z]?\/${number}${sep}${lane}(?![${letters}])`,
  },
  // Behind the slash stands the house in the lane; a smaller lane is written so too, but called by another word.
  {
    kind: 'house',
    source: String.raw`(?:ngõ|hẻm|kiệt|k)\s?\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?){1,3}(?![\d${letters}/]|[.,]\d)`,
  },
  {
    kind: 'house',
    source: String.raw`(?:căn|ngôi|nhà)(?: nhà)? (?:ở |nằm )?(?:đầu|cuối)\s${lane}\s(?:số\s)?\d`,
  },
  {
    kind: 'house',
    source: String.raw`${dwelling}\s(?:số\s)?${number}${sep}(?:${lane}|${road}|${quarter}${industrial})\s`,
  },
  { kind: 'house', source: String.raw`số\s?${number}${sep}(?:tổ|khối|khóm|đội|xóm)\s(?:số\s)?\d` },
  {
    kind: 'house',
    source: String.raw`(?:hộ|${where})\s(?:số\s)${number}${sep}${quarter}${industrial}\s`,
  },
  {
    kind: 'house',
    source: String.raw`(?:căn hộ|căn)\s(?:số\s)?(?=\S{3})${flat}(?=${sep}${building}|[\s,.;)]|$)`,
  },
  {
    kind: 'house',
    source: String.raw`(?:căn hộ|căn|phòng|p\.?)\s?(?:số\s)?${flat}${sep}(?:ở |tại |của |tầng \d{1,2}${sep})?${building}(?! (?:làm việc|văn hóa|văn hoá)|[${letters}])`,
  },
  {
    kind: 'house',
    source: String.raw`(?:chung cư|tòa|toà|tập thể|ký túc xá|ktx|nhà trọ|dãy trọ)(?:\s[^\s.,;]{1,12}){0,4}${sep}(?:tầng \d{1,2}${sep})?(?:căn hộ|căn|phòng|p\.?)\s?(?:số\s)?${flat}`,
  },
  { kind: 'house', source: String.raw`nhà (?:ở |tại |gần )?km\s?\d{1,3}` },
  { kind: 'street', source: String.raw`số\s?${number}${sep}${road}\s` },
  {
    kind: 'named',
    source: String.raw`(?:${where}|${dwelling})\s?:?\s(?:số\s)?(?!${dayOf})${number}${sep}`,
  },
  {
    kind: 'resident',
    source: String.raw`(?:trú (?:tại|ở)|thường trú|tạm trú|ngụ(?: tại| ở)?|nơi ở|chỗ ở|địa chỉ|nhà (?:ở|tại))\s?:?\s(?:tại\s|ở\s)?(?:tổ|khối|khóm|đội|xóm|ngõ|hẻm|khu phố|khu)\s(?:số\s)?\d`,
  },
];
/** One search for each kind: the look behind, shared by all, fails at nearly every place of a text. */
const searches = (['house', 'street', 'named', 'resident'] as const).map((kind) => {
  const sources = patterns.filter((each) => each.kind === kind).map(({ source }) => source);
  return { kind, pattern: new RegExp(String.raw`(?<![${letters}])(?:${sources.join('|')})`, 'g') };
});

const office =
  /trụ sở|cơ quan|(?<!thị |môi |hiện |nông )trường(?! hợp)|tiểu học|thcs|thpt|bệnh viện|trạm|chợ|nhà văn hóa|trung tâm|công ty|ubnd|ủy ban|cầu|tuyến|quốc lộ|ngân hàng|khách sạn|siêu thị|công viên|bưu điện|nhà máy|nhà trẻ|mầm non|nhà hàng|nhà thờ|bảo tàng|tượng đài|chốt|ngã (?:ba|tư)/;
const many =
  /(?<!\p{L})(?:các|những|nhiều|mọi|toàn|dân|bà con|dân cư|\d+ (?:hộ|người|gia đình)|số hộ|hộ dân|chưa|đăng ký|thủ tục)(?!\p{L})/u;
/** What is counted, or numbered without being a street: none begins the name of one. */
const notStreets =
  /^(?:Trường|Trung tâm|Ủy|Uỷ|UBND|HĐND|Chi|Hội|Trạm|Công|Sở|Ban|Đảng|Phòng|Tổ|Thôn|Bản|Khối|Xã|Phường|Huyện|Tỉnh|Thành|Chợ|Cầu|Cửa|Nhà|Khu|Tháng|Tết|Nghị|Luật|Quyết|Thông|Chỉ|Kết|Km|Quý|Đại hội|Hợp tác|Doanh|Việt Nam)(?!\p{L})/u;

/** Addresses of homes: house numbers, numbers in lanes, streets and quarters, flats. Offices and public places are let be. */
export function findAddresses({ text, lower }: GuardText): Span[] {
  if (!/\d|số nhà|nhà số/.test(lower)) return [];
  return searches.flatMap(({ kind, pattern }) =>
    [...lower.matchAll(pattern)]
      .map(({ 0: match, index }) => ({
        start: index,
        end: index + match.trimEnd().length,
        next: index + match.length,
      }))
      .filter(({ start, next }) => isHome(kind, { text, lower }, { start, next })),
  );
}

function isHome(
  kind: AddressKind,
  { text, lower }: Pick<GuardText, 'text' | 'lower'>,
  { start, next }: { start: number; next: number },
): boolean {
  if (kind === 'house') return true;
  if (kind === 'resident') return !many.test(sentenceBefore(lower, start));
  const behind = text.slice(next, next + 40);
  if (office.test(sentenceBefore(lower, start))) return false;
  if (kind === 'street') return /^[\p{Lu}\d]/u.test(behind);
  return /^\p{Lu}\p{L}*\s\p{Lu}\p{Ll}*/u.test(behind) && !notStreets.test(behind);
}

/** The sentence so far, as far as sixty characters reach. */
function sentenceBefore(lower: string, start: number): string {
  const before = lower.slice(Math.max(0, start - 60), start);
  return before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf(';')) + 1);
}
