import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inject } from 'vitest';
import { auditEntities } from '#audit/audit-entry.entity';
import type { ServiceDatabase } from '#persistence/data-source';
import {
  appendOnlyAudit,
  auditChainDown,
  auditChainUp,
  foundationDown,
  foundationUp,
} from '#persistence/foundation';
import { appUrl, migrate } from '#persistence/provision';
import { revokedAccessUp } from '#persistence/revoked-access.migration';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** Superuser URL: to look behind the scenes. */
  adminUrl: string;
  /** URL of a schema's application role: what a service gets. */
  urlOf(schema: string): string;
  /** Runs SQL as superuser. */
  query<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** What the server has written into its own log since now, for all databases of the run. */
  serverLog(): Promise<() => Promise<string>>;
  drop(): Promise<void>;
}

export const SERVER_LOG = 'server.log';

export const testRoleSecret = 'test-role-secret';

/**
 * Clones a migrated template, which is made on first use (a clone takes some 30 ms).
 * Two files with the same set of services share the template.
 */
export async function createTestDatabase(databases: ServiceDatabase[]): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl');
  const signature = JSON.stringify(
    databases.map(({ schema, migrations }) => [
      schema,
      migrations.map((migration) => [String(migration), { ...migration }]),
    ]),
  );
  const template = `template_${createHash('sha256').update(signature).digest('hex').slice(0, 16)}`;
  const name = `test_${randomBytes(8).toString('hex')}`;
  const at = (database: string): string =>
    Object.assign(new URL(clusterUrl), { pathname: `/${database}` }).toString();
  const cluster = new pg.Client({ connectionString: clusterUrl });
  await cluster.connect();
  try {
    await cluster.query('SELECT pg_advisory_lock(hashtext($1))', ['test-template']);
    const { rowCount } = await cluster.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      // One that a migration broke off in.
      await cluster.query(`DROP DATABASE IF EXISTS ${template}_new WITH (FORCE)`);
      await cluster.query(`CREATE DATABASE ${template}_new`);
      await migrate(databases, at(`${template}_new`), testRoleSecret);
      await cluster.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
    }
    await cluster.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    // Tables are small and were never analysed: compiling a query, or sharing it out, takes many times as long as running it.
    for (const setting of ['jit = off', 'max_parallel_workers_per_gather = 0'])
      await cluster.query(`ALTER DATABASE ${name} SET ${setting}`);
  } finally {
    await cluster.end();
  }
  const admin = new pg.Pool({ connectionString: at(name), max: 2 });
  admin.on('error', () => undefined);
  return {
    adminUrl: at(name),
    urlOf: (schema) => appUrl(at(name), schema, testRoleSecret),
    query: async (sql, values) => (await admin.query(sql, values)).rows,
    serverLog: async () => {
      const path = `log/${SERVER_LOG}`;
      const { rows } = await admin.query('SELECT size FROM pg_stat_file($1)', [path]);
      const { size } = rows[0] as { size: string };
      return async () =>
        (
          await admin.query(`SELECT convert_from(pg_read_binary_file($1, $2, 100000000), 'UTF8') AS text`, [
            path,
            size,
          ])
        ).rows[0].text;
    },
    drop: async () => {
      await admin.end();
      const client = new pg.Client({ connectionString: clusterUrl });
      await client.connect();
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}

/** A service with nothing but the foundation tables, for the tests of the libraries. */
export function foundationOnly(schema: string, ...tables: string[]): ServiceDatabase {
  class Foundation1700000000000 implements MigrationInterface {
    /** Part of the template's signature: two services of one name may differ in nothing else. */
    static readonly tables = tables;

    async up(runner: QueryRunner): Promise<void> {
      const app = `${schema}_app`;
      for (const statement of [
        ...foundationUp,
        appendOnlyAudit(app),
        ...auditChainUp(app),
        revokedAccessUp,
        ...tables,
      ])
        await runner.query(statement);
    }
    async down(runner: QueryRunner): Promise<void> {
      for (const statement of [auditChainDown, ...foundationDown]) await runner.query(statement);
    }
  }
  return { schema, entities: auditEntities, migrations: [Foundation1700000000000] };
}
