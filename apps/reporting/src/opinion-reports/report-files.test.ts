import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportingPeriod } from '#contracts/periods';
import { OpinionRow } from '#contracts/report-files';
import { readSheets, type SheetType, sheetTypes, writeSheets } from '#documents/sheets';
import { idempotencyKey, type TestClient } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';

let province: Province;
let month: ReportingPeriod;
beforeAll(async () => {
  province = await Province.open();
  month = await province.month();
});
afterAll(() => province?.close());

type Line = Partial<Record<keyof OpinionRow, string>>;
const titles = Object.keys(OpinionRow.shape) as (keyof OpinionRow)[];

const line = (changes: Line = {}): Line => ({
  topic: 'economy',
  area: '05977',
  strata: 'farmers|workers',
  tendency: 'oppose',
  prevalence: 'many',
  conversations: '6',
  meetings: '1',
  places: '2',
  intensity: 'medium',
  trend: 'rising',
  summary: 'Giá phân bón tăng nhanh hơn giá nông sản',
  proposals: 'Bình ổn giá phân bón | Hỗ trợ lãi suất',
  ...changes,
});

const tableOf = (lines: Line[], type: SheetType): Promise<Buffer> =>
  writeSheets(
    [
      {
        name: 'reports',
        columns: titles.map((title) => ({ title })),
        rows: lines.map((one) => titles.map((title) => one[title] ?? null)),
      },
    ],
    type,
  );

async function send(
  client: TestClient,
  lines: Line[],
  {
    period = month,
    more = '',
    type = sheetTypes.xlsx as SheetType,
    headers = {},
  }: { period?: { id: string }; more?: string; type?: SheetType; headers?: Record<string, string> } = {},
) {
  return client.post(`${reports}/imports/files?periodId=${period.id}${more}`, await tableOf(lines, type), {
    'content-type': type,
    ...headers,
  });
}
const filedBy = async ({ appointment }: Collaborator, period = month) =>
  (
    await province.editor.get(
      `${reports}?filter[periodId][eq]=${period.id}&filter[appointmentId][eq]=${appointment.id}`,
    )
  ).body.items;
const atLine = (number: number, message: string) => ({
  list: 'reports',
  line: number,
  message: expect.stringContaining(message),
});

describe('a table of reports', () => {
  it.each(Object.entries(sheetTypes))('as %s is filed by its author as one report', async (_, type) => {
    const hoa = await province.collaborator();
    const lines = [line(), line({ topic: 'culture-society', rumour: 'true', assessment: 'Có cơ sở' })];
    const { status, body } = await send(hoa.client, lines, { type });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        applied: true,
        counts: { reports: 1, items: 2 },
        problems: [],
        reportIds: [expect.any(String)],
      },
    });
    const report = await hoa.client.get(`${reports}/${body.reportIds[0]}`);
    expect(report.body).toMatchObject({
      kind: 'periodic',
      channel: 'upload',
      state: 'submitted',
      onTime: true,
      items: [
        {
          areaId: province.areas.kyLua,
          strata: ['farmers', 'workers'],
          basis: { conversations: 6, meetings: 1, places: 2 },
          rumour: false,
          summary: line().summary,
          proposals: ['Bình ổn giá phân bón', 'Hỗ trợ lãi suất'],
          assessment: null,
        },
        { topic: 'culture-society', rumour: true, assessment: 'Có cơ sở' },
      ],
    });
  });

  it('is filed by staff for many, each by a way that says so, on the day it came', async () => {
    const [hoa, lan] = [await province.collaborator(), await province.collaborator('dongDang')];
    const of = (by: Collaborator, changes: Line = {}) =>
      line({ appointmentId: by.appointment.id, ...changes });
    const lines = [
      of(hoa, { channel: 'phone', receivedOn: '2020-02-03' }),
      of(lan, { area: '06187' }),
      of(hoa, { channel: 'phone', receivedOn: '2020-02-03', topic: 'party-building' }),
    ];
    const { body } = await send(province.editor, lines);
    expect(body).toMatchObject({ applied: true, counts: { reports: 2, items: 3 }, problems: [] });
    expect(await filedBy(hoa)).toMatchObject([
      { channel: 'phone', itemCount: 2, filedAt: '2020-02-03T05:00:00.000Z' },
    ]);
    expect(await filedBy(lan)).toMatchObject([{ channel: 'upload', itemCount: 1 }]);
  });

  it('is kept as drafts where it is not to be submitted, and as another kind', async () => {
    const hoa = await province.collaborator();
    await send(hoa.client, [line()], { more: '&submit=false&kind=ad-hoc' });
    await send(hoa.client, [line()], { more: '&kind=ad-hoc' });
    const own = (await hoa.client.get(`${reports}?filter[periodId][eq]=${month.id}`)).body.items;
    expect(own).toMatchObject([
      { kind: 'ad-hoc', state: 'draft' },
      { kind: 'ad-hoc', state: 'submitted' },
    ]);
  });

  it('is filed once under its key, however often it is sent', async () => {
    const hoa = await province.collaborator();
    const again = () => send(hoa.client, [line()], { headers: idempotencyKey('table-of-the-month') });
    const answers = await Promise.all([again(), again(), again()]);
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 200, body: answers[0]!.body });
    expect(await filedBy(hoa)).toHaveLength(1);
  });

  it('is only looked at in a dry run', async () => {
    const hoa = await province.collaborator();
    const { body } = await send(hoa.client, [line()], { more: '&dryRun=true' });
    expect(body).toEqual({ applied: false, counts: { reports: 1, items: 1 }, problems: [], reportIds: [] });
    expect(await filedBy(hoa)).toEqual([]);
  });
});

describe('a table with a fault', () => {
  const name = 'đồng chí Nguyễn Văn Toàn';

  it('names every line and files nothing of it', async () => {
    const [hoa, lan] = [await province.collaborator(), await province.collaborator()];
    const of = (by: Collaborator, changes: Line = {}) =>
      line({ appointmentId: by.appointment.id, ...changes });
    const lines = [
      of(hoa),
      of(hoa, { summary: `Bà con nói ${name} hứa mà không làm` }),
      of(lan, { proposals: 'Sửa đường|Gọi số 0912 345 678 để hỏi' }),
      of(lan, { prevalence: 'overwhelming' }),
      of(lan, { area: '99999' }),
      of(lan, { tendency: 'angry' }),
      of(lan, { channel: 'meeting' }),
      line({ appointmentId: randomUUID() }),
    ];
    const { status, body } = await send(province.editor, lines);
    expect({ status, body }).toMatchObject({ status: 200, body: { applied: false, reportIds: [] } });
    expect(body.problems).toEqual([
      atLine(3, 'summary: named-person at characters '),
      atLine(4, 'proposals.1: phone at characters 7 to 19'),
      atLine(5, 'prevalence: "overwhelming" needs at least 20 conversations'),
      atLine(6, 'area: there is no such unit in this period'),
      atLine(7, 'tendency: '),
      atLine(8, 'channel: it is another than in line 4 of the same report'),
      atLine(9, 'no appointment as a collaborator in this period'),
    ]);
    expect(JSON.stringify(body)).not.toMatch(/Toàn|0912/);
    expect([await filedBy(hoa), await filedBy(lan)]).toEqual([[], []]);
  });

  it('keeps to whose reports they are and how they come', async () => {
    const [hoa, lan] = [await province.collaborator(), await province.collaborator()];
    const problemsOf = async (client: TestClient, ...lines: Line[]) =>
      (await send(client, lines)).body.problems;
    const forLan = { appointmentId: lan.appointment.id };
    expect(await problemsOf(hoa.client, line(forLan))).toEqual([
      atLine(2, 'no appointment as a collaborator'),
    ]);
    expect(await problemsOf(province.editor, line({ ...forLan, channel: 'web' }))).toEqual([
      atLine(2, 'channel: a report entered for another'),
    ]);
    expect(await problemsOf(hoa.client, line({ receivedOn: '2020-02-03' }))).toEqual([
      atLine(2, 'receivedOn: only staff'),
    ]);
    expect(await problemsOf(hoa.client, line({ topic: 'weather' }))).toEqual([
      atLine(2, 'topic: there is no topic'),
    ]);
    expect(await problemsOf(hoa.client, line({ strata: 'farmers|martians' }))).toEqual([
      atLine(2, 'strata: there is no stratum'),
    ]);
    expect(await problemsOf(hoa.client)).toEqual([atLine(1, 'there is nothing to file')]);
  });

  it('may hold a report of the period but once, whether filed before or twice in it', async () => {
    const hoa = await province.collaborator();
    const second = 'appointmentId: the period has a report of this appointment already';
    const twice = [line(), line({ appointmentId: hoa.appointment.id })];
    expect((await send(hoa.client, twice)).body.problems).toEqual([atLine(3, second)]);
    await province.filed(hoa, month);
    expect((await send(hoa.client, [line()])).body.problems).toEqual([atLine(2, second)]);
  });

  it('is refused into a closed period, without a period, and when it is no table', async () => {
    const hoa = await province.collaborator();
    const closed = await province.closed(await province.month());
    expect((await send(hoa.client, [line()], { period: closed })).body.problems).toEqual([
      atLine(2, 'The period is closed'),
    ]);
    expect((await send(hoa.client, [line()], { period: { id: randomUUID() } })).status).toBe(404);
    const path = `${reports}/imports/files?periodId=${month.id}`;
    const noTable = await hoa.client.post(path, Buffer.from('x'), { 'content-type': sheetTypes.xlsx });
    expect(noTable).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
    expect(
      (await province.reviewer('kyLua').post(path, Buffer.from('x'), { 'content-type': sheetTypes.tsv }))
        .status,
    ).toBe(403);
  });
});

describe('the template', () => {
  const template = (client: TestClient, format = 'xlsx', period: { id: string } = month) =>
    client.get(`${reports}/imports/template?periodId=${period.id}&format=${format}`);

  it('is filled from the lists that it holds, and filed as it is', async () => {
    const hoa = await province.collaborator();
    const { headers, body } = await template(hoa.client);
    expect(headers['content-disposition']).toContain('opinion-reports.xlsx');
    const sheets = await readSheets(body, sheetTypes.xlsx);
    const sheet = (name: string) => sheets.find((one) => one.name === name)!.rows;
    expect(sheet('reports')).toEqual([titles]);
    expect(sheet('topics')).toContainEqual(['economy', 'Kinh tế']);
    expect(sheet('strata')).toContainEqual(['farmers', 'Nông dân']);
    expect(sheet('areas')).toContainEqual(['05977', 'Phường Kỳ Lừa']);
    expect(sheet('guide').map(([column]) => column)).toEqual(expect.arrayContaining(titles));
    expect(sheet('appointments').map(([id]) => id)).toEqual(['appointmentId', hoa.appointment.id]);
  });

  it('names to staff all they may file for, which is recorded', async () => {
    const hoa = await province.collaborator();
    const { body } = await template(province.editor);
    const { rows } = (await readSheets(body, sheetTypes.xlsx)).find(({ name }) => name === 'appointments')!;
    expect(rows.map(([id]) => id)).toContain(hoa.appointment.id);
    const [entry] = await province.service.database.query<{ details: { ids: string[] } }>(
      `SELECT details FROM reporting.audit_entry WHERE action = 'appointment.list' ORDER BY at DESC LIMIT 1`,
    );
    expect(entry!.details.ids).toContain(hoa.appointment.id);
  });

  it('is of titles alone as text, and of no period that there is not', async () => {
    const hoa = await province.collaborator();
    expect(String((await template(hoa.client, 'csv')).body)).toBe(`${titles.join(',')}
`);
    expect((await template(hoa.client, 'xlsx', { id: randomUUID() })).status).toBe(404);
    expect((await template(province.reviewer('kyLua'))).status).toBe(403);
  });
});
