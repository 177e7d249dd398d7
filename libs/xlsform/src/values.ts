/** Answers that a reference stands for: one, none if it is not asked or not there, those of all rounds of a repeat. */
export class Nodes {
  constructor(readonly texts: readonly string[]) {}
}

/** A value as XPath 1.0 has them. */
export type Value = string | number | boolean | Nodes;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^\s*-?(\d+(\.\d*)?|\.\d+)\s*$/;

/** Days since 1970-01-01 of an ISO day; NaN for what is none. */
export function dayNumber(text: string): number {
  if (!DAY.test(text)) return NaN;
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return isDay ? time / 86_400_000 : NaN;
}

/** The ISO day so many days after 1970-01-01; an empty text for no number or one beyond all calendars. */
export function dayText(days: number): string {
  const date = new Date(Math.floor(days) * 86_400_000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

export function toText(value: Value): string {
  if (value instanceof Nodes) return value.texts[0] ?? '';
  if (typeof value === 'number') return numberText(value);
  return String(value);
}

/** XPath writes numbers without exponents. */
function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return Object.is(value, -0) ? '0' : text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 });
}

/** As in XPath 1.0, but that a day counts from 1970-01-01, so that days can be compared and subtracted (OpenRosa). */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value);
  return NUMBER.test(text) ? Number(text) : dayNumber(text);
}

export function toBoolean(value: Value): boolean {
  if (value instanceof Nodes) return value.texts.length > 0;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return typeof value === 'string' ? value !== '' : value;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** XPath 1.0, 3.4: a set of nodes compares as it does for one of them. */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  if (left instanceof Nodes && typeof right !== 'boolean')
    return left.texts.some((text) => compare(operator, text, right));
  if (right instanceof Nodes && typeof left !== 'boolean')
    return right.texts.some((text) => compare(operator, left, text));
  if (operator === '=' || operator === '!=') return (operator === '=') === equal(left, right);
  const [a, b] = [toNumber(left), toNumber(right)];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function equal(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return toText(left) === toText(right);
}
