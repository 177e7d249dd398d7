import type { TestDatabase } from '#testing/test-database';

/** A row as a superuser sees it: what it says, the transaction that wrote it, and where it lies. */
export interface SeenRow {
  row: Record<string, unknown>;
  xid: number;
  place: number;
}

/** All live rows of a table in the order of their files. */
export async function seen(database: TestDatabase, table: string, where = 'true'): Promise<SeenRow[]> {
  const rows = await database.query<{ row: Record<string, unknown>; xid: string }>(
    `SELECT to_jsonb(t) AS row, t.xmin::text AS xid FROM ${table} AS t WHERE ${where} ORDER BY t.ctid`,
  );
  return rows.map(({ row, xid }, place) => ({ row, xid: Number(xid), place }));
}

/** Everything that is written in any table of these schemas, but those named. */
export async function allText(
  database: TestDatabase,
  schemas: string[],
  but: string[] = [],
): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
      WHERE table_schema = ANY ($1) AND table_type = 'BASE TABLE'`,
    [schemas],
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    if (but.includes(name)) continue;
    const rows = await database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

const orders: Record<string, (one: SeenRow, other: SeenRow) => number> = {
  'by transaction': (one, other) => one.xid - other.xid || one.place - other.place,
  'by place': (one, other) => one.place - other.place,
  'by place, backwards': (one, other) => other.place - one.place,
  'by what they say': (one, other) => (JSON.stringify(one.row) < JSON.stringify(other.row) ? -1 : 1),
};

/**
 * Lays those who were asked beside the answers in every order that one could think of, and counts in each the pairs that
 * are right.
 * @param isPair whether these two belong together, which the attacker does not know.
 */
export function matches(
  asked: readonly SeenRow[],
  answers: readonly SeenRow[],
  isPair: (asked: SeenRow, answer: SeenRow) => boolean,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(orders).flatMap(([how, order]) =>
      Object.entries(orders).map(([other, otherOrder]) => {
        const those = answers.toSorted(otherOrder);
        const right = asked.toSorted(order).filter((one, rank) => those[rank] && isPair(one, those[rank]));
        return [`asked ${how}, answers ${other}`, right.length];
      }),
    ),
  );
}

/** More pairs than this are found by chance less than once in a million times: they are Poisson distributed by 1. */
export const MOST_BY_CHANCE = 9;
