import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Province } from '../province.fixture.js';
import { type FollowedUp, followedUpSql } from './recommendations.queries.js';

let province: Province;
beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

const inReporting = <Row>(sql: string, values: unknown[]) =>
  province.service.database.query<Row>(
    sql.replace(/\b(FROM|JOIN) (recommendation)/g, '$1 reporting.$2'),
    values,
  );

it('what was asked before is followed up as it was known: open, overdue, or closed since', async () => {
  const organisation = await province.organisation('Sở Nông nghiệp');
  const [open, closed] = [randomUUID(), randomUUID()];
  for (const id of [open, closed]) {
    await province.service.database.query(
      `INSERT INTO reporting.recommendation (id, subject, text, state, organisation_id, due_on, version, created_at)
       VALUES ($1, 'Giá phân bón', 'Bình ổn giá phân bón', 'forwarded', $2, '2026-03-01', 2, '2026-01-05')`,
      [id, organisation],
    );
    await province.service.database.query(
      `INSERT INTO reporting.recommendation_step (recommendation_id, version, at, state, organisation_id, due_on)
       VALUES ($1, 1, '2026-01-05', 'recorded', NULL, NULL), ($1, 2, '2026-01-20', 'forwarded', $2, '2026-03-01')`,
      [id, organisation],
    );
  }
  await province.service.database.query(
    `INSERT INTO reporting.recommendation_step (recommendation_id, version, at, state, organisation_id, due_on, outcome)
     VALUES ($1, 3, '2026-02-10', 'closed', $2, '2026-03-01', 'resolved')`,
    [closed, organisation],
  );
  const known = async (instant: string, closedAfter: string) =>
    (await inReporting<FollowedUp>(followedUpSql, [instant, closedAfter])).map(
      ({ id, state, overdue }) => [id === open ? 'open' : 'closed', state, overdue] as const,
    );
  const byId = (rows: (readonly unknown[])[]) =>
    rows.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
  expect(await known('2026-01-01T00:00:00Z', '2025-12-31')).toEqual([]);
  expect(byId(await known('2026-01-10T00:00:00Z', '2025-12-31'))).toEqual([
    ['closed', 'recorded', false],
    ['open', 'recorded', false],
  ]);
  expect(byId(await known('2026-02-20T00:00:00Z', '2026-01-31'))).toEqual([
    ['closed', 'closed', false],
    ['open', 'forwarded', false],
  ]);
  expect(await known('2026-03-05T00:00:00Z', '2026-02-28')).toEqual([['open', 'forwarded', true]]);
});
