import type { EntityManager } from 'typeorm';

/** The office's day at a moment, an expression of SQL. */
export const officeDayOf = (moment: string): string => `(${moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** The office's day, by the database's clock. */
export const officeDaySql = officeDayOf('now()');

export async function officeDay(manager: EntityManager): Promise<string> {
  const [row] = await manager.query<{ day: string }[]>(`SELECT ${officeDaySql} AS day`);
  return row!.day;
}

/** The moment that the open unit of work began, by the database's clock. */
export async function officeTime(manager: EntityManager): Promise<Date> {
  const [row] = await manager.query<{ now: Date }[]>('SELECT now()');
  return row!.now;
}
