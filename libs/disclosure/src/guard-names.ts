import {
  bodies,
  compounds,
  historicNames,
  knownPhrases,
  middleNames,
  namers,
  neverNames,
  notNames,
  oneInAPlace,
  onlySurnames,
  placeNouns,
  places,
  plainlySurnames,
  plainSurnames,
  plainTitles,
  roles,
  speechVerbs,
  surnames,
  titles,
  withoutMarks,
  wordsOfTheirOwn,
} from './guard-lexicon.js';
import type { GuardText, Span } from './guard-text.js';

/** As it stands in the text it is asked of few words only. */
class Word implements Span {
  constructor(
    private readonly whole: string,
    readonly lower: string,
    readonly start: number,
    readonly end: number,
  ) {}

  get text(): string {
    return this.whole.slice(this.start, this.end);
  }
}

/** Where a title or an office and a name stand together, or an unmistakable name alone. */
export function findNames({ text, lower }: Pick<GuardText, 'text' | 'lower'>): Span[] {
  const words = wordsOf(text, lower);
  const reading: Reading = { text, words };
  const found: Span[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    // Nearly all words neither begin a title nor, being capitalised family names, a name.
    if (!openers.has(word.lower) && !(surnames.has(word.lower) && startsUpper(word))) continue;
    const last = nameAfter(reading, at);
    const behind = last === undefined && nameBehindBody(reading, at);
    if (last === undefined && !behind) continue;
    const [from, to] = behind || [at, last!];
    found.push({ start: words[from]!.start, end: words[to]!.end });
    at = to;
  }
  return found;
}

function wordsOf(text: string, lower: string): Word[] {
  const words: Word[] = [];
  for (let start = 0; start < lower.length; start++) {
    let end = afterLetter(lower, start);
    if (end === start) continue;
    for (let next = afterLetter(lower, end); next > end; next = afterLetter(lower, end)) end = next;
    // Short for comrade, and for Mr.
    if (lower.startsWith('đ/c', start) && afterLetter(lower, start + 3) === start + 3) end = start + 3;
    if (text.startsWith('Ô.', start)) end = start + 2;
    words.push(new Word(text, lower.slice(start, end), start, end));
    start = end - 1;
  }
  return words;
}

/** Letters by code unit: matching every character of every text against a pattern takes several times as long. */
const letters = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  Number(/\p{L}/u.test(String.fromCharCode(unit))),
);

/** Where the letter at `at` ends, or `at` when there is none. */
function afterLetter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (letters[unit] === 1) return at + 1;
  const isPair = unit >= 0xd800 && unit < 0xdc00;
  return isPair && /^\p{L}/u.test(text.slice(at, at + 2)) ? at + 2 : at;
}

interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
}

/** The index of the last word of the name that the title at `at` introduces. */
function nameAfter(reading: Reading, at: number): number | undefined {
  const { words } = reading;
  const one = words[at]!.lower;
  const two = words[at + 1] && gap(reading, at) === ' ' ? `${one} ${words[at + 1]!.lower}` : '';
  for (const [title, end] of [
    [two, at + 1],
    [one, at],
  ] as const) {
    if (titles.has(title)) return personAfter(reading, { at, end, title });
    if (roles.has(title)) {
      return (
        fullNameAfter(reading, end, { at, title }) ??
        singleNameAfter(reading, end, title) ??
        initialsAfter(reading, end, 2)
      );
    }
    if (namers.has(title)) return personAfter(reading, { at, end, title });
  }
  return plainNameAfter(reading, at, two) ?? unmistakableNameAt(reading, at);
}

interface Title {
  readonly at: number;
  /** Index of its last word. */
  readonly end: number;
  readonly title: string;
}

function personAfter(reading: Reading, { at, end, title }: Title): number | undefined {
  const { words } = reading;
  const lowerCase = lowerCaseNameAfter(words, end);
  if (lowerCase !== undefined) return lowerCase;
  const between = gap(reading, end);
  if (between === undefined) return undefined;
  const initials = between === ' ' ? initialsAfter(reading, end) : undefined;
  if (initials !== undefined && !namers.has(title)) return initials;
  const name = capitalisedFrom(reading, end + 1);
  if (name.length === 0) return titles.has(title) ? nameBehindWork(reading, end) : undefined;
  const last = end + name.length;
  const isFull = isFullName(name) && !historicNames.has(joined(name));
  if (
    between !== ' ' ||
    isAnotherWord(reading, { at, title }) ||
    (title.startsWith('tên') && name.length > 1)
  ) {
    return isFull && hasMiddleName(name) ? last : undefined;
  }
  const first = name[0]!.lower;
  if (neverNames.has(first) || historicNames.has(joined(name))) return undefined;
  if (knownPhrases.has(`${title} ${first}`) || knownPhrases.has(`${title} ${joined(name.slice(0, 2))}`))
    return undefined;
  const following = words[end + 2];
  if (following && gap(reading, end + 1) === ' ' && notNames.has(`${first} ${following.lower}`))
    return undefined;
  if (name.some((_, i) => places.has(joined(name.slice(i, i + 2)))))
    return isFull && name.length > 2 ? last : undefined;
  return name.some((word) => isVietnamese(word.lower)) ? last : undefined;
}

function fullNameAfter(reading: Reading, end: number, { at, title }: Omit<Title, 'end'>): number | undefined {
  if (gap(reading, end) === undefined) return undefined;
  const name = capitalisedFrom(reading, end + 1);
  const previous = at > 0 && gap(reading, at - 1) === ' ' ? reading.words[at - 1]!.lower : '';
  if (!isFullName(name) || historicNames.has(joined(name)) || compounds.has(`${previous} ${title}`))
    return undefined;
  if (previous === 'tổng' || name.some((_, i) => places.has(joined(name.slice(i, i + 2))))) return undefined;
  return end + name.length;
}

/** `bác bảo vệ Hùng`: between title and name stands what the person does. */
function nameBehindWork(reading: Reading, end: number): number | undefined {
  const { words } = reading;
  const [one, two] = [words[end + 1], words[end + 2]];
  if (!one || !two || gap(reading, end) !== ' ') return undefined;
  if (roles.has(`${one.lower} ${two.lower}`) && gap(reading, end + 1) === ' ')
    return singleNameAt(reading, end + 3);
  return undefined;
}

/** `trưởng thôn Dìn`. */
function singleNameAfter(reading: Reading, end: number, title: string): number | undefined {
  return oneInAPlace.has(title) ? singleNameAt(reading, end + 1) : undefined;
}

function singleNameAt(reading: Reading, at: number): number | undefined {
  const name = gap(reading, at - 1) === ' ' ? capitalisedFrom(reading, at) : [];
  const following = reading.words[at + 1];
  const isPhrase =
    following && gap(reading, at) === ' ' && notNames.has(`${name[0]?.lower} ${following.lower}`);
  const isName =
    name.length === 1 &&
    name[0]!.text.length > 1 &&
    !isPhrase &&
    !neverNames.has(name[0]!.lower) &&
    !bodies.has(name[0]!.lower) &&
    isVietnamese(name[0]!.lower);
  return isName ? at : undefined;
}

/** `Chủ tịch xã Nông Đức Kiên`: a name of three syllables behind an office and its body; its first and last word. */
function nameBehindBody(reading: Reading, office: number): [number, number] | undefined {
  const end = roleAt(reading, office);
  if (end === undefined) return undefined;
  for (let at = end + 1; at <= end + 6 && at < reading.words.length && gap(reading, at - 1) === ' '; at++) {
    const name = capitalisedFrom(reading, at);
    const last = at + name.length - 1;
    if (isPersonsName(name) && !isPlaced(reading, at) && !isOfTheState(reading, at)) return [at, last];
    if (historicNames.has(joined(name))) at = last;
  }
  return undefined;
}

/** The last word of the office that begins at a word. */
function roleAt(reading: Reading, at: number): number | undefined {
  const one = reading.words[at]!.lower;
  if (gap(reading, at) === ' ' && roles.has(`${one} ${reading.words[at + 1]!.lower}`)) return at + 1;
  return roles.has(one) ? at : undefined;
}

function isPersonsName(name: readonly Word[]): boolean {
  return (
    name.length > 2 &&
    isFullName(name) &&
    !historicNames.has(joined(name)) &&
    !historicNames.has(joined(name.slice(0, 3))) &&
    name.every((word) => word.text.length === 1 || isVietnamese(word.lower)) &&
    !name.some((_, i) => places.has(joined(name.slice(i, i + 2))))
  );
}

/** Whether a street, a school or the like is named; of an area it is only when no office stands before it. */
function isPlaced(reading: Reading, at: number): boolean {
  const previous = at > 0 && gap(reading, at - 1) === ' ' ? reading.words[at - 1]!.lower : '';
  if (['xã', 'phường', 'huyện', 'tỉnh', 'thôn', 'bản', 'khối', 'mang'].includes(previous)) return false;
  return placeNouns.has(previous);
}

/** Whether a leader of the country is named with the office. */
function isOfTheState({ text, words }: Reading, at: number): boolean {
  const { start } = words[at]!;
  return leaders.test(text.slice(Math.max(0, start - 60), start).toLowerCase());
}

const leaders =
  /(?:tổng bí thư|chủ tịch nước|chủ tịch quốc hội|chủ tịch ubtvqh|thủ tướng|bộ trưởng|tổng thống|ban bí thư)(?!\p{L})[^.;!?]*$/u;

/**
 * A full name is one without a title too, unless a place or a school bears it: of three syllables and more with Văn or
 * Thị; or of a family name that is hardly another word; or with a middle name. Of two when somebody speaks.
 */
function unmistakableNameAt(reading: Reading, at: number): number | undefined {
  const name = capitalisedFrom(reading, at);
  const last = at + name.length - 1;
  const previous = at > 0 && gap(reading, at - 1) === ' ' ? reading.words[at - 1]!.lower : '';
  const isAbout = previous === 'tượng' && reading.words[at - 2]?.lower === 'đối';
  if (name.length < 2 || !isFullName(name) || (placeNouns.has(previous) && !isAbout)) return undefined;
  const [surname, middle] = [name[0]!.lower, name[1]!.lower];
  if (name.length === 2) {
    const goesOn = at > 0 && gap(reading, at - 1) === ' ' && startsUpper(reading.words[at - 1]!);
    const speaks = !goesOn && gap(reading, last) === ' ' && speechVerbs.has(reading.words[last + 1]!.lower);
    return speaks && !places.has(joined(name)) && !historicNames.has(joined(name)) ? last : undefined;
  }
  if (['văn', 'thị'].includes(middle)) return historicNames.has(joined(name)) ? undefined : last;
  const isOne =
    (plainlySurnames.has(surname) && !isUpper(name[0]!)) ||
    (middleNames.has(middle) && !placeNouns.has(surname));
  return isOne && isPersonsName(name) && !isOfTheState(reading, at) ? last : undefined;
}

/** Names typed without any marks: `Ong Nguyen Van A`. */
function plainNameAfter(reading: Reading, at: number, two: string): number | undefined {
  const title = reading.words[at]!.lower;
  const end = two === 'dong chi' ? at + 1 : at;
  if (two !== 'dong chi' && !plainTitles.has(title)) return undefined;
  const name = capitalisedFrom(reading, end + 1);
  const isName =
    name.length > 1 && plainSurnames.has(name[0]!.lower) && name.every((word) => /^[a-z]+$/.test(word.lower));
  return isName && gap(reading, end) === ' ' ? end + name.length : undefined;
}

/** The first words of all that can introduce a name, and plain family names, which may stand in capitals. */
const openers: ReadonlySet<string> = new Set([
  ...[...titles, ...roles, ...namers].map((title) => title.split(' ')[0]!),
  ...plainTitles,
  ...plainSurnames,
  'dong',
]);

/** `ông nguyễn văn an`, all in small letters. */
function lowerCaseNameAfter(words: readonly Word[], end: number): number | undefined {
  const [surname, middle, given] = [words[end + 1], words[end + 2], words[end + 3]];
  if (!surname || !middle || !given) return undefined;
  const isOne = ['văn', 'thị'].includes(middle.lower)
    ? surnames.has(surname.lower)
    : onlySurnames.has(surname.lower) && middleNames.has(middle.lower);
  if (!isOne) return undefined;
  if (
    given.start - surname.start > 30 ||
    (surname.text === surname.lower && wordsOfTheirOwn.has(`${middle.lower} ${given.lower}`))
  ) {
    return undefined;
  }
  return end + 3;
}

/** `ông H.`, `bà N.T.H.`, `bà Nh.`: initials point at a person as well. Behind an office there are at least two. */
function initialsAfter(reading: Reading, end: number, least = 1): number | undefined {
  const { words, text } = reading;
  if (gap(reading, end) !== ' ') return undefined;
  const isInitial = ({ text: word, end: behind }: Word): boolean =>
    /^\p{Lu}$/u.test(word) || (/^(?:[CGKNPT]h|Tr|Ngh?|Gi|Qu)$/.test(word) && text[behind] === '.');
  let last = end;
  while (words[last + 1] && isInitial(words[last + 1]!) && (last === end || gap(reading, last) === '.'))
    last++;
  const next = text[words[last]!.end] ?? '';
  return last - end < least || /[\d'’-]/.test(next) ? undefined : last;
}

/** Whether title and previous word are something else: `trẻ em`, `phố Bà Triệu`, `Vương quốc Anh`. */
function isAnotherWord(reading: Reading, { at, title }: Omit<Title, 'end'>): boolean {
  if (at === 0 || gap(reading, at - 1) !== ' ') return false;
  const { words } = reading;
  const previous = words[at - 1]!;
  if (compounds.has(`${previous.lower} ${title}`)) return true;
  const isCapitalised = startsUpper(words[at]!) && !isUpper(words[at]!);
  if (!isCapitalised) return false;
  const opensSentence = at === 1 || gap(reading, at - 2) !== ' ';
  return title === 'anh' || placeNouns.has(previous.lower) || (startsUpper(previous) && !opensSentence);
}

/** The capitalised words from word `first` on, at most five; all-capital ones only behind a family name. */
function capitalisedFrom(reading: Reading, first: number): Word[] {
  const name: Word[] = [];
  for (let at = first; at < reading.words.length && name.length < 5; at++) {
    const word = reading.words[at]!;
    const isFirst = at === first;
    if (!startsUpper(word) || (!isFirst && gap(reading, at - 1) !== ' ')) break;
    if (isFirst && isUpper(word) && !surnames.has(word.lower) && !plainSurnames.has(word.lower)) break;
    if (!isFirst && word.text.length > 1 && isUpper(word) !== isUpper(name[0]!)) break;
    name.push(word);
  }
  return name.length === 1 && isUpper(name[0]!) ? [] : name;
}

function isFullName(name: readonly Word[]): boolean {
  return (
    name.length > 1 &&
    (surnames.has(name[0]!.lower) || (isUpper(name[0]!) && plainSurnames.has(name[0]!.lower)))
  );
}

function hasMiddleName(name: readonly Word[]): boolean {
  return name.length > 2 || name.some((word, i) => i > 0 && middleNames.has(word.lower));
}

/** A syllable Vietnamese can write, or any with its letters; `Trump` and `Putin` are neither. */
function isVietnamese(word: string): boolean {
  if (/[^\p{ASCII}]/u.test(word)) return true;
  return /^(?:ng?h?|[ckgpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?$/.test(
    withoutMarks(word),
  );
}

/** What stands between a word and the next: one space for any blanks, undefined when they do not belong together. */
function gap({ text, words }: Reading, at: number): string | undefined {
  const next = words[at + 1];
  if (!next) return undefined;
  const length = next.start - words[at]!.end;
  if (length > 8) return undefined;
  const between = text.slice(words[at]!.end, next.start);
  if (/^[ \t\u00a0]+$/.test(between)) return ' ';
  if (between === '.') return '.';
  return /^\s?[:(“"'‘]\s?["“]?$/.test(between) ? ':' : undefined;
}

function joined(name: readonly Word[]): string {
  return name.map((word) => word.lower).join(' ');
}

function startsUpper({ text }: Word): boolean {
  return /^\p{Lu}/u.test(text);
}

function isUpper({ text }: Word): boolean {
  return text === text.toUpperCase() && text.length > 1;
}
