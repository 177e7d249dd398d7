import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateRebuild, AggregateReport } from '#contracts/aggregates';
import { areaRecorded } from '#contracts/areas';
import type { OpinionReport } from '#contracts/opinion';
import { contentHash } from '#documents/canonical-json';
import { ifMatch } from '#testing/test-service';
import {
  aggregates,
  type Collaborator,
  muchLater,
  periods,
  Province,
  reports,
  startWorker,
} from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let hoa: Collaborator;
let said: OpinionReport;
let waiting: OpinionReport;
let month: AggregateReport;
let quarter: AggregateReport;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  hoa = await province.collaborator();
  const january = await province.month();
  said = await province.accepted(hoa, january, [province.item()]);
  for (let count = 0; count < 3; count += 1)
    await province.accepted(await province.collaborator(), january, [province.item()]);
  waiting = await province.filed(await province.collaborator(), january);
  const dates = { code: '2010-Q1', startsOn: '2010-01-01', endsOn: '2010-03-31', dueAt: muchLater };
  const { body: spring } = await province.editor.post(periods, { kind: 'quarterly', ...dates });
  await province.closed(january);
  month = await province.built(january);
  quarter = await province.built(await province.closed(spring));
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const rebuild = (report: { id: string }, query = '', by = province.approver) =>
  by.get(`${aggregates}/${report.id}/rebuild${query}`);
const rebuilt = async (report: { id: string }, query = ''): Promise<AggregateRebuild> => {
  const { status, body } = await rebuild(report, query);
  expect(status).toBe(200);
  return body;
};

describe('a report made anew', () => {
  it('is what was approved, whatever was corrected, accepted, issued or named anew since', async () => {
    const { body: edited } = await province.editor.put(
      `${aggregates}/${month.id}/sections/assessment`,
      { paragraphs: ['Tình hình ổn định.'] },
      ifMatch(month),
    );
    // What Hòa said is corrected, another report is accepted, and the ward turns out to be called otherwise.
    const corrected = await hoa.client.post(
      `${reports}/${said.id}/items/${said.items[0]!.id}/correct`,
      { reason: 'Nhầm khuynh hướng', item: province.item({ tendency: 'approve', strata: ['workers'] }) },
      ifMatch(said),
    );
    expect(corrected.status).toBe(200);
    await province.step(reports, corrected.body as OpinionReport, 'accept');
    await province.step(reports, waiting, 'accept');
    const unit = { id: province.areas.kyLua, code: '05977', name: 'Phường Đông Kinh', type: 'ward' } as const;
    const days = { parentCode: '20', validFrom: '2000-01-01', validTo: null };
    await province.service.publish(areaRecorded.of(unit.id, 2, { ...unit, ...days }));

    const issued = await province.issued(await province.approved(edited));
    for (const report of [issued, quarter]) {
      const anew = await rebuilt(report);
      expect(anew).toMatchObject({ same: true, rebuiltHash: report.contentHash, content: report.content });
      expect(contentHash(anew.content)).toBe(report.contentHash);
    }
    expect((await rebuilt(issued)).approvedHash).toBe(issued.contentHash);
    // What is built now is another.
    const next = await province.superseded(issued);
    expect(next.content!.items).toBe(5);
    expect(next.contentHash).not.toBe(issued.contentHash);
    expect(await rebuilt(next)).toMatchObject({ same: true, contentHash: next.contentHash });
  });

  it('has the text of a day', async () => {
    const { knownAt } = await rebuilt(month);
    const before = await rebuilt(month, `?asOf=${encodeURIComponent(knownAt)}`);
    expect(before).toMatchObject({ same: false, content: month.content });
    expect(before.rebuiltHash).toBe(month.contentHash);
    expect((await rebuild(month, '?asOf=yesterday')).status).toBe(400);
  });

  it('is refused to others, and of a report that other rules made', async () => {
    expect((await rebuild(month, '', province.service.as('reviewer'))).status).toBe(403);
    await province.service.database.query(
      `UPDATE reporting.aggregate_report SET content = jsonb_set(content, '{method}', '"aggregate-1"') WHERE id = $1`,
      [quarter.id],
    );
    expect(await rebuild(quarter)).toMatchObject({
      status: 409,
      body: { code: 'aggregate-report.other-method' },
    });
  });
});
