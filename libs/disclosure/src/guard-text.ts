/** A stretch of text, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as the searches of the guard read it. */
export interface GuardText {
  /** With plain digits, blanks and @ in place of their look-alikes, and without invisible characters. */
  readonly text: string;
  /** `text` in small letters, of the same length. */
  readonly lower: string;
  /** Where a stretch of `text` stands in the text as it was given. */
  readonly locate: (span: Span) => Span;
}

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;

/** Vietnamese as nearly everybody types it: nothing to compose, to replace or to leave out, which takes longer to find out. */
const ordinary = /^[\n\r\t -~\u00a1-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9\u2010-\u2027]*$/;

/** Prepares a text for searching. */
export function readText(given: string): GuardText {
  if (ordinary.test(given)) return { text: given, lower: lowerOf(given), locate: (span) => span };
  const plain = composed(given).replace(
    /[\uff10-\uff19\uff20\uff0b\uff0e]|[\u00a0\u2000-\u200a\u202f\u3000]/g,
    (character) => (character >= '\uff00' ? String.fromCharCode(character.charCodeAt(0) - 0xfee0) : ' '),
  );
  if (!invisible.test(plain)) return { text: plain, lower: lowerOf(plain), locate: (span) => span };
  const kept: number[] = [];
  for (let at = 0; at < plain.length; at++) if (!invisible.test(plain[at]!)) kept.push(at);
  const text = kept.map((at) => plain[at]).join('');
  const locate = ({ start, end }: Span): Span => ({ start: kept[start]!, end: kept[end - 1]! + 1 });
  return { text, lower: lowerOf(text), locate };
}

/** NFC by pieces: composing thousands of marks on one letter at once takes quadratic time. */
function composed(text: string): string {
  if (!/\p{M}{31}/u.test(text)) return text.normalize('NFC');
  return (text.match(/\P{M}*\p{M}{0,30}/gu) ?? []).map((piece) => piece.normalize('NFC')).join('');
}

/** Small letters, except the few whose small form has another length. */
function lowerOf(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}
