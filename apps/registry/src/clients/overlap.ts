import type { UnitOfWork } from '#persistence/unit-of-work';

/** Until when a secret that is being replaced still serves, by the database's clock; null for no overlap. */
export async function overlapEnd(unit: UnitOfWork, hours: number): Promise<Date | null> {
  const [row] = await unit.query<{ until: Date }>(
    'secret.overlap',
    `SELECT now() + $1::int * interval '1 hour' AS until`,
    [hours],
  );
  return hours > 0 ? row!.until : null;
}
