import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';

import { migrate } from './provision.js';

describe('the log of the server', () => {
  const service = foundationOnly(
    'sample',
    'CREATE TABLE opinion (id text PRIMARY KEY, said text CHECK (length(said) < 20))',
  );
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase([service]);
  });
  afterAll(() => database.drop());

  /** What the server writes while these values are refused as too long, and then as a key that is there already. */
  async function writtenOf(url: string, id: string): Promise<string> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const written = await database.serverLog();
    const insert = 'INSERT INTO sample.opinion VALUES ($1, $2)';
    await expect(client.query(insert, [id, `${id} says far too much`])).rejects.toMatchObject({
      code: '23514',
    });
    await client.query(insert, [id, 'said']);
    await expect(client.query(insert, [id, 'said'])).rejects.toMatchObject({ code: '23505' });
    await client.end();
    return written();
  }

  it('has the errors of a service without the row or the key that they are about', async () => {
    const written = await writtenOf(database.urlOf('sample'), 'id-of-an-answer');
    expect(written).toContain('violates check constraint');
    expect(written).toContain('duplicate key value');
    expect(written).not.toContain('id-of-an-answer');
  });

  it('would have both, were that not set for its role', async () => {
    const written = await writtenOf(database.adminUrl, 'id-of-another');
    expect(written).toContain('Failing row contains (id-of-another, id-of-another says far too much)');
    expect(written).toContain('Key (id)=(id-of-another) already exists');
  });

  it('is left to whoever runs the server where the owner may not set it, and that is said', async () => {
    const [owner, name] = ['owner_without_more', `owned_${randomBytes(6).toString('hex')}`];
    await database.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner' CREATEROLE`);
    await database.query(`CREATE DATABASE ${name} OWNER ${owner}`);
    const url = Object.assign(new URL(database.adminUrl), {
      username: owner,
      password: 'owner',
      pathname: name,
    });
    const own = { ...service, schema: 'elsewhere' };
    const said: string[] = [];
    try {
      await migrate([own], url.toString(), 'secret', (line) => said.push(line));
      expect(said.filter((line) => line.includes('log_error_verbosity = terse'))).toHaveLength(1);
      expect(said.at(-1)).toContain('migrations applied');
    } finally {
      await database.query(`DROP DATABASE ${name} WITH (FORCE)`);
      for (const role of ['elsewhere_app', 'elsewhere_migrator', owner])
        await database.query(`DROP ROLE ${role}`);
    }
  });
});
