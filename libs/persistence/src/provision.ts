import { createHmac } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { appRole, dataSourceOptions, migratorRole, type ServiceDatabase } from './data-source.js';

/** A role's password: HMAC-SHA256 of its name under the installation's role secret, in hex. */
export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('hex');
}

/** The URL a service's application role connects with, derived from the owner's URL. */
export function appUrl(adminUrl: string, schema: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = appRole(schema);
  url.password = rolePassword(secret, appRole(schema));
  return url.toString();
}

/** PostgreSQL advisory lock number that keeps two migrators apart. */
const MIGRATION_LOCK = 7_204_917_331;

/**
 * Creates roles and schemas that are missing and runs every pending migration, service by service.
 * Safe to run twice and from several places at once (one waits for the other).
 * @param report is told what was done, line by line.
 */
export async function migrate(
  databases: ServiceDatabase[],
  adminUrl: string,
  secret: string,
  report: (line: string) => void = () => undefined,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'langnghe-migrate' });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const database of databases) {
      await provision(admin, database.schema, secret);
      await keepOutOfServerLog(admin, database.schema, report);
      const count = await runMigrations(database, adminUrl);
      report(`${database.schema}: ${count === 0 ? 'schema is up to date' : `${count} migrations applied`}`);
    }
  } finally {
    await admin.end();
  }
}

async function provision(admin: pg.Client, schema: string, secret: string): Promise<void> {
  const [app, migrator] = [appRole(schema), migratorRole(schema)];
  for (const role of [app, migrator]) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`CREATE ROLE ${role}`).catch(ignoreDuplicate);
  }
  await admin.query(`ALTER ROLE ${app} LOGIN PASSWORD '${rolePassword(secret, app)}'`);
  await admin.query(`GRANT ${migrator} TO CURRENT_USER`);
  await admin.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${migrator}`);
  await admin.query(`CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public`);
  await admin.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public`);
  await admin.query(`GRANT USAGE ON SCHEMA ${schema} TO ${app}`);
  const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${migrator} IN SCHEMA ${schema} GRANT`;
  await admin.query(`${defaults} SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app}`);
  await admin.query(`${defaults} USAGE, SELECT ON SEQUENCES TO ${app}`);
}

/**
 * Keeps values out of the server's own log, which has the time of everything: an error prints the row or the key it is about
 * as its detail, a slow statement its parameters. Only a superuser, or who was granted these settings, may do that.
 */
async function keepOutOfServerLog(
  admin: pg.Client,
  schema: string,
  report: (line: string) => void,
): Promise<void> {
  for (const setting of ['log_error_verbosity = terse', 'log_parameter_max_length = 0']) {
    await admin
      .query(`ALTER ROLE ${appRole(schema)} SET ${setting}`)
      .catch((cause: { code?: string }): void => {
        if (cause.code !== '42501') throw new Error(`${setting} could not be set`, { cause });
        report(`${schema}: the owner may not set ${setting}; have it set for the server, or for this role`);
      });
  }
}

/** Roles belong to the whole cluster: another database's migrator may have made it a moment ago. */
function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error;
}

async function runMigrations(database: ServiceDatabase, adminUrl: string): Promise<number> {
  const url = new URL(adminUrl);
  const options = dataSourceOptions(database, url.toString(), 1) as { extra: { options: string } };
  options.extra.options += ` -c role=${migratorRole(database.schema)}`;
  const source = await new DataSource(options as never).initialize();
  try {
    return (await source.runMigrations()).length;
  } finally {
    await source.destroy();
  }
}
