/** The same data with its text in NFC and without halves of characters, which no XML file can hold. */
export function printable<T>(value: T): T {
  if (typeof value === 'string')
    return value.normalize('NFC').replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '') as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printable(member)])) as T;
}
