import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import { moves as inRegistry, staying } from '../../apps/registry/src/people/merge.queries.js';
import { services } from '../../apps/standalone/src/services.js';
import { moves as inSurvey } from '../../apps/survey/src/reference/reference.queries.js';
import { moves as inTraining } from '../../apps/training/src/reference/reference.queries.js';

/** Tables whose rows go over to the record that is kept when two are merged, by service and by what moves them. */
const carried: Record<string, Record<string, readonly string[]>> = {
  registry: { 'with the merge': Object.keys(inRegistry), 'not: own names of the stub': staying },
  training: {
    'person.merged': Object.keys(inTraining),
    'appointment.recorded': ['appointment'],
  },
  reporting: {
    'appointment.recorded': ['appointment', 'opinion_report', 'expected_report'],
    'reviewer.recorded': ['reviewer'],
  },
  survey: { 'person.merged': Object.keys(inSurvey) },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(services.map((service) => service.database));
});
afterAll(() => database?.drop());

it('every table that knows people by id says what carries its rows when two records become one', async () => {
  const rows = await database.query<{ service: string; table: string }>(
    `SELECT c.table_schema AS service, c.table_name AS table FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = ANY ($1) AND c.column_name ~ '(^|_)person_id$' AND t.table_type = 'BASE TABLE'`,
    [services.map((service) => service.database.schema)],
  );
  const named = (service: string) =>
    [...new Set(rows.filter((row) => row.service === service).map(({ table }) => table))].sort();
  for (const [service, by] of Object.entries(carried))
    expect(named(service), service).toEqual(Object.values(by).flat().sort());
});
