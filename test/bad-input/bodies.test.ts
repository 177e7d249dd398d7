import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceNames } from '#service-kit/service-names';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { operations } from '../authorization/operations.js';
import { bodies } from '../authorization/requests.js';
import { startWorld, type World } from '../authorization/world.js';
import { damaged } from './damage.js';
import { addressOfOwn, defectsOf, everyone, send } from './refusals.js';
import { Unchanged } from './tables.js';

const json = 'application/json';
const tenMegabytes = JSON.stringify({ text: 'x'.repeat(10 * 1024 * 1024) });
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

/** What no operation can read. */
const unreadable: [what: string, status: number, body: string | Buffer, type: string][] = [
  ['JSON that breaks off', 400, '{"a":', json],
  ['JSON with a comma too many', 400, '{"a": 1,}', json],
  ['a number that is none', 400, '{"a": NaN}', json],
  ['two bodies', 400, '{} {}', json],
  ['invalid UTF-8', 400, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), json],
  ['UTF-16', 400, Buffer.from('{}', 'utf16le'), json],
  ['a key that would change prototypes', 400, '{"__proto__": {"admin": true}}', json],
  ['a constructor that would change prototypes', 400, '{"constructor": {"prototype": {"a": 1}}}', json],
  ['10 MB', 413, tenMegabytes, json],
  ['10 MB of something else', 415, tenMegabytes, 'application/octet-stream'],
  ['plain text', 415, 'hello', 'text/plain'],
  ['a form', 415, 'a=1&b=2', 'application/x-www-form-urlencoded'],
  ['a multipart form', 415, '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'],
  ['XML', 415, '<a/>', 'application/xml'],
];

/** What can be read, but is no body that any operation takes. */
const pointless: [what: string, body: string | undefined][] = [
  ['nothing', undefined],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"x"'],
  ['a number', '7'],
  ['an empty object', '{}'],
  ['a list in a list in a list …', deep],
];

const writing = operations().filter(({ method }) => method === 'POST' || method === 'PUT');

describe('a body', () => {
  let world: World;
  let tables: Unchanged;
  let number = 0;
  beforeAll(async () => {
    world = await startWorld();
    tables = new Unchanged(world.services);
    // What stands there before the first of them.
    for (const name of serviceNames) await tables.by(name, async () => []);
  });
  afterAll(() => world?.close());

  describe.each(writing)('of $method $path', (operation) => {
    const refused = async (attempt: (defects: string[]) => Promise<void>) => {
      const defects: string[] = [];
      await attempt(defects);
      expect(defects).toEqual([]);
    };
    const headers = { ...(operation.guarded && ifMatch(0)), 'content-type': json };
    const post = (body: unknown, more: Record<string, string> = {}) =>
      send(operation, everyone(world, operation), addressOfOwn(operation, world), body, {
        ...headers,
        ...more,
      });

    it('that cannot be read is refused', async () => {
      await refused(async (defects) => {
        for (const [what, asJson, body, type] of unreadable) {
          if (operation.takesFiles.includes(type)) continue;
          // A route that takes files takes no JSON.
          const status = operation.takesFiles.length > 0 ? 415 : asJson;
          const answer = await post(body, { 'content-type': type });
          defects.push(...defectsOf(operation, answer, [status]).map((defect) => `${what}: ${defect}`));
        }
      });
    });

    if (operation.takesBody) {
      it('that says something else is refused', async () => {
        await refused(async (defects) => {
          for (const [what, body] of pointless) {
            for (const key of operation.repeatable
              ? [{}, idempotencyKey(`pointless-${(number += 1)}`)]
              : [{}]) {
              const answer = await post(body, key);
              // Where no field need be there it is a body, of a version that never was.
              const isBody =
                what === 'an empty object' && operation.guarded && operation.required.length === 0;
              defects.push(
                ...defectsOf(operation, answer, isBody ? [400, 412] : [400]).map(
                  (defect) => `${what}: ${defect}`,
                ),
              );
            }
          }
        });
      });

      it('with one wrong value is refused', async () => {
        const right = bodies[operation.id]!({ cast: world.cast, number: (number += 1) });
        // Who signs in with a name that nobody can have is refused like anyone unknown, and so is what names nothing.
        const statuses = operation.permission === 'public' ? [400, 401, 404] : [400];
        await refused(async (defects) => {
          for (const { what, body } of damaged(right, operation.required)) {
            defects.push(
              ...defectsOf(operation, await post(body), statuses).map((defect) => `${what}: ${defect}`),
            );
          }
        });
      });
    }

    it('of these leaves no trace', () => tables.by(operation.service, async () => []));
  });
});
