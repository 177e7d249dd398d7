import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AggregateReport, aggregateReportSuperseded } from '#contracts/aggregates';
import { eventually } from '#testing/eventually';
import { ifMatch, type TestClient } from '#testing/test-service';
import { aggregates, Province, reports, startWorker } from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const pathOf = ({ id }: { id: string }) => `${aggregates}/${id}`;
const wrongState = { status: 409, body: { code: 'aggregate-report.wrong-state' } };
const read = async (report: { id: string }, by: TestClient = province.editor): Promise<AggregateReport> =>
  (await by.get(pathOf(report))).body;

/** A closed month in which one thing was accepted and another still waits. */
async function heard() {
  const month = await province.month();
  await province.accepted(await province.collaborator(), month, [province.item()]);
  const waiting = await province.filed(await province.collaborator(), month);
  return { month: await province.closed(month), waiting };
}
const issuedOf = async (month: { id: string }) =>
  province.issued(await province.approved(await province.built(month)));

describe('an issued report', () => {
  const reason = 'Bổ sung báo cáo gửi muộn';
  const supersede = (report: AggregateReport, body: object = { reason }, by = province.editor) =>
    by.post(`${pathOf(report)}/supersede`, body, ifMatch(report));
  const next = async (report: AggregateReport): Promise<AggregateReport> => {
    const { status, body } = await supersede(report);
    expect(status).toBe(202);
    await province.finished(body.jobId);
    return read(body);
  };

  it('stays in force until a new version is issued in its place, and stays readable', async () => {
    const { month, waiting } = await heard();
    const issued = await issuedOf(month);
    const institute = await province.organisation('Vien');
    const old = await province.step(aggregates, issued, 'dispatch', { organisationIds: [institute] });
    await province.step(reports, waiting, 'accept');

    const draft = await next(old);
    expect(draft).toMatchObject({ state: 'draft', supersedes: old.id, content: { items: 2 } });
    expect(await read(old)).toMatchObject({ state: 'dispatched', supersededBy: null, version: old.version });
    const now = await province.issued(await province.approved(draft));
    expect(now).toMatchObject({ state: 'issued', supersedes: old.id, number: old.number! + 1 });

    const recipient = province.service.as('recipient', { organisationId: institute });
    for (const by of [province.editor, recipient, province.service.asClient('aggregate-report.read')]) {
      expect(await read(old, by)).toMatchObject({
        state: 'superseded',
        number: old.number,
        contentHash: old.contentHash,
        supersededBy: now.id,
      });
      expect((await by.get(`${pathOf(old)}/document.docx`)).status).toBe(200);
    }
    const { body: docx } = await province.editor.get(`${pathOf(now)}/document.docx`);
    const text = strFromU8(unzipSync(docx)['word/document.xml']!).replace(/<[^>]+>/g, '');
    expect(text).toContain(`Báo cáo này thay thế Báo cáo số ${old.number}-${old.symbol} ngày `);
    expect(text).toContain(reason);
    const told = await eventually(() => {
      const events = province.service.sent(aggregateReportSuperseded);
      expect(events).toHaveLength(1);
      return events[0]!.data;
    });
    const named = ({ id, number, symbol }: AggregateReport) => ({ id, number, symbol });
    expect(told).toEqual({ ...named(old), by: named(now), organisationIds: [institute] });
  });

  it('has one version in work at a time, and none beside it', async () => {
    const { month } = await heard();
    const issued = await issuedOf(month);
    expect(await province.editor.post(aggregates, { periodId: month.id })).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
    const draft = await next(issued);
    expect(await supersede(issued)).toMatchObject({ status: 409, body: { code: 'resource.conflict' } });
    await province.step(aggregates, draft, 'withdraw', { reason: 'Không cần nữa' });
    expect((await read(issued)).state).toBe('issued');
    expect((await supersede(issued)).status).toBe(202);
  });

  it('is superseded by the editor, for a reason that names nobody, once it is issued', async () => {
    const { month } = await heard();
    const draft = await province.built(month);
    expect(await supersede(draft)).toMatchObject(wrongState);
    const issued = await province.issued(await province.approved(draft));
    expect((await supersede(issued, { reason: '' })).status).toBe(400);
    expect(await supersede(issued, { reason: 'Bà Nguyễn Thị Hoa báo nhầm' })).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data' },
    });
    expect((await supersede(draft)).status).toBe(412);
    for (const role of ['approver', 'reviewer', 'recipient'] as const)
      expect((await supersede(issued, { reason }, province.service.as(role))).status).toBe(403);
    expect((await supersede({ ...issued, id: randomUUID() })).status).toBe(404);
  });
});

describe('the text of a section', () => {
  const overview = (report: AggregateReport): string[] =>
    report.content!.sections.find(({ key }) => key === 'overview')!.paragraphs;
  const as = (accountId: string) => province.service.as('editor', { accountId });
  const edit = (report: AggregateReport, paragraphs: string[], by = province.editor) =>
    by.put(`${pathOf(report)}/sections/overview`, { paragraphs }, ifMatch(report));
  const history = async (report: AggregateReport, section = 'overview', by = province.approver) =>
    by.get(`${pathOf(report)}/sections/${section}/history`);

  it('keeps what it was, who changed it and what', async () => {
    const draft = await province.built((await heard()).month);
    const composed = overview(draft);
    expect((await history(draft)).body.items).toMatchObject([
      { revision: 1, by: null, paragraphs: composed, changes: [] },
    ]);
    const [first, second] = [randomUUID(), randomUUID()];
    const { body: once } = await edit(draft, [composed[0]!, 'Tình hình ổn định.'], as(first));
    const { body: twice } = await edit(once, ['Tình hình ổn định.'], as(second));
    const { body } = await history(twice);
    expect(body.items).toEqual([
      { revision: 1, by: null, at: expect.any(String), paragraphs: composed, changes: [] },
      {
        revision: 2,
        by: first,
        at: expect.any(String),
        paragraphs: [composed[0], 'Tình hình ổn định.'],
        changes: [
          { kind: 'same', paragraphs: [composed[0]] },
          { kind: 'removed', paragraphs: [composed[1]] },
          { kind: 'added', paragraphs: ['Tình hình ổn định.'] },
        ],
      },
      {
        revision: 3,
        by: second,
        at: expect.any(String),
        paragraphs: ['Tình hình ổn định.'],
        changes: [
          { kind: 'removed', paragraphs: [composed[0]] },
          { kind: 'same', paragraphs: ['Tình hình ổn định.'] },
        ],
      },
    ]);
    expect((await history(twice, 'weather')).status).toBe(404);
    expect((await history(twice, 'overview', province.service.as('recipient'))).status).toBe(403);
  });

  it('keeps its figures bound to the tables, also when it is edited as plain text', async () => {
    const draft = await province.built((await heard()).month);
    const total = '{{figure:tendency//}}';
    const [first, leading] = overview(draft);
    const { body: edited } = await edit(draft, [`${first} Không có điểm nóng.`, leading!]);
    const section = edited.content.sections[0];
    expect(section.paragraphs[0]).toBe(`${first} Không có điểm nóng.`);
    expect(section.bound[0]).toContain(`phản ánh ${total} luồng ý kiến`);

    const refused = await edit(edited, [leading!, first!.replace('phản ánh 1 luồng', 'phản ánh 25 luồng')]);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'aggregate-report.figure-changed',
        errors: [{ path: 'paragraphs.1', message: `${total} is 1 in the tables` }],
      },
    });
    expect(await edit(edited, ['Có {{figure:tendency/weather/}} ý kiến'])).toMatchObject({
      status: 422,
      body: { code: 'aggregate-report.no-figure' },
    });
    expect((await history(edited)).body.items).toHaveLength(2);
    const { body: named } = await edit(edited, [`Cả tỉnh có ${total} luồng ý kiến.`]);
    expect(overview(named)).toEqual(['Cả tỉnh có 1 luồng ý kiến.']);
  });
});
