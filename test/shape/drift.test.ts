import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions, type ServiceDatabase } from '#persistence/data-source';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { databases } from '../../apps/standalone/src/services.js';

/** Indexes, constraints and defaults are the migrations' alone: the entities do not speak of them. */
const MIGRATIONS_ONLY =
  /^(CREATE (UNIQUE )?INDEX|DROP INDEX|ALTER TABLE \S+ (ADD|DROP) CONSTRAINT|ALTER TABLE \S+ ALTER COLUMN \S+ (SET|DROP) DEFAULT)/;

/** What TypeORM would change in the tables to make them what the entities say. */
async function drift(database: ServiceDatabase, url: string): Promise<string[]> {
  const source = await new DataSource(dataSourceOptions(database, url, 1)).initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query).filter((query) => !MIGRATIONS_ONLY.test(query));
  } finally {
    await source.destroy();
  }
}

describe('entities and migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(databases);
  });
  afterAll(() => database.drop());

  it.each(databases)('agree in $schema', async (schema) => {
    expect(schema.entities).not.toEqual([]);
    expect(await drift(schema, database.adminUrl)).toEqual([]);
  });

  it.each([
    { change: 'DROP TABLE reporting.aggregate_document', answer: /CREATE TABLE .*"aggregate_document"/ },
    { change: 'ALTER TABLE reporting.office DROP COLUMN place', answer: /"office" ADD "place"/ },
    { change: 'ALTER TABLE reporting.office ADD COLUMN motto text', answer: /"office" DROP COLUMN "motto"/ },
    {
      change: 'ALTER TABLE reporting.office ALTER COLUMN version TYPE text',
      answer: /"office" ADD "version" integer/,
    },
    {
      change: 'ALTER TABLE reporting.office ALTER COLUMN place DROP NOT NULL',
      answer: /"place" SET NOT NULL/,
    },
  ])('would disagree after $change', async ({ change, answer }) => {
    const copy = await createTestDatabase(databases);
    await copy.query(change);
    const reporting = databases.find(({ schema }) => schema === 'reporting')!;
    expect((await drift(reporting, copy.adminUrl)).join('\n')).toMatch(answer);
    await copy.drop();
  });
});
