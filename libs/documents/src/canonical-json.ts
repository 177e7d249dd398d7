import { createHash } from 'node:crypto';

/**
 * The canonical JSON text of a value by RFC 8785 (JCS): no white space, keys in the order of their UTF-16 code units,
 * numbers and strings as ECMAScript writes them. Equal data gives equal text whatever the order it was built in.
 * Takes plain JSON data only; a property that is `undefined` is left out, as `JSON.stringify` does. Throws a `TypeError`
 * naming the place for anything else: `undefined` elsewhere, numbers that are not finite, functions, symbols, bigints,
 * instances of classes (a `Date` too), lone surrogates and cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', []);
}

/** `sha256:` and the hexadecimal SHA-256 of the canonical JSON of a value in UTF-8. Throws as `canonicalJson` does. */
export function contentHash(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')}`;
}

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path}: ${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`${path}: ${typeof value} has no JSON form`);
  if (ancestors.includes(value)) throw new TypeError(`${path}: refers back to what contains it`);
  const within = [...ancestors, value];

  if (Array.isArray(value)) {
    // Array.from visits holes too, which map() would skip.
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`, within)).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path}: ${value.constructor.name} is not plain JSON data`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${writeString(key, path)}:${write(member, `${path}.${key}`, within)}`);
  return `{${members.join(',')}}`;
}

function writeString(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError(`${path}: text has a lone surrogate`);
  return JSON.stringify(text);
}
