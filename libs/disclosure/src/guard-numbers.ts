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
    words: new RegExp(`(?<!\\p{L})(?:stk|số tk|tk|tài khoản|chuyển khoản|ck|${banks})(?!\\p{L})`, 'gu'),
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
const runs = /\d(?:[ .\-–—()_/]{0,3}\d){6,}/g;
/** Whether there can be a number at all: seven digits with no more between them than within a run. */
const sevenDigits = new RegExp(runs, '');
const letteredIds = /(?<![\p{L}\d])(?:[a-z]\d{7,8}|[a-z]{2}\d{10,13})(?![\p{L}\d])/gu;

/** Phone, identity and bank account numbers, written in digits. */
export function findNumbers({ lower }: GuardText): Found[] {
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
      recognised(text, stretchesFrom(groups, from, { overSlashes: kind === 'phone' }));
    if (!match) continue;
    found.push({ kind: match.kind, start: groups[from]!.start, end: groups[match.to]!.end });
    from = match.to;
  }
  return found;
}

interface Match {
  readonly kind: NumberKind;
  readonly to: number;
}

/** Whole groups read as one number. */
interface Stretch {
  readonly digits: string;
  readonly groups: readonly Group[];
  readonly to: number;
}

/** Stretches of 9 to 14 digits from one group on, the longest first. */
function stretchesFrom(
  groups: readonly Group[],
  from: number,
  { overSlashes }: { overSlashes: boolean },
): Stretch[] {
  const stretches: Stretch[] = [];
  let digits = '';
  for (let to = from; to < groups.length && digits.length < 14; to++) {
    if (to > from && groups[to]!.afterSlash && !overSlashes) break;
    digits += groups[to]!.digits;
    if (digits.length >= 9 && digits.length <= 14) {
      stretches.unshift({ digits, groups: groups.slice(from, to + 1), to });
    }
  }
  return stretches;
}

/** What a number is by its own form. */
function recognised(text: string, stretches: readonly Stretch[]): Match | undefined {
  for (const { kind, fits } of forms) {
    const stretch = stretches.find((each) => fits(each, text));
    if (stretch) return { kind, to: stretch.to };
  }
  return undefined;
}

const forms: readonly {
  readonly kind: NumberKind;
  readonly fits: (stretch: Stretch, text: string) => boolean;
}[] = [
  // Twelve digits that begin with the code of a province.
  { kind: 'id-number', fits: ({ digits }) => /^0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}$/.test(digits) },
  { kind: 'phone', fits: ({ digits }) => /^(?:0[35789]\d{8}|02\d{8,9}|01[2689]\d{8})$/.test(digits) },
  {
    kind: 'phone',
    fits: ({ digits, groups }, text) =>
      /^(?:00)?840?(?:[35789]\d{8}|2\d{8,9})$/.test(digits) && !hasUnit(text, groups),
  },
  // Nine digits at a stretch, or in threes behind a leading zero, that do not count anything.
  {
    kind: 'id-number',
    fits: ({ digits, groups }, text) =>
      digits.length === 9 &&
      !hasUnit(text, groups) &&
      (groups.length === 1 ||
        (groups.length === 3 &&
          groups.every((group) => group.digits.length === 3) &&
          digits.startsWith('0'))),
  },
];

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
      hasUnit(text, groups.slice(0, to + 1)) ||
      (kind === 'bank-account' && inThousands(text, groups.slice(0, to + 1)));
    if (accepts[kind](digits) && !counts) match = { kind, to };
  }
  return match;
}

function hasUnit(text: string, groups: readonly Group[]): boolean {
  const { end } = groups.at(-1)!;
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
