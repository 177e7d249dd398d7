import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cast, places } from './cast.js';
import { operations } from './operations.js';
import { model, roles, sees } from './reference-model.js';
import { addressOf, objectsOf } from './requests.js';
import { startWorld, type World } from './world.js';

/** Fields that say who somebody is. */
const NAMES = /^(fullName|username|phone|workPhone|email|officeAddress|birthDate)$/;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

/** Where an answer says something of somebody who is not the caller: by id, or by name. */
function othersIn(body: unknown, cast: Cast, path = ''): string[] {
  if (typeof body === 'string') return others(cast).includes(body) ? [path] : [];
  if (body === null || typeof body !== 'object' || body instanceof Buffer) return [];
  const fields = Object.entries(body);
  const ofTheCaller = fields.some(([key, value]) => /^(id|personId)$/.test(key) && value === cast.people.own);
  const names = fields.filter(([key, value]) => NAMES.test(key) && value !== null && !ofTheCaller);
  return [
    ...names.map(([key]) => `${path}.${key}`),
    ...fields.flatMap(([key, value]) => othersIn(value, cast, `${path}.${key}`)),
  ];
}

const others = ({ people, appointments }: Cast): string[] =>
  [people, appointments].flatMap((ids) =>
    Object.entries(ids).flatMap(([place, id]) => (place === 'own' ? [] : [id])),
  );

const reads = operations().filter(
  ({ id, path, method }) => method === 'GET' && !model.get(id)?.public && !path.includes('/me'),
);
const showing = new Set<string>();

it.each(reads)('$id records what it shows of others', async (operation) => {
  const { cast } = world;
  const service = world.services[operation.service];
  const { extents } = model.get(operation.id)!;
  const entries = async (): Promise<string> => {
    const sql = `SELECT count(*) FROM ${operation.service}.audit_entry`;
    return (await service.database.query<{ count: string }>(sql))[0]!.count;
  };
  /** Documents of people take long to make: one of each is enough. */
  const isFile = operation.answers.length === 0;
  const unrecorded: string[] = [];
  // Whoever sees the same is answered by the same.
  const oneOfEach = roles.filter(
    (role, index) => roles.findIndex((other) => extents[other] === extents[role]) === index,
  );
  for (const role of oneOfEach) {
    const client = service.as(role, {
      personId: cast.people.own,
      ranges: [[places['of the area'].lo, places['of the area'].hi]],
      organisationId: cast.organisation,
      secondFactor: true,
    });
    const objects = operation.pathParameters.includes('id') ? objectsOf(operation, cast) : { '-': undefined };
    const place = Object.keys(objects).find((relation) => relation === 'of the area');
    for (const [relation, id] of Object.entries(objects)) {
      if (relation === 'own' || (isFile && place && (relation !== place || showing.has(operation.id))))
        continue;
      if (relation !== '-' && !sees(extents[role], role, relation)) continue;
      const before = await entries();
      const { status, body } = await client.get(addressOf(operation, cast, id));
      const shown = status !== 200 ? [] : isFile && place ? ['a document'] : othersIn(body, cast);
      if (shown.length === 0) continue;
      showing.add(operation.id);
      if ((await entries()) === before) unrecorded.push(`${role}, ${relation}: ${shown.join()}`);
    }
  }
  expect(unrecorded).toEqual([]);
});

it('is tried where people are shown', () => {
  expect([...showing]).toEqual(
    expect.arrayContaining([
      'registry.people.list',
      'registry.personContacts.get',
      'registry.personalData.export',
      'registry.contracts.docx',
      'reporting.opinionReports.get',
      'training.certificates.document',
    ]),
  );
  expect(showing.size).toBeGreaterThan(20);
});
