import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpinionReport } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch, type TestClient } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';

let province: Province;
let month: ReportingPeriod;
let hoa: Collaborator;

beforeAll(async () => {
  province = await Province.open();
  month = await province.month();
});
afterAll(() => province?.close());

/** An accepted report of two items by someone new. */
async function accepted(): Promise<OpinionReport> {
  hoa = await province.collaborator('kyLua');
  const items = [province.item(), province.item({ topic: 'culture-society', summary: 'Thiếu giáo viên' })];
  return province.accepted(hoa, month, items);
}
const pathOf =
  ({ id }: { id: string }, index = 0) =>
  (report: OpinionReport) =>
    `${reports}/${id}/items/${report.items[index]!.id}`;
const correct = (by: TestClient, report: OpinionReport, changes: object, reason = 'Nhầm khuynh hướng') =>
  by.post(
    `${pathOf(report)(report)}/correct`,
    { reason, item: { ...province.item(), ...changes } },
    ifMatch(report),
  );
const versionsOf = (by: TestClient, report: OpinionReport, index = 0) =>
  by.get(`${pathOf(report, index)(report)}/versions`);

/** What was counted of the period at an instant: topics and tendencies. */
async function countedAt(instant: string): Promise<string[]> {
  const rows = await province.service.database.query<{ fact: string }>(
    `SELECT topic || ' ' || tendency AS fact FROM reporting.opinion_item_known
      WHERE period_id = $1 AND state = 'accepted' AND decided_at <= $2 AND known_to > $2 ORDER BY 1`,
    [month.id, instant],
  );
  return rows.map(({ fact }) => fact);
}
async function now(): Promise<string> {
  const [row] = await province.service.database.query<{ at: string }>('SELECT clock_timestamp()::text AS at');
  return row!.at;
}

describe('a correction by the author', () => {
  it('is kept beside what was said, and asks for acceptance again', async () => {
    const report = await accepted();
    const { status, body } = await correct(hoa.client, report, { tendency: 'undecided' });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        state: 'submitted',
        items: [
          { state: 'pending', tendency: 'undecided', revision: 2, changeReason: 'Nhầm khuynh hướng' },
          { state: 'accepted', revision: 1 },
        ],
      },
    });
    const again = await province.step(reports, body as OpinionReport, 'accept');
    expect(again).toMatchObject({ state: 'accepted', items: [{ state: 'accepted' }, { state: 'accepted' }] });
    for (const reader of [hoa.client, province.editor, province.reviewer('kyLua')]) {
      const { body: history } = await versionsOf(reader, report);
      expect(history.items).toMatchObject([
        { revision: 1, tendency: 'oppose', state: 'accepted', changed: [] },
        { revision: 2, tendency: 'undecided', state: 'accepted', changed: ['tendency'], knownTo: null },
      ]);
      expect(history.items[0].knownTo).toBe(history.items[1].knownFrom);
    }
  });

  it('leaves what was counted before as it was known', async () => {
    const nothing = await countedAt(await now());
    const report = await accepted();
    const [before, known] = [await now(), await countedAt(await now())];
    const { body } = await correct(hoa.client, report, { tendency: 'approve' });
    const between = await now();
    await province.step(reports, body as OpinionReport, 'accept');
    expect(known.length).toBe(nothing.length + 2);
    expect(await countedAt(before)).toEqual(known);
    expect((await countedAt(between)).length).toBe(known.length - 1);
    const since = await countedAt(await now());
    expect(since.filter((fact) => fact === 'economy approve').length).toBe(
      known.filter((fact) => fact === 'economy approve').length + 1,
    );
    expect(since.length).toBe(known.length);
  });

  it('comes also after the period is closed', async () => {
    const past = await province.month();
    const binh = await province.collaborator();
    const report = await province.accepted(binh, past, [province.item()]);
    await province.closed(past);
    expect(await correct(binh.client, report, { tendency: 'approve' })).toMatchObject({ status: 200 });
  });

  it('is held to the rules of filing, has a guarded reason, and is of accepted reports only', async () => {
    const report = await accepted();
    expect(await correct(hoa.client, report, { summary: 'Gọi số 0912 345 678' })).toMatchObject({
      status: 422,
      body: { code: 'opinion.not-fit' },
    });
    expect(await correct(hoa.client, report, {}, 'Theo lời ông Nguyễn Văn Nam')).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data', errors: [{ path: 'reason' }] },
    });
    expect(await correct(hoa.client, report, { topic: 'culture-society' })).toMatchObject({
      status: 422,
      body: { code: 'opinion-report.other-item' },
    });
    const { body } = await correct(hoa.client, report, { tendency: 'approve' });
    expect(await correct(hoa.client, body, {})).toMatchObject({
      status: 409,
      body: { code: 'opinion-report.wrong-state' },
    });
  });

  it('is the author’s, a substitute’s in their place, or the editor’s', async () => {
    const report = await accepted();
    const other = await province.collaborator();
    expect((await correct(other.client, report, {})).status).toBe(404);
    expect((await correct(province.reviewer('kyLua'), report, {})).status).toBe(403);
    expect((await versionsOf(other.client, report)).status).toBe(404);
    const { personId } = hoa.appointment;
    const substitute = province.service.as('collaborator', {
      personId: other.appointment.personId,
      actsFor: personId,
    });
    expect((await correct(substitute, report, { tendency: 'approve' })).status).toBe(200);
  });
});

describe('an item that is opened again', () => {
  const reopening = (report: OpinionReport, reason = 'Số liệu mâu thuẫn với báo cáo khác') => ({
    reviseBy: '2026-12-20',
    items: [{ itemId: report.items[0]!.id, reason }],
  });

  it('goes back to its author with a reason and a day, and keeps what was accepted', async () => {
    const report = await accepted();
    const reopened = await province.step(reports, report, 'reopen', reopening(report));
    expect(reopened).toMatchObject({
      state: 'returned',
      reviseBy: '2026-12-20',
      items: [
        { state: 'returned', revision: 2 },
        { state: 'accepted', revision: 1 },
      ],
    });
    const better = province.item({ summary: 'Giá phân đạm tăng từ đầu vụ' });
    const { body: revised } = await hoa.client.put(pathOf(report)(report), better, ifMatch(reopened));
    const sent = await province.step(reports, revised as OpinionReport, 'submit', undefined, hoa.client);
    await province.step(reports, sent, 'accept');
    const { body: history } = await versionsOf(province.editor, report);
    expect(history.items).toMatchObject([
      { revision: 1, state: 'accepted' },
      { revision: 2, state: 'returned', changeReason: 'Số liệu mâu thuẫn với báo cáo khác', changed: [] },
      { revision: 3, state: 'accepted', changed: ['summary'], summary: 'Giá phân đạm tăng từ đầu vụ' },
    ]);
    expect((await versionsOf(province.editor, report, 1)).body.items).toHaveLength(1);
  });

  it('is opened by an editor, with a guarded reason, and only when it had been accepted', async () => {
    const report = await accepted();
    const reopen = (by: TestClient, of: OpinionReport, body: object = reopening(of)) =>
      by.post(`${reports}/${of.id}/reopen`, body, ifMatch(of));
    expect((await reopen(hoa.client, report)).status).toBe(403);
    expect((await reopen(province.reviewer('kyLua'), report)).status).toBe(403);
    expect((await reopen(province.editor, report, reopening(report, 'Gọi 0912 345 678'))).status).toBe(422);
    const waiting = await province.filed(await province.collaborator(), month);
    expect((await reopen(province.editor, waiting)).status).toBe(409);
    const { body } = await reopen(province.editor, report);
    expect(
      await province.editor.post(`${reports}/${report.id}/return`, reopening(report), ifMatch(body)),
    ).toMatchObject({
      status: 409,
    });
  });
});

it('keeps no version of a draft, which nobody else has read', async () => {
  const binh = await province.collaborator();
  const draft = await province.filed(binh, month, { submit: false });
  const better = province.item({ summary: 'Giá thóc giảm' });
  await binh.client.put(pathOf(draft)(draft), better, ifMatch(draft));
  const { body } = await versionsOf(binh.client, draft);
  expect(body.items).toMatchObject([{ revision: 1, summary: 'Giá thóc giảm' }]);
});

// Only what an item says now is found by its words.
it('keeps every column of an item with its versions, but its words', async () => {
  const columns = (table: string) =>
    province.service.database.query(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns
        WHERE table_schema = 'reporting' AND table_name = $1 AND NOT column_name IN ('known_to', 'words') ORDER BY 1`,
      [table],
    );
  expect(await columns('opinion_item_version')).toEqual(await columns('opinion_item'));
});
