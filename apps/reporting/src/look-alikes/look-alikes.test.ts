import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewOpinionItem, OpinionReport } from '#contracts/opinion';
import type { OpinionStream } from '#contracts/opinion-streams';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch, type TestClient } from '#testing/test-service';
import { Province, reports, type UnitName } from '../province.fixture.js';

const streams = '/v1/reporting/opinion-streams';

let province: Province;
let month: ReportingPeriod;
let kyLua: OpinionReport;
let dongDang: OpinionReport;
let others: OpinionReport;
beforeAll(async () => {
  province = await Province.open();
  await province.reviewedAt('kyLua');
  month = await province.month();
  kyLua = await filed('kyLua', { summary: 'Đường liên thôn hư hỏng nặng, đi lại khó khăn vào mùa mưa' });
  dongDang = await filed('dongDang', {
    summary: 'Duong lien thon hu hong nang, vao mua mua di lai rat kho khan',
    rumour: true,
  });
  others = await filed(
    'kyLua',
    { summary: 'Đề nghị sớm cấp lại sổ đỏ sau khi sáp nhập xã' },
    { summary: 'Đường liên thôn hư hỏng nặng, đi lại khó khăn vào mùa mưa', topic: 'local-matters' },
    { summary: 'Đường liên thôn hư hỏng nặng, đi lại khó khăn vào mùa mưa', tendency: 'approve' },
  );
});
afterAll(() => province?.close());

async function filed(unit: UnitName, ...said: Partial<NewOpinionItem>[]): Promise<OpinionReport> {
  const items = said.map((changes) => province.item(changes));
  return province.filed(await province.collaborator(unit), month, { items });
}
const itemOf = (report: OpinionReport, index = 0): string => report.items[index]!.id;
const alike = async (by: TestClient, report: OpinionReport): Promise<[string, number][]> => {
  const { status, body } = await by.get(`${reports}/${report.id}/items/${itemOf(report)}/look-alikes`);
  expect(status).toBe(200);
  return body.items.map(({ itemId, similarity }: { itemId: string; similarity: number }) => [
    itemId,
    similarity,
  ]);
};
const join = (by: TestClient, ...itemIds: string[]) => by.post(streams, { itemIds });
const step = (stream: OpinionStream, verb: string, itemIds: string[], by = province.editor) =>
  by.post(`${streams}/${stream.id}/${verb}`, { itemIds }, ifMatch(stream));
const unknownItem = { status: 422, body: { code: 'opinion-stream.unknown-item' } };

describe('look-alikes of an item', () => {
  it('are those of its period and topic in nearly its words, with or without accents', async () => {
    const found = await alike(province.editor, kyLua);
    expect(found.map(([id]) => id)).toEqual([itemOf(others, 2), itemOf(dongDang)]);
    expect(found[0]![1]).toBe(1);
    expect(found[1]![1]).toBeLessThan(1);
  });

  it('are shown within the areas of a reviewer only', async () => {
    expect((await alike(province.reviewer('kyLua'), kyLua)).map(([id]) => id)).toEqual([itemOf(others, 2)]);
    const path = `${reports}/${kyLua.id}/items/${itemOf(kyLua)}/look-alikes`;
    expect((await province.reviewer('dongDang').get(path)).status).toBe(404);
    expect((await province.service.as('collaborator').get(path)).status).toBe(403);
  });

  it('leave a trace in the audit', async () => {
    await alike(province.editor, kyLua);
    const [last] = await province.service.database.query<{ details: unknown }>(
      `SELECT details FROM reporting.audit_entry WHERE action = 'opinion-item.list' ORDER BY seq DESC LIMIT 1`,
    );
    expect(last!.details).toEqual({ alike: itemOf(kyLua), ids: [itemOf(others, 2), itemOf(dongDang)] });
  });
});

describe('a stream', () => {
  it('joins items of several reporters, each with its mark as a rumour, and lets them go again', async () => {
    const { status, body: stream } = await join(province.editor, itemOf(kyLua), itemOf(dongDang));
    expect({ status, stream }).toMatchObject({
      status: 201,
      stream: { periodId: month.id, topic: 'economy', tendency: 'oppose', version: 1 },
    });
    expect(stream.items.map(({ rumour }: { rumour: boolean }) => rumour)).toEqual(
      stream.items.map(({ itemId }: { itemId: string }) => itemId === itemOf(dongDang)),
    );
    const grown = await step(stream, 'join', [itemOf(others)]);
    expect(grown.body.items).toHaveLength(3);
    expect((await step(stream, 'join', [itemOf(others)])).status).toBe(412);
    const shrunk = await step(grown.body, 'separate', [itemOf(others)]);
    expect(shrunk.body).toMatchObject({ version: 3, items: [{}, {}] });
    expect(await step(shrunk.body, 'separate', [itemOf(others)])).toMatchObject(unknownItem);
    const emptied = await step(shrunk.body, 'separate', [itemOf(kyLua), itemOf(dongDang)]);
    expect(emptied).toMatchObject({ status: 200, body: { items: [] } });
    expect((await province.editor.get(`${streams}/${stream.id}`)).status).toBe(200);
  });

  it('is of one topic and one tendency, and an item is in one stream', async () => {
    for (const unlike of [1, 2]) {
      expect(await join(province.editor, itemOf(others), itemOf(others, unlike))).toMatchObject({
        status: 422,
        body: { code: 'opinion-stream.unlike', errors: [{ path: 'itemIds.1' }] },
      });
    }
    const { body: stream } = await join(province.editor, itemOf(kyLua), itemOf(others));
    expect(await join(province.editor, itemOf(kyLua), itemOf(dongDang))).toMatchObject({
      status: 409,
      body: { code: 'opinion-stream.joined-already' },
    });
    await step(stream, 'separate', [itemOf(kyLua), itemOf(others)]);
  });

  it('shows a reviewer the items of their own area and is not seen from elsewhere', async () => {
    const { body: stream } = await join(province.editor, itemOf(kyLua), itemOf(dongDang));
    const reviewer = province.reviewer('kyLua');
    const seen = await reviewer.get(`${streams}/${stream.id}`);
    expect(seen.body.items.map(({ itemId }: { itemId: string }) => itemId)).toEqual([itemOf(kyLua)]);
    const listed = await reviewer.get(`${streams}?filter[periodId][eq]=${month.id}`);
    expect(listed.body.items.map(({ id }: OpinionStream) => id)).toEqual([stream.id]);
    expect((await province.reviewer('tamThanh').get(`${streams}/${stream.id}`)).status).toBe(404);
    expect(await step(stream, 'separate', [itemOf(dongDang)], reviewer)).toMatchObject(unknownItem);
    await step(stream, 'separate', [itemOf(kyLua), itemOf(dongDang)]);
  });

  it('is left by an item that no longer says the same', async () => {
    const { body: stream } = await join(province.editor, itemOf(kyLua), itemOf(dongDang));
    const report = await province.step(reports, kyLua, 'receive');
    const returned = await province.step(reports, report, 'return', {
      reviseBy: '2026-12-01',
      items: [{ itemId: itemOf(kyLua), reason: 'Xem lại khuynh hướng' }],
    });
    const revised = await province.editor.put(
      `${reports}/${kyLua.id}/items/${itemOf(kyLua)}`,
      province.item({ tendency: 'undecided' }),
      ifMatch(returned),
    );
    expect(revised.status).toBe(200);
    const { body } = await province.editor.get(`${streams}/${stream.id}`);
    expect(body.items.map(({ itemId }: { itemId: string }) => itemId)).toEqual([itemOf(dongDang)]);
  });
});
