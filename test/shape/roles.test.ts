import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { databases } from '../../apps/standalone/src/services.js';

const schemas = databases.map(({ schema }) => schema);

/** Every right that the role has on tables, columns, sequences or functions of another service, or on its schema. */
const RIGHTS_ELSEWHERE = `
SELECT n.nspname || ' ' || privilege AS right
  FROM pg_namespace n CROSS JOIN unnest(ARRAY['USAGE', 'CREATE']) AS privilege
 WHERE n.nspname = ANY ($2) AND has_schema_privilege($1, n.oid, privilege)
UNION ALL
SELECT c.oid::regclass || ' ' || privilege
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
 WHERE n.nspname = ANY ($2) AND c.relkind IN ('r', 'v', 'm', 'p') AND has_table_privilege($1, c.oid, privilege)
UNION ALL
SELECT c.oid::regclass || ' ' || privilege
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS privilege
 WHERE n.nspname = ANY ($2) AND c.relkind IN ('r', 'v', 'm', 'p') AND has_any_column_privilege($1, c.oid, privilege)
UNION ALL
SELECT c.oid::regclass || ' ' || privilege
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) AS privilege
 WHERE n.nspname = ANY ($2) AND c.relkind = 'S' AND has_sequence_privilege($1, c.oid, privilege)`;

describe.each(schemas)('the role that %s runs as', (schema) => {
  const role = `${schema}_app`;
  const elsewhere = schemas.filter((other) => other !== schema);
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase(databases);
    client = new pg.Client({ connectionString: database.urlOf(schema) });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const refused = async (statement: string): Promise<void> => {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
  };

  it('has no right in the schema of another service', async () => {
    expect(await database.query(RIGHTS_ELSEWHERE, [role, elsewhere])).toEqual([]);
    for (const other of elsewhere) await refused(`SELECT FROM ${other}.migration`);
  });

  it('owns nothing, makes no tables, and is no more than a role that signs in', async () => {
    expect(await database.query('SELECT FROM pg_class WHERE relowner = $1::regrole', [role])).toEqual([]);
    await refused(`SET SESSION AUTHORIZATION ${schema}_migrator`);
    await refused(`SET ROLE ${schema}_migrator`);
    await refused(`CREATE TABLE ${schema}.mine ()`);
    await refused('CREATE TABLE public.mine ()');
    await refused('CREATE SCHEMA mine');
    const attributes = `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = $1`;
    const [found] = await database.query(attributes, [role]);
    expect(Object.values(found!)).toEqual([false, false, false, false, false]);
    expect(await database.query('SELECT FROM pg_auth_members WHERE member = $1::regrole', [role])).toEqual(
      [],
    );
  });

  if (schema === 'vault') {
    it('has no audit log: an entry there would tie a person to an answer', async () => {
      const [found] = await database.query(`SELECT to_regclass('${schema}.audit_entry') AS log`);
      expect(found).toEqual({ log: null });
    });
    return;
  }

  it('adds to the audit log and cannot change it', async () => {
    await client.query(
      `INSERT INTO ${schema}.audit_entry (actor, action, entity, details) VALUES ('someone', 'look', 'thing', '{}')`,
    );
    for (const change of [
      'UPDATE % SET actor = actor',
      'DELETE FROM %',
      'TRUNCATE %',
      'ALTER TABLE % ADD COLUMN a int',
      'DROP TABLE %',
    ]) {
      await refused(change.replace('%', `${schema}.audit_entry`));
    }
    await client.query(`INSERT INTO ${schema}.audit_link VALUES (1, 1, sha256('x'))`);
    for (const change of ['UPDATE % SET position = 2', 'DELETE FROM %', 'TRUNCATE %', 'DROP TABLE %'])
      await refused(change.replace('%', `${schema}.audit_link`));
  });
});

describe('a right given by mistake', () => {
  it('is found', async () => {
    const database = await createTestDatabase(databases);
    await database.query('GRANT SELECT (state) ON reporting.opinion_report TO survey_app');
    const rights = await database.query(RIGHTS_ELSEWHERE, ['survey_app', ['reporting']]);
    expect(rights).toEqual([{ right: 'reporting.opinion_report SELECT' }]);
    await database.drop();
  });
});
