import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { type Operation, operations } from '../authorization/operations.js';
import { addressOf, bodies, objectsOf } from '../authorization/requests.js';
import { startWorld, type World } from '../authorization/world.js';
import { addressOfOwn, defectsOf, everyone, send } from './refusals.js';
import { Unchanged } from './tables.js';

const all = operations();
const isList = ({ queryParameters }: Operation): boolean => queryParameters.includes('cursor');
/** Whether a UUID has the form of what its path names: an id, or the code of a series. */
const mayBeUuid = ({ path, pathParameters }: Operation): boolean =>
  pathParameters.includes('id') || path.includes('/series/');
const anId = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';
const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Cursors that no list has given out. */
const forgedCursors = [
  'x',
  anId.slice(1),
  cursorOf(null),
  cursorOf([]),
  cursorOf([null, anId]),
  cursorOf([{}, anId]),
  cursorOf(['x', 7]),
  cursorOf(['x', anId, 'x']),
  cursorOf(['a\u0000b', anId]),
  cursorOf(['2026-02-30', 'x']),
  cursorOf([99_999_999_999, 'x']),
  'x'.repeat(501),
];

/** Cursors of the right form whose values may lie outside of what the column holds: an empty page, or refused. */
const strangeCursors = [
  ['2026-02-30', anId],
  ['294277-01-01', anId],
  [99_999_999_999, anId],
  [1e300, anId],
  [-1.5, anId],
  ['', anId],
  ["' OR true --", anId],
].map(cursorOf);

const wrongQueries: Record<string, string[]> = {
  limit: ['0', '101', '-1', '1.5', 'x', '', '1e9'],
  cursor: forgedCursors,
  total: ['maybe', '1', ''],
  asOf: ['x', '2026-02-30', '1899-12-31', '2200-01-01', '0000-01-01', '2026-01-01T00:00'],
  since: ['x', '2026-02-30'],
  on: ['x', '2026-02-30'],
  role: ['administrator', ''],
  courseId: ['x', ''],
  search: ['x'.repeat(101)],
  kind: ['hourly', ''],
  topic: ['', 'a b', 'x'.repeat(65)],
  periodId: ['x', ''],
  stratum: ['', 'a b', 'x'.repeat(65)],
  state: ['asleep', ''],
  queue: ['x'.repeat(101)],
  list: ['x', ''],
  purpose: ['curiosity', ''],
  dryRun: ['maybe', '1', ''],
  format: ['pdf', ''],
  from: ['x', '2026-02-30'],
  to: ['x', '2026-02-30'],
  under: ['', 'a b', 'x'.repeat(65)],
  submit: ['maybe', '1', ''],
  after: ['x', '', '-1', '1.5', '1e3', '9'.repeat(16), '999999'],
  within: ['0', '91', '1.5', 'x', ''],
  areaId: ['x', ''],
  endingWithin: ['x', '-1', '1.5', '1e9'],
  expiringWithin: ['x', '-1', '1.5', '1e9'],
  outlivesAppointment: ['false', ''],
  overdue: ['false', ''],
  withdrawn: ['false', ''],
  superseded: ['maybe', ''],
  acknowledged: ['maybe', ''],
  e: ['-0.1', '1.1', 'x'],
  open: ['false', ''],
  unreviewed: ['false', ''],
};

/** Another request, where a body has nothing in it that changes from one to the next. */
const changed: Record<string, Record<string, unknown>> = {
  'registry.people.create': { fullName: 'Người khác' },
  'reporting.opinionReports.file': { submit: false },
  'reporting.aggregateReports.comment': { text: 'Ý kiến khác' },
  'reporting.opinionStreams.create': {
    itemIds: ['0b0f9a52-58d3-4c7e-9d61-3a4f1c1e2a01', '0b0f9a52-58d3-4c7e-9d61-3a4f1c1e2a02'],
  },
  'training.classes.plan': { capacity: 41 },
  'training.participants.invite': { reason: 'Lý do khác' },
  'training.participants.reply': { comes: false, reason: 'Bận' },
  'training.participants.inviteByRule': { since: '2022-01-01' },
  'training.guidance.ask': { text: 'Còn tin đồn thì sao?' },
  'training.assessments.start': { classId: '0b0f9a52-58d3-4c7e-9d61-3a4f1c1e2a01' },
  'training.attempts.interview': { marks: [1] },
  'training.conferenceParticipants.invite': { reason: 'Lý do khác' },
  'training.conferenceParticipants.inviteByRole': { level: 'province' },
  'training.certificates.issue': { validFrom: '2025-01-01' },
  'registry.webhookDeliveries.replayAfter': { after: 1 },
  'survey.planInterviewers.assign': { reassign: false },
};

/** Filters whose column takes not just any text. */
const typed = /^filter\[(\w+Id|\w+On|received)\]/;

function* wrongPairs({ queryParameters }: Operation): Generator<[name: string, value: string]> {
  for (const name of queryParameters) {
    const filter = name.startsWith('filter[');
    const texts = filter ? ['', 'x'.repeat(1001), 'a\u0000b'] : (wrongQueries[name] ?? []);
    for (const value of texts) yield [name, value];
    if (typed.test(name)) for (const value of ['x', '2026-02-30', "' OR true --"]) yield [name, value];
    if (typed.test(name) && name.endsWith('[in]')) yield [name, `${anId},x`];
  }
  yield ['nonsense', '1'];
  yield ['filter[nonsense][eq]', '1'];
  yield ['filter[state][like]', '1'];
  yield ['filter', '1'];
}

const withQuery = (address: string, pairs: [string, string][]): string =>
  `${address.split('?')[0]}?${new URLSearchParams(pairs)}`;

describe('a request', () => {
  let world: World;
  let tables: Unchanged;
  let number = 0;
  beforeAll(async () => {
    world = await startWorld();
    tables = new Unchanged(world.services);
  });
  afterAll(() => world?.close());

  const body = (operation: Operation) =>
    operation.takesBody ? bodies[operation.id]!({ cast: world.cast, number: (number += 1) }) : undefined;
  const unchanged = ({ service }: Operation, attempt: () => Promise<string[]>) => tables.by(service, attempt);

  // What an identity provider adds to its answer is its own business.
  const asked = all.filter(
    ({ id, queryParameters }) => queryParameters.length > 0 && id !== 'registry.oidc.finish',
  );
  it.each(asked)('to $method $path with a wrong query is refused', async (operation) => {
    const client = everyone(world, operation);
    const address = addressOfOwn(operation, world);
    await unchanged(operation, async () => {
      const defects: string[] = [];
      for (const pair of wrongPairs(operation)) {
        const needed = [...new URLSearchParams(address.split('?')[1])].filter(([name]) => name !== pair[0]);
        const url = withQuery(address, [...needed, pair]);
        const answer = await send(operation, client, url, undefined, operation.guarded ? ifMatch(0) : {});
        const said = defectsOf(operation, answer, [400]);
        defects.push(...said.map((defect) => `${pair.join('=').slice(0, 60)}: ${defect}`));
      }
      return defects;
    });
  });

  it.each(all.filter(isList))('to $path that says something twice is refused', async (operation) => {
    const client = everyone(world, operation);
    const twice: [string, string][] = [
      ['limit', '1'],
      ['limit', '2'],
    ];
    const answer = await client.get(withQuery(addressOfOwn(operation, world), twice));
    expect(defectsOf(operation, answer, [400])).toEqual([]);
  });

  it.each(all.filter(isList))('to $path with a cursor from elsewhere never fails', async (operation) => {
    const client = everyone(world, operation);
    for (const cursor of strangeCursors) {
      const answer = await client.get(withQuery(addressOfOwn(operation, world), [['cursor', cursor]]));
      expect([200, 400], `${Buffer.from(cursor, 'base64url')} ${answer.body.code}`).toContain(answer.status);
      if (answer.status === 400) expect(defectsOf(operation, answer)).toEqual([]);
    }
    // Reading may be recorded.
    tables.forget(operation.service);
  });

  const addressed = all.filter(({ pathParameters }) => pathParameters.length > 0);
  it.each(addressed)('to $method $path that names nothing is refused', async (operation) => {
    const client = everyone(world, operation);
    const own = operation.pathParameters.includes('id') ? objectsOf(operation, world.cast) : {};
    const id = own['own'] ?? Object.values(own)[0];
    const wrong: [what: string, value: string, statuses: number[]][] = [
      ['no UUID', 'x', [400, 404]],
      ['over-long', 'x'.repeat(201), [400, 404]],
      ['very long', 'x'.repeat(5000), [400, 404]],
      ['NUL', '%00', [400, 404]],
      ['half an escape', '%zz', [400, 404]],
      ['no UTF-8', '%ff', [400, 404]],
      ['a way up', '..%2f..%2fetc%2fpasswd', [400, 404]],
      ['SQL', "'%20OR%20true%20--", [400, 404]],
      ['a UUID of nothing', anId, mayBeUuid(operation) ? [404] : [400]],
    ];
    const right = body(operation);
    await unchanged(operation, async () => {
      const defects: string[] = [];
      for (const [what, value, statuses] of wrong) {
        const [name] = operation.pathParameters as [string];
        const [before = '', after = ''] = operation.path.split(`{${name}}`);
        const address = before + value + addressOf({ ...operation, path: after }, world.cast, id);
        const headers = operation.guarded ? ifMatch(1) : {};
        const answer = await send(operation, client, address, right, headers);
        defects.push(...defectsOf(operation, answer, statuses).map((defect) => `${what}: ${defect}`));
      }
      return defects;
    });
  });

  it.each(all.filter(({ guarded }) => guarded))(
    'to $method $path on another version is refused',
    async (operation) => {
      const client = everyone(world, operation);
      const address = addressOfOwn(operation, world);
      const right = body(operation);
      const stale = [
        '"v0"',
        '"v2"',
        '"v99999999999"',
        '"v99999999999999999999"',
        'W/"v1"',
        'v1',
        '1',
        '*',
        '"v-1"',
        '"v1", "v2"',
      ];
      await unchanged(operation, async () => {
        const without = defectsOf(operation, await send(operation, client, address, right), [428]);
        const defects = without.map((defect) => `without If-Match: ${defect}`);
        for (const version of stale) {
          const answer = await send(operation, client, address, right, { 'if-match': version });
          defects.push(...defectsOf(operation, answer, [412]).map((defect) => `${version}: ${defect}`));
        }
        return defects;
      });
    },
  );

  const repeatable = all.filter((operation) => operation.repeatable);
  it.each(repeatable)(
    'to $method $path with an Idempotency-Key that is none is refused',
    async (operation) => {
      const client = everyone(world, operation);
      const right = body(operation);
      await unchanged(operation, async () => {
        const defects: string[] = [];
        for (const key of ['', 'short', 'x'.repeat(201)]) {
          const headers = { ...idempotencyKey(key), ...(operation.guarded && ifMatch(0)) };
          const answer = await send(operation, client, addressOfOwn(operation, world), right, headers);
          defects.push(...defectsOf(operation, answer, [400]).map((defect) => `${key}: ${defect}`));
        }
        return defects;
      });
    },
  );

  // Comes last: what is made here stays.
  const making = repeatable.filter(({ takesBody, guarded }) => takesBody && !guarded);
  it.each(making)('to $method $path under the key of another is refused', async (operation) => {
    const client = everyone(world, operation);
    const address = addressOfOwn(operation, world);
    const headers = idempotencyKey(`once-${operation.id}`);
    const first = body(operation);
    const made = await send(operation, client, address, first, headers);
    tables.forget(operation.service);
    expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
    await unchanged(operation, async () => {
      const again = await send(operation, client, address, first, headers);
      expect({ status: again.status, body: again.body }).toEqual({ status: made.status, body: made.body });
      const other = { ...body(operation), ...changed[operation.id] };
      const answer = await send(operation, client, address, other, headers);
      return defectsOf(operation, answer, [409]);
    });
  });
});

describe('an address that no route has', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.close());

  it('is a problem, signed in or not', async () => {
    for (const [name, service] of Object.entries(world.services)) {
      for (const client of [service.anonymous, service.as('administrator')]) {
        for (const path of [
          '/',
          `/v1/${name}`,
          `/v1/${name}/nothing`,
          `/v1/${name}/jobs/`,
          '/health',
          '/v2/x',
        ]) {
          const { status, headers, body } = await client.get(path);
          expect({ path, status, type: headers['content-type'], code: body.code }).toEqual({
            path,
            status: 404,
            type: 'application/problem+json; charset=utf-8',
            code: 'resource.not-found',
          });
        }
        expect([404, 405]).toContain((await client.patch(`/v1/${name}/jobs`)).status);
      }
    }
  });
});
