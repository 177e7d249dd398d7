import { expect } from 'vitest';
import type { ServiceName } from '#service-kit/service-names';
import { eventually } from '#testing/eventually';
import type { TestService } from '#testing/test-service';

/** Failed sign-ins are counted, whatever else was wrong with them; earlier audit entries are sealed meanwhile. */
const counted = ['sign_in_failure', 'audit_link'];

/** What stands in every table of a service, when its events are sent: number of rows and a digest of them. */
async function contentsOf({ database }: TestService, schema: ServiceName): Promise<Record<string, string>> {
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

/** Holds what requests leave in the tables of a service against what stood there before; each look serves the next. */
export class Unchanged {
  private readonly seen = new Map<ServiceName, Record<string, string>>();

  constructor(private readonly services: Record<ServiceName, TestService>) {}

  /** Expects of an attempt that it finds no defects and leaves every table of the service as it was. */
  async by(name: ServiceName, attempt: () => Promise<string[]>): Promise<void> {
    const before = this.seen.get(name) ?? (await contentsOf(this.services[name], name));
    const defects = await attempt();
    const after = await contentsOf(this.services[name], name);
    this.seen.set(name, after);
    expect(defects).toEqual([]);
    expect(after).toEqual(before);
  }

  /** What was seen holds no longer: something was stored on purpose. */
  forget(name: ServiceName): void {
    this.seen.delete(name);
  }
}
