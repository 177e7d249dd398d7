import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { databases } from '../../apps/standalone/src/services.js';

/** Foreign keys without an index that begins with their columns: each delete or join would read the whole table. */
const UNINDEXED = `
SELECT conrelid::regclass || ' ' || pg_get_constraintdef(key.oid) AS key
  FROM pg_constraint AS key
 WHERE contype = 'f'
   AND NOT EXISTS (SELECT FROM pg_index
                    WHERE indrelid = conrelid AND indpred IS NULL AND indisvalid
                      AND (indkey::smallint[])[0:cardinality(conkey) - 1] @> conkey)`;

/** Columns of the tables that hold opinions or figures of them. */
const OPINION_COLUMNS = `
SELECT table_schema || '.' || table_name AS table, column_name AS column
  FROM information_schema.columns
 WHERE table_schema = ANY ($1) AND table_name ~ '^(opinion|aggregate|answer|response|estimate)(_|s?$)'`;

/** What tells who a person is, or how to find them. */
const PERSONAL =
  /(^|_)(name|surname|phone|telephone|mobile|zalo|e?mail|address|birth|born|respondent|citizen|voter|household|identity|passport|cccd|cmnd|ip|gps|latitude|longitude)(_|$)/;

const schemas = databases.map(({ schema }) => schema);

describe('the tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(databases);
  });
  afterAll(() => database.drop());

  const unindexed = async (): Promise<string[]> =>
    (await database.query<{ key: string }>(UNINDEXED)).map(({ key }) => key);
  const personal = async (): Promise<string[]> => {
    const columns = await database.query<{ table: string; column: string }>(OPINION_COLUMNS, [schemas]);
    expect(columns.length).toBeGreaterThan(20);
    return columns
      .filter(({ column }) => PERSONAL.test(column))
      .map(({ table, column }) => `${table}.${column}`);
  };

  it('have an index for every foreign key', async () => {
    expect(await unindexed()).toEqual([]);
  });

  it('of opinions have no column about a person who holds one', async () => {
    expect(await personal()).toEqual([]);
  });

  it('would be found out, if they had', async () => {
    await database.query(`
      CREATE TABLE reporting.opinion_source (
        id uuid PRIMARY KEY, period_id uuid REFERENCES reporting.reporting_period, respondent_phone text, filename text);
      CREATE INDEX ON reporting.opinion_source (id, period_id);
      CREATE INDEX ON reporting.opinion_source (period_id) WHERE filename IS NOT NULL`);
    expect(await personal()).toEqual(['reporting.opinion_source.respondent_phone']);
    expect(await unindexed()).toContain(
      'reporting.opinion_source FOREIGN KEY (period_id) REFERENCES reporting.reporting_period(id)',
    );
  });
});
