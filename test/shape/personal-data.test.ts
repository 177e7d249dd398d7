import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { personalTables } from '../../apps/registry/src/data-protection/personal-data.rules.js';
import { readDocument } from '../../apps/gateway/src/document.js';
import { databases } from '../../apps/standalone/src/services.js';

const schemas = databases.map(({ schema }) => schema);

/** A table with such a column is about people: each of its columns says something of somebody. */
const BEARS_A_PERSON = /(^|_)(person|account|appointment)_id$/;
/** A column with such a name says something of somebody, whatever table it stands in. */
const SAYS_SOMETHING =
  /(^|_)(name|username|phone|telephone|mobile|zalo|e?mail|address|birth|born|gender|ethnic|ethnicity|religion|party|cccd|cmnd|signer|author|actor|caller|by)(_|$)/;
/** Names of what is no person. */
const NAMES_OF_THINGS = new Set([
  'registry.area.name',
  'registry.organisation.name',
  'registry.api_client.name',
  'registry.contract_template.name',
  'registry.contract_template.address',
  'registry.regulation.replaced_by_id',
  'reporting.area.name',
  'reporting.organisation.name',
  'reporting.code.name',
  'reporting.aggregate_report.superseded_by',
  'survey.frame_unit.name',
  'training.unit.name',
  ...schemas.map((schema) => `${schema}.migration.name`),
]);
/** Says who was weighed against whom. */
const WEIGHS = /(^|_)(score|rank|ranking|rating|grade|merit|reliability|trust|points|percentile)(_|$)/;

const registered = personalTables.flatMap(({ service, table, columns }) =>
  Object.keys(columns).map((column) => `${service}.${table}.${column}`),
);

describe('the register of personal data', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(databases);
  });
  afterAll(() => database?.drop());

  const columns = () =>
    database.query<{ table: string; column: string }>(
      `SELECT c.table_schema || '.' || c.table_name AS table, c.column_name AS column
         FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = ANY ($1) AND t.table_type = 'BASE TABLE'`,
      [schemas],
    );
  const personal = async (): Promise<string[]> => {
    const all = await columns();
    const about = new Set(all.filter(({ column }) => BEARS_A_PERSON.test(column)).map(({ table }) => table));
    return all
      .filter(({ table, column }) => about.has(table) || SAYS_SOMETHING.test(column))
      .map(({ table, column }) => `${table}.${column}`)
      .filter((name) => !NAMES_OF_THINGS.has(name));
  };
  const missing = async () => (await personal()).filter((name) => !registered.includes(name));

  it('has every column that says something of a person', async () => {
    expect((await personal()).length).toBeGreaterThan(100);
    expect(await missing()).toEqual([]);
  });

  it('has no column that the database has not, and none twice', async () => {
    const there = (await columns()).map(({ table, column }) => `${table}.${column}`);
    expect(registered.filter((name) => !there.includes(name))).toEqual([]);
    expect(new Set(registered).size).toBe(registered.length);
  });

  it('overwrites only what it lists, and removes nothing from other services, which hold ids and facts', () => {
    for (const { service, table, columns: uses, erasure = {} } of personalTables) {
      const where = `${service}.${table}`;
      if (service !== 'registry') expect(erasure, where).toEqual({});
      if (erasure !== 'rows')
        expect(Object.keys(uses), where).toEqual(expect.arrayContaining(Object.keys(erasure)));
    }
  });

  it('would miss a new column or table', async () => {
    await database.query('ALTER TABLE registry.person ADD COLUMN birth_year integer');
    await database.query('ALTER TABLE registry.appointment ADD COLUMN remark text');
    await database.query(
      'CREATE TABLE training.attendee (id uuid PRIMARY KEY, person_id uuid, mark integer)',
    );
    expect((await missing()).sort()).toEqual([
      'registry.appointment.remark',
      'registry.person.birth_year',
      'training.attendee.id',
      'training.attendee.mark',
      'training.attendee.person_id',
    ]);
  });
});

describe('nobody is ranked', () => {
  interface Schema {
    properties?: Record<string, Schema>;
    items?: Schema;
    $ref?: string;
  }
  const document = readDocument();
  const described = document.components!.schemas as Record<string, Schema>;

  it('by a column', async () => {
    const database = await createTestDatabase(databases);
    const weighing = async () =>
      (
        await database.query<{ name: string }>(
          `SELECT table_schema || '.' || table_name || '.' || column_name AS name
             FROM information_schema.columns WHERE table_schema = ANY ($1)`,
          [schemas],
        )
      )
        .map(({ name }) => name)
        .filter((name) => WEIGHS.test(name.split('.')[2]!));
    expect(await weighing()).toEqual([]);
    await database.query('ALTER TABLE registry.person ADD COLUMN reliability_score integer');
    expect(await weighing()).toEqual(['registry.person.reliability_score']);
    await database.drop();
  });

  it('by a field of an answer', () => {
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const fields = Object.entries(described).flatMap(([name, { properties }]) =>
      Object.keys(properties ?? {}).map((field) => `${name}.${snake(field)}`),
    );
    expect(fields.length).toBeGreaterThan(200);
    expect(fields.filter((field) => WEIGHS.test(field.split('.')[1]!))).toEqual([]);
  });

  it('by a list: counts of what somebody filed stand in their own record and nowhere else', () => {
    const users = Object.entries(described)
      .filter(([, schema]) => JSON.stringify(schema).includes('/ReportsOfPeriod"'))
      .map(([name]) => name);
    const answers = Object.entries(document.paths)
      .filter(([, operations]) => JSON.stringify(operations).includes('/PersonRecord"'))
      .map(([path]) => path);
    expect({ users, answers }).toEqual({
      users: ['PersonRecord'],
      answers: ['/v1/registry/people/{id}/record', '/v1/registry/me/record'],
    });
  });
});
