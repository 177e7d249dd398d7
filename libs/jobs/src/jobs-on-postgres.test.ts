import { appUrl } from '#persistence/provision';
import { eventually } from '#testing/eventually';
import { testRoleSecret } from '#testing/test-database';
import { jobsContract } from './jobs.contract.js';
import { JOBS_SCHEMA, provisionJobs } from './provision.js';

const tables = ['job', 'job_log', 'job_dependency', 'event', 'scheduler', 'meta'].map(
  (table) => `${JOBS_SCHEMA}.${table}`,
);

jobsContract('PostgreSQL', async (database) => {
  await Promise.all([1, 2].map(() => provisionJobs(database.adminUrl, testRoleSecret)));
  return {
    kind: 'postgres',
    url: appUrl(database.adminUrl, JOBS_SCHEMA, testRoleSecret),
    prefix: '',
    // Workers hold locks on the tables meanwhile: PostgreSQL may choose the wipe as the victim of a deadlock.
    wipe: async () => void (await eventually(() => database.query(`TRUNCATE ${tables.join()}`))),
  };
});
