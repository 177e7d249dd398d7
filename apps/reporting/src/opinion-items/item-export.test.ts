import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { type Collaborator, Province } from '../province.fixture.js';

const path = '/v1/reporting/opinion-items/export.csv';

let province: Province;
let hoa: Collaborator;
let binh: Collaborator;

beforeAll(async () => {
  province = await Province.open();
  hoa = await province.collaborator('kyLua');
  binh = await province.collaborator('dongDang');
});
afterAll(() => province?.close());

const query = <Row>(sql: string) => province.service.database.query<Row>(sql);
const linesOf = (csv: Buffer): Record<string, string>[] => parse(csv, { columns: true });
const exported = () =>
  query<{ action: string; details: object }>(
    `SELECT action, details FROM reporting.audit_entry WHERE action LIKE 'opinion-item.export%' ORDER BY at, action`,
  );

describe('an export', () => {
  it('has every item of the search within reach, and texts as text', async () => {
    const month = await province.month();
    const summary = '=1+1 "trích", xuống\ndòng';
    await province.filed(hoa, month, { items: [province.item({ summary, proposals: ['Một', 'Hai'] })] });
    const own = province.item({ areaId: province.areas.dongDang, topic: 'local-matters' });
    await province.filed(binh, month, { items: [own] });

    const { status, headers, body } = await province.editor.get(`${path}?filter[periodId][eq]=${month.id}`);
    expect([status, headers['content-type']]).toEqual([200, 'text/csv']);
    expect(linesOf(body)).toHaveLength(2);
    expect(linesOf(body)).toContainEqual(
      expect.objectContaining({
        periodCode: month.code,
        areaCode: '05977',
        areaName: 'Phường Kỳ Lừa',
        strata: 'farmers',
        rumour: 'false',
        conversations: '2',
        summary: `'${summary}`,
        proposals: 'Một\nHai',
        assessment: '',
      }),
    );
    expect(linesOf((await binh.client.get(path)).body)).toMatchObject([{ topic: 'local-matters' }]);
    expect(
      linesOf((await province.editor.get(`${path}?search=${encodeURIComponent('xuong dong')}`)).body),
    ).toHaveLength(1);
    expect(linesOf((await province.reviewer('tamThanh').get(path)).body)).toEqual([]);
  });

  it('is of no person', async () => {
    const { body } = await province.editor.get(path);
    for (const { appointment } of [hoa, binh])
      for (const id of [appointment.personId, appointment.id]) expect(String(body)).not.toContain(id);
  });

  it('is refused to whoever may not read reports, and takes no page', async () => {
    expect((await province.service.as('registrar').get(path)).status).toBe(403);
    expect((await province.service.anonymous.get(path)).status).toBe(401);
    expect((await province.editor.get(`${path}?limit=5`)).status).toBe(400);
  });

  it('is recorded before it begins and when it is done, without the words searched for', async () => {
    const before = await exported();
    await province.editor.get(`${path}?search=chu&filter[state][eq]=pending`);
    expect((await exported()).slice(before.length)).toEqual([
      {
        action: 'opinion-item.export',
        details: { query: { 'filter[state][eq]': 'pending' }, searched: true },
      },
      { action: 'opinion-item.exported', details: { rows: 0 } },
    ]);
  });
});

describe('an export of many rows', () => {
  const rows = 60_000;
  const done = async () =>
    (await exported()).filter(({ action }) => action === 'opinion-item.exported').length;
  const held = async (): Promise<number> => {
    const [row] = await query<{ held: number }>(
      `SELECT count(*)::int AS held FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE 'FETCH %'`,
    );
    return row!.held;
  };
  beforeAll(async () => {
    const copied =
      'report_id, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence, conversations, ' +
      'meetings, places, intensity, trend, rumour, summary, proposals, state';
    await query(`
      INSERT INTO reporting.opinion_item (id, position, ${copied})
      SELECT gen_random_uuid(), n, ${copied}
        FROM (SELECT * FROM reporting.opinion_item LIMIT 1) AS item, generate_series(1, ${rows}) AS n`);
  });

  it('waits for a slow reader, while a fast one gets all', async () => {
    const before = await done();
    const slow = await province.editor.open(path);
    const fast = await buffer(await province.editor.open(path));
    expect(linesOf(fast).length).toBeGreaterThan(rows);
    // Had the first run ahead of its reader, it would have ended before the one that began later.
    expect([await done(), await held()]).toEqual([before + 1, 1]);
    slow.destroy();
    await eventually(async () => expect(await held()).toBe(0));
    expect(await done()).toBe(before + 1);
  });

  it('is made for two at a time; one that is cut makes room', async () => {
    const readers = [await province.editor.open(path), await province.editor.open(path)];
    expect(await province.editor.get(path)).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    readers[0]!.destroy();
    await eventually(async () => expect(await held()).toBe(1));
    readers.push(await province.editor.open(path));
    expect(readers[2]!.statusCode).toBe(200);
    for (const reader of readers) reader.destroy();
    await eventually(async () => expect(await held()).toBe(0));
  });
});
