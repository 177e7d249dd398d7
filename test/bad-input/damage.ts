/** A body that is wrong in one way, and which. */
export interface Damaged {
  what: string;
  body: unknown;
}

type Path = (string | number)[];

/** Every value inside a body, with the way to it. */
function* valuesOf(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (path.length > 0) yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* valuesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** The body with another value in one place. */
function withValue(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<
    string | number,
    unknown
  >;
  copy[first] = withValue(copy[first], rest, value);
  return copy;
}

/** Passwords, hashes and the like are compared, never stored as they are: they may hold any character. */
const anyCharacter = /password|current|next|secret|token|hash/i;
const date = /^\d{4}-\d\d-\d\d$/;
const timestamp = /^\d{4}-\d\d-\d\dT/;
const uuid = /^[\da-f]{8}-/;

function* wrongValues(key: string, value: unknown): Generator<[what: string, wrong: unknown]> {
  if (typeof value !== 'object') yield ['an object', { wrong: true }];
  yield [typeof value === 'number' ? 'a text' : 'a number', typeof value === 'number' ? 'x' : 7];
  if (typeof value === 'boolean') yield ['a text', 'true'];
  if (typeof value === 'number') yield* [-1, 1e308].map((number): [string, number] => [`${number}`, number]);
  if (typeof value !== 'string') return;
  yield ['too long', value.padEnd(100_000, 'x')];
  if (!anyCharacter.test(key)) {
    yield ['with NUL', `${value}\u0000`];
    yield ['with a control character', `${value}\u0007x`];
    yield ['with half a surrogate pair', `${value}\ud800`];
  }
  if (uuid.test(value)) yield ['not a UUID', 'x'];
  if (date.test(value))
    for (const day of [
      '2026-02-30',
      '1899-12-31',
      '2200-01-01',
      '0000-01-01',
      '+12026-01-01',
      `${value}T00:00`,
    ])
      yield [`the day ${day}`, day];
  if (timestamp.test(value))
    for (const time of ['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-02-05', '0000-01-01T00:00:00Z'])
      yield [`the time ${time}`, time];
}

/** Every way in which one value of a right body can be wrong: 400, whatever else is the case. */
export function* damaged(body: Record<string, unknown>, required: string[]): Generator<Damaged> {
  for (const field of required) {
    const { [field]: _, ...rest } = body;
    yield { what: `without ${field}`, body: rest };
  }
  for (const field of ['unknownField', 'constructor', 'prototype'])
    yield { what: `with the unknown field ${field}`, body: { ...body, [field]: 1 } };
  for (const [path, value] of valuesOf(body)) {
    const key = String(path.findLast((step) => typeof step === 'string'));
    // Which questions were answered is known by the form of the survey alone.
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && key !== 'answers') {
      const what = `with an unknown field in ${path.join('.')}`;
      yield { what, body: withValue(body, path, { ...value, unknownField: 1 }) };
    }
    if (value === null) continue;
    for (const [what, wrong] of wrongValues(key, value)) {
      yield { what: `${path.join('.')} ${what}`, body: withValue(body, path, wrong) };
    }
  }
}
