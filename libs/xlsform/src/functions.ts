import { dayNumber, dayText, Nodes, toBoolean, toNumber, toText, type Value } from './values.js';

/** A function of XLSForm whose answer follows from its arguments alone. */
interface PlainFunction {
  /** Least and most arguments. */
  readonly takes: readonly [number, number];
  readonly of: (...values: Value[]) => Value;
}

const ANY = 50;
const chosen = (value: Value): string[] => toText(value).split(/\s+/).filter(Boolean);
const textsOf = (values: Value[]): string[] =>
  values.flatMap((value) => (value instanceof Nodes ? value.texts : [toText(value)]));
const numbersOf = (values: Value[]): number[] =>
  textsOf(values)
    .filter((text) => text !== '')
    .map((text) => toNumber(text));
const text =
  (of: (...texts: string[]) => Value) =>
  (...values: Value[]): Value =>
    of(...values.map(toText));
const number =
  (of: (...numbers: number[]) => Value) =>
  (...values: Value[]): Value =>
    of(...values.map(toNumber));

/** A longer text is matched by no pattern: what a pattern costs grows with the text. */
const LONGEST_MATCHED = 200;

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
const dateParts: Record<string, (day: Date) => string> = {
  Y: (day) => padded(day.getUTCFullYear(), 4),
  y: (day) => padded(day.getUTCFullYear() % 100, 2),
  m: (day) => padded(day.getUTCMonth() + 1, 2),
  n: (day) => String(day.getUTCMonth() + 1),
  d: (day) => padded(day.getUTCDate(), 2),
  e: (day) => String(day.getUTCDate()),
};

function formatDate(day: Value, format: Value): string {
  const date = new Date(dayNumber(toText(day)) * 86_400_000);
  if (Number.isNaN(date.getTime())) return '';
  return toText(format).replace(/%([Yymnde])/g, (_, part: string) => dateParts[part]!(date));
}

/** Halves go up, as XPath has it; with places as many are kept. */
function round(value: number, places = 0): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
}

/** The functions of XPath 1.0 and OpenRosa that are offered, by name, but for those that look at the form. */
export const functions: Readonly<Record<string, PlainFunction>> = {
  selected: {
    takes: [2, 2],
    of: (list, value) => chosen(list!).includes(toText(value!).trim()),
  },
  'selected-at': { takes: [2, 2], of: (list, place) => chosen(list!)[toNumber(place!)] ?? '' },
  'count-selected': { takes: [1, 1], of: (list) => chosen(list!).length },
  coalesce: { takes: [2, ANY], of: text((...texts) => texts.find((one) => one !== '') ?? '') },
  not: { takes: [1, 1], of: (value) => !toBoolean(value!) },
  true: { takes: [0, 0], of: () => true },
  false: { takes: [0, 0], of: () => false },
  boolean: { takes: [1, 1], of: (value) => toBoolean(value!) },
  string: { takes: [1, 1], of: (value) => toText(value!) },
  number: { takes: [1, 1], of: (value) => toNumber(value!) },
  int: { takes: [1, 1], of: number((value) => Math.trunc(value!)) },
  round: { takes: [1, 2], of: number((value, places) => round(value!, places)) },
  floor: { takes: [1, 1], of: number((value) => Math.floor(value!)) },
  ceiling: { takes: [1, 1], of: number((value) => Math.ceil(value!)) },
  abs: { takes: [1, 1], of: number((value) => Math.abs(value!)) },
  pow: { takes: [2, 2], of: number((base, exponent) => base! ** exponent!) },
  sqrt: { takes: [1, 1], of: number((value) => Math.sqrt(value!)) },
  sum: { takes: [1, 1], of: (nodes) => numbersOf([nodes!]).reduce((sum, one) => sum + one, 0) },
  count: { takes: [1, 1], of: (nodes) => (nodes instanceof Nodes ? nodes.texts.length : 0) },
  'count-non-empty': { takes: [1, 1], of: (nodes) => textsOf([nodes!]).filter((one) => one !== '').length },
  min: { takes: [1, ANY], of: (...values) => extreme(Math.min, values) },
  max: { takes: [1, ANY], of: (...values) => extreme(Math.max, values) },
  concat: { takes: [1, ANY], of: (...values) => textsOf(values).join('') },
  join: { takes: [2, ANY], of: (separator, ...values) => textsOf(values).join(toText(separator!)) },
  'string-length': { takes: [1, 1], of: text((one) => [...one!].length) },
  substr: {
    takes: [2, 3],
    of: (value, start, end) =>
      [...toText(value!)].slice(toNumber(start!), end === undefined ? undefined : toNumber(end)).join(''),
  },
  contains: { takes: [2, 2], of: text((whole, part) => whole!.includes(part!)) },
  'starts-with': { takes: [2, 2], of: text((whole, part) => whole!.startsWith(part!)) },
  'ends-with': { takes: [2, 2], of: text((whole, part) => whole!.endsWith(part!)) },
  'substring-before': {
    takes: [2, 2],
    of: text((whole, part) => (whole!.includes(part!) ? whole!.slice(0, whole!.indexOf(part!)) : '')),
  },
  'substring-after': {
    takes: [2, 2],
    of: text((whole, part) =>
      whole!.includes(part!) ? whole!.slice(whole!.indexOf(part!) + part!.length) : '',
    ),
  },
  translate: {
    takes: [3, 3],
    of: text((whole, from, to) => {
      const [sources, targets] = [[...from!], [...to!]];
      return [...whole!]
        .map((letter) => (sources.includes(letter) ? (targets[sources.indexOf(letter)] ?? '') : letter))
        .join('');
    }),
  },
  'normalize-space': { takes: [1, 1], of: text((one) => one!.trim().replace(/\s+/g, ' ')) },
  // The whole text has to match.
  regex: {
    takes: [2, 2],
    of: text(
      (one, pattern) => one!.length <= LONGEST_MATCHED && new RegExp(`^(?:${pattern})$`, 'u').test(one!),
    ),
  },
  date: { takes: [1, 1], of: (value) => dayText(toNumber(value!)) },
  'format-date': { takes: [2, 2], of: (day, format) => formatDate(day!, format!) },
  'decimal-date-time': { takes: [1, 1], of: (day) => dayNumber(toText(day!)) },
};

function extreme(of: (...numbers: number[]) => number, values: Value[]): number {
  const numbers = numbersOf(values);
  return numbers.length === 0 ? NaN : of(...numbers);
}
