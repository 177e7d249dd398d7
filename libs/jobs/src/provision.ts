import { runMigrations } from 'bullmq';
import pg from 'pg';
import { appRole } from '#persistence/data-source';
import { rolePassword } from '#persistence/provision';

/** Schema of BullMQ's tables, also the prefix of the role that uses them: `appUrl(adminUrl, JOBS_SCHEMA, secret)`. */
export const JOBS_SCHEMA = 'bullmq';

/**
 * Prepares a database for `postgresBackend`: BullMQ's schema at its newest version, owned by the administrator,
 * and the role that workers use. Safe to repeat and to run from several places at once.
 * The role needs CREATE in its schema, since BullMQ makes a sequence for each queue, and TEMPORARY in the
 * database, which PUBLIC has by default.
 */
export async function provisionJobs(adminUrl: string, secret: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'langnghe-migrate' });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', ['langnghe-provision-jobs']);
    const role = appRole(JOBS_SCHEMA);
    const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`CREATE ROLE ${role}`).catch(ignoreDuplicate);
    await admin.query(`ALTER ROLE ${role} LOGIN PASSWORD '${rolePassword(secret, role)}'`);
    await runMigrations(admin, JOBS_SCHEMA);
    await admin.query(`GRANT USAGE, CREATE ON SCHEMA ${JOBS_SCHEMA} TO ${role}`);
    await admin.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO ${role}`,
    );
    await admin.query(`GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO ${role}`);
  } finally {
    await admin.end();
  }
}

/** Roles belong to the whole cluster, the lock only to this database. */
function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error;
}
