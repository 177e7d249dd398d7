import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from './canonical-json.js';

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.3, as printed there', () => {
    const example = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders keys by UTF-16 code units, not by code points or by locale', () => {
    const members = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\ud83d\ude00': 5,
      '\u0080': 6,
      '\u00f6': 7,
    };
    expect(Object.keys(JSON.parse(canonicalJson(members)) as object).sort()).toEqual(
      Object.keys(members).sort(),
    );
    expect(canonicalJson(members)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
  ])('writes the number %d as %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  it('leaves text as it is, without normalising it', () => {
    expect(canonicalJson('Lạng Sơn')).not.toBe(canonicalJson('Lạng Sơn'.normalize('NFD')));
  });

  it('leaves out properties that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  const cycle: Record<string, unknown> = { name: 'cycle' };
  cycle['self'] = cycle;
  it.each<[string, unknown, string]>([
    ['NaN', { figure: NaN }, '$.figure'],
    ['infinity', [Infinity], '$[0]'],
    ['undefined in an array', { rows: [1, undefined] }, '$.rows[1]'],
    ['a hole in an array', Object.assign([], { length: 1 }), '$[0]'],
    ['undefined itself', undefined, '$'],
    ['a function', { run: () => 1 }, '$.run'],
    ['a symbol', [Symbol('x')], '$[0]'],
    ['a bigint', { count: 1n }, '$.count'],
    ['a date', { at: new Date(0) }, '$.at: Date'],
    ['a map', new Map(), '$: Map'],
    ['half a character', { text: '\ud83d' }, '$.text'],
    ['half a character in a key', { '\ude00': 1 }, '$'],
    ['a cycle', cycle, '$.self'],
  ])('refuses %s and says where it is', (_, value, place) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(place);
  });

  it('takes the same object twice, as long as it does not contain itself', () => {
    const area = { code: 'LS' };
    expect(canonicalJson([area, area])).toBe('[{"code":"LS"},{"code":"LS"}]');
  });

  const json = fc
    .jsonValue()
    .map((value) => JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f]../gi, '')) as unknown);

  it('can be read back to the same data, and writes it again alike', () => {
    fc.assert(
      fc.property(json, (value) => {
        const read: unknown = JSON.parse(canonicalJson(value));
        expect(read).toEqual(value);
        expect(canonicalJson(read)).toBe(canonicalJson(value));
      }),
    );
  });

  it('does not depend on the order in which an object was built', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(contentHash(reversed)).toBe(contentHash(object));
      }),
    );
  });
});

describe('the content hash', () => {
  it('is the SHA-256 of the canonical text', () => {
    expect(contentHash({})).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
