import type { ServiceName } from '#service-kit/service';
import { eventually } from '#testing/eventually';
import type { TestService } from '#testing/test-service';

/** Failed sign-ins are counted, whatever else was wrong with them; earlier audit entries are sealed meanwhile. */
const counted = ['sign_in_failure', 'audit_link'];

/** What stands in every table of a service, when its events are sent: number of rows and a digest of them. */
export async function contentsOf(
  { database }: TestService,
  schema: ServiceName,
): Promise<Record<string, string>> {
  await eventually(async () => {
    const [row] = await database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM ${schema}.outbox`,
    );
    if (row!.waiting > 0) throw new Error('Events are still to be sent');
  });
  const tables = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND NOT table_name = ANY ($2) ORDER BY 1`,
    [schema, counted],
  );
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, count(*) || ' rows, ' ||
      coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS contents FROM ${schema}."${name}" t`,
  );
  const rows = await database.query<{ name: string; contents: string }>(parts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, contents }) => [name, contents]));
}
