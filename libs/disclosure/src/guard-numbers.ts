import type { GuardText, Span } from './guard-text.js';

/** What a number may belong to. */
type NumberKind = 'phone' | 'id-number' | 'bank-account';

interface Found extends Span {
  readonly kind: NumberKind;
}

/** Digits between two separators of a longer number. */
interface Group extends Span {
  readonly digits: string;
  /** Whether a slash stands before it. */
  readonly afterSlash: boolean;
}

const banks =
  'vietcombank|vcb|agribank|bidv|vietinbank|techcombank|mb ?bank|acb|sacombank|vpbank|tpbank|lpbank|lienvietpostbank|vib|' +
  'shb|hdbank|msb|seabank|ocb|eximbank|kienlongbank|viettel ?money|zalopay|momo';

/** Words that say what the number behind them is; the nearest one before it counts. */
const announcements: readonly { readonly kind: NumberKind; readonly words: RegExp }[] = [
  {
    kind: 'bank-account',
    words: new RegExp(
      `(?<!\\p{L})(?:stk|số tk|tk|tài khoản|số thẻ|thẻ atm|thẻ ngân hàng|thẻ tín dụng|thẻ ghi nợ|thẻ visa|ví điện tử|chuyển khoản|ck|${banks})(?!\\p{L})`,
      'gu',
    ),
  },
  {
    kind: 'id-number',
    words:
      /(?<!\p{L})(?:cccd|căn cước|cmnd|cmt|cmtnd|chứng minh|định danh|đdcn|giấy tờ tùy thân|giấy tờ tuỳ thân|hộ chiếu|passport|bảo hiểm xã hội|bhxh|bảo hiểm y tế|bhyt|giấy phép lái xe|bằng lái|gplx)(?!\p{L})/gu,
  },
  {
    kind: 'phone',
    words: /(?<!\p{L})(?:điện thoại|sđt|sdt|đt|số máy|máy bàn|di động|zalo|alo|tel|phone)(?!\p{L})/gu,
  },
];

const bankBehind = new RegExp(`^[ ,(-]{0,3}(?:tại |ở |ngân hàng ){0,2}(?:${banks})(?!\\p{L})`, 'u');

/** A number that counts or measures has its unit behind it. */
const unit =
  /^\s?(?:%|(?:đồng|đ|vnđ|vnd|usd|đô la|nhân dân tệ|tệ|người|hộ|lượt|tấn|tạ|kg|ha|m2|m3|km|kwh|tỷ|tỉ|triệu|nghìn|ngàn|thuê bao|phiếu|cây|con|cái|căn|chiếc|bản)(?!\p{L}))/u;

const dates =
  /(?<!\d|\d[./])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d(?!\d)/g;
const runs = /\d(?:(?:[ .\-–—()_/·•*|]{0,3}|,)\d){6,}/g;
/** The letter typed for the digit nought, next to another digit. */
const letterForNought = /(?<![\p{L}\d])o(?=[ .-]?\d)|(?<=\d[ .-]?)o(?=[ .-]?\d)/gu;
/** Whether there can be a number at all: seven digits with no more between them than within a run. */
const sevenDigits = new RegExp(runs, '');
const letteredIds = /(?<![\p{L}\d])(?:[a-z]\d{7,8}|[a-z]{2}\d{10,13})(?![\p{L}\d])/gu;

/** Phone, identity and bank account numbers, in digits, or said in words digit by digit. */
export function findNumbers({ lower: given }: GuardText): Found[] {
  return [
    ...inDigits(/o[ .-]?\d/.test(given) ? given.replace(letterForNought, '0') : given),
    ...inWords(given),
  ];
}

function inDigits(lower: string): Found[] {
  if (!sevenDigits.test(lower)) return [];
  const undated = lower.replace(dates, (date) => '_'.repeat(date.length - 1) + ';');
  const found: Found[] = [];
  for (const { 0: run, index } of undated.matchAll(runs))
    found.push(...findInRun(undated, groupsOf(run, index)));
  for (const { 0: code, index } of lower.matchAll(letteredIds)) {
    if (announcedKind(lower, index) === 'id-number')
      found.push({ kind: 'id-number', start: index, end: index + code.length });
  }
  return found;
}

const word =
  '(?:không|khong|một|mốt|mot|hai|ba|bốn|bon|tư|năm|lăm|nhăm|nam|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin|mười|mươi)';
const said = new RegExp(
  `(?<![a-zà-ỹ\\d])(?:${word}|\\d+)(?:[ ,.-]{1,3}(?:${word}|\\d+)(?![a-zà-ỹ\\d])){3,}`,
  'g',
);
const saidAtAll = new RegExp(said, '');

/** Eight and more digits of which some are said in words; a phone number begins with nought or is announced. */
function inWords(lower: string): Found[] {
  const found: Found[] = [];
  if (!saidAtAll.test(lower)) return found;
  for (const { 0: run, index } of lower.matchAll(said)) {
    const parts = run.split(/[ ,.-]+/);
    const spelt = parts.filter((part) => !/^\d/.test(part)).length;
    const count = parts.reduce(
      (sum, part) => sum + (/^\d/.test(part) ? part.length : Number(part !== 'mươi')),
      0,
    );
    if (spelt < 3 || count < 8) continue;
    const kind = announcedKind(lower, index) ?? (/^(?:không|khong|0)/.test(run) ? 'phone' : undefined);
    if (kind) found.push({ kind, start: index, end: index + run.length });
  }
  return found;
}

function groupsOf(run: string, offset: number): Group[] {
  return [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    digits,
    start: offset + index,
    end: offset + index + digits.length,
    afterSlash: index > 0 && run.slice(Math.max(0, index - 3), index).includes('/'),
  }));
}

function findInRun(text: string, groups: readonly Group[]): Found[] {
  const { end } = groups.at(-1)!;
  const kind = bankBehind.test(text.slice(end, end + 40))
    ? 'bank-account'
    : announcedKind(text, groups[0]!.start);
  const found: Found[] = [];
  for (let from = 0; from < groups.length; from++) {
    const match =
      (from === 0 && kind ? announced(text, groups, kind) : undefined) ??
      recognised(text, stretchesFrom(groups, from, { overSlashes: kind === 'phone' })) ??
      slashedPhone(groups, from);
    if (!match) continue;
    found.push({ kind: match.kind, start: groups[from]!.start, end: groups[match.to]!.end });
    from = match.to;
  }
  return found;
}

/** `0362/774/019`: a mobile number in three parts; dates and the numbers of documents are shorter or longer. */
function slashedPhone(groups: readonly Group[], from: number): Match | undefined {
  if (!groups[from + 1]?.afterSlash || !groups[from + 2]?.afterSlash) return undefined;
  const parts = groups.slice(from, from + 3).map(({ digits }) => digits);
  return /^0[35789]\d{2} \d{3} \d{3}$/.test(parts.join(' ')) ? { kind: 'phone', to: from + 2 } : undefined;
}

interface Match {
  readonly kind: NumberKind;
  readonly to: number;
}

/** Whole groups read as one number. */
interface Stretch {
  readonly digits: string;
  readonly parts: readonly Group[];
  readonly from: number;
  readonly to: number;
}

/** How many digits the forms have. */
const lengths: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 14, 16, 19]);

/** Stretches of so many digits from one group on, the longest first. */
function stretchesFrom(
  groups: readonly Group[],
  from: number,
  { overSlashes }: { overSlashes: boolean },
): Stretch[] {
  const stretches: Stretch[] = [];
  // What begins otherwise has a form only where it stands at a stretch or in threes.
  const first = groups.slice(from, from + 4).map((group) => group.digits);
  const mayBe = [3, 9].includes(first[0]!.length) || /^(?:00?[1-9]|84|9704)/.test(first.join(''));
  if (!mayBe) return stretches;
  let digits = '';
  for (let to = from; to < groups.length && digits.length < 19; to++) {
    if (to > from && groups[to]!.afterSlash && !overSlashes) break;
    digits += groups[to]!.digits;
    if (lengths.has(digits.length)) stretches.push({ digits, parts: groups, from, to });
  }
  return stretches.toReversed();
}

/** What a number is by its own form. */
function recognised(text: string, stretches: readonly Stretch[]): Match | undefined {
  if (stretches.length === 0) return undefined;
  for (const { kind, pattern, counts } of forms) {
    for (const stretch of stretches) {
      if (pattern.test(stretch.digits) && !(counts && mayCount(text, stretch)))
        return { kind, to: stretch.to };
    }
  }
  return undefined;
}

/** `counts`: what has this form may also count something. */
const forms: readonly { readonly kind: NumberKind; readonly pattern: RegExp; readonly counts?: true }[] = [
  // Twelve digits that begin with the code of a province.
  { kind: 'id-number', pattern: /^0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}$/ },
  { kind: 'phone', pattern: /^0(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8})$/ },
  { kind: 'phone', pattern: /^(?:00)?840?(?:[35789]\d{8}|2\d{8,9})$/, counts: true },
  // A card of a Vietnamese bank.
  { kind: 'bank-account', pattern: /^9704\d{12}(?:\d{3})?$/ },
  { kind: 'id-number', pattern: /^\d{9}$/, counts: true },
];

/** Whether a unit follows; and of nine digits, whether they are other than at a stretch or in threes behind a zero. */
function mayCount(text: string, { digits, parts, from, to }: Stretch): boolean {
  if (hasUnit(text, parts[to]!)) return true;
  if (digits.length !== 9 || from === to) return false;
  const inThrees = to - from === 2 && parts.slice(from, to).every((part) => part.digits.length === 3);
  return !inThrees || !digits.startsWith('0');
}

/** What a number is whose kind the words before it tell. */
function announced(text: string, groups: readonly Group[], kind: NumberKind): Match | undefined {
  const accepts: Record<NumberKind, (digits: string) => boolean> = {
    phone: (digits) => digits.length >= 8 && digits.length <= 11 && !/^1[89]00/.test(digits),
    'id-number': (digits) => [9, 10, 12].includes(digits.length),
    'bank-account': (digits) => digits.length >= 8 && digits.length <= 19,
  };
  let digits = '';
  let match: Match | undefined;
  for (let to = 0; to < groups.length && digits.length < 19; to++) {
    digits += groups[to]!.digits;
    const counts =
      hasUnit(text, groups[to]!) || (kind === 'bank-account' && inThousands(text, groups.slice(0, to + 1)));
    if (accepts[kind](digits) && !counts) match = { kind, to };
  }
  return match;
}

function hasUnit(text: string, { end }: Group): boolean {
  return unit.test(text.slice(end, end + 16));
}

/** `1.250.000.000`: an amount, whatever is said before it. */
function inThousands(text: string, groups: readonly Group[]): boolean {
  return /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(text.slice(groups[0]!.start, groups.at(-1)!.end));
}

/** The kind announced last within the sentence and the 60 characters before a number. */
function announcedKind(text: string, start: number): NumberKind | undefined {
  const before = text.slice(Math.max(0, start - 60), start);
  const sentence = before.slice(
    Math.max(...[...before.matchAll(/[;!?\n]|\.\s/g)].map(({ index }) => index), -1) + 1,
  );
  let nearest = -1;
  let kind: NumberKind | undefined;
  for (const { kind: announcedAs, words } of announcements) {
    for (const { index, 0: word } of sentence.matchAll(words)) {
      if (index + word.length <= nearest) continue;
      nearest = index + word.length;
      kind = announcedAs;
    }
  }
  return kind;
}
