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

it('a conference carries on what is open on its day, overdue first, and hears what was closed since the last', async () => {
  await province.service.database.query(
    `TRUNCATE reporting.recommendation_step, reporting.recommendation_item, reporting.recommendation CASCADE`,
  );
  const { editor, areas } = province;
  const register = '/v1/reporting/recommendations';
  const [hoa, chi] = [await province.collaborator(), await province.collaborator('tamThanh')];
  const month = await province.month();
  const heard = async (by: typeof hoa, areaId: string) =>
    (await province.accepted(by, month, [province.item({ areaId })])).items[0]!.id;
  const recorded = async (subject: string, itemIds: string[]) =>
    (await editor.post(register, { subject, text: 'Sớm xem xét, giải quyết', itemIds })).body;
  const organisationId = await province.organisation('Sở Tài chính');
  const signer = { position: 'TRƯỞNG BAN', name: null };
  const forward = (made: { id: string; version: number }, dueOn: string) =>
    province.step(register, made, 'forward', { organisationId, dueOn, signer });
  await recorded('Chưa chuyển', []);
  await forward(await recorded('Hạn sau', [await heard(hoa, areas.kyLua)]), '2190-03-01');
  const early = await forward(await recorded('Hạn trước', [await heard(chi, areas.tamThanh)]), '2190-02-01');
  await province.step(register, await recorded('Đã xong', []), 'close', { outcome: 'lapsed' });

  const agenda = async (query: string, client = editor) => {
    const { status, body } = await client.get(`${register}/agenda?${query}`);
    expect(status).toBe(200);
    return body.items.map(({ subject, overdue }: FollowedUp) => (overdue ? `${subject}!` : subject));
  };
  expect(await agenda('on=2190-02-01')).toEqual(['Hạn trước', 'Hạn sau', 'Chưa chuyển']);
  expect(await agenda('on=2190-02-15')).toEqual(['Hạn trước!', 'Hạn sau', 'Chưa chuyển']);
  expect(await agenda('on=2190-02-15&since=2026-01-01')).toContain('Đã xong');
  expect(await agenda('on=2026-01-01&since=2025-12-01')).toEqual([]);
  expect(await agenda(`on=2190-02-15&areaId=${areas.tamThanh}`, province.reviewer('tamThanh'))).toEqual([
    'Hạn trước!',
  ]);
  expect(await agenda(`on=2190-03-15&areaId=${areas.province}`)).toEqual(['Hạn trước!', 'Hạn sau!']);
  await province.step(register, early, 'answer', { text: 'Đã giải quyết' });
  expect(await agenda(`on=2190-02-15&areaId=${areas.tamThanh}`)).toEqual(['Hạn trước']);

  expect(await editor.get(`${register}/agenda?on=2190-02-15&areaId=${randomUUID()}`)).toMatchObject({
    status: 422,
    body: { code: 'recommendation.unknown-area' },
  });
  expect((await editor.get(`${register}/agenda`)).status).toBe(400);
  expect((await hoa.client.get(`${register}/agenda?on=2190-02-15`)).status).toBe(403);
});
