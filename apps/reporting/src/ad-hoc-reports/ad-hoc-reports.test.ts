import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpinionReport, opinionReportChanged } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { type Collaborator, periods, Province, reports } from '../province.fixture.js';

let province: Province;
let month: ReportingPeriod;
let hoa: Collaborator;
beforeAll(async () => {
  province = await Province.open();
  month = await province.month();
  hoa = await province.collaborator();
  await province.reviewedAt('kyLua');
});
afterAll(() => province?.close());

const pathOf = ({ id }: { id: string }) => `${reports}/${id}`;
const urgent = (changes: object = {}) => province.filed(hoa, month, { kind: 'ad-hoc', ...changes });
const firstReadAt = async (report: OpinionReport): Promise<string | null> =>
  (await hoa.client.get(pathOf(report))).body.firstReadAt;
const readings = async () => (await province.editor.get(`${periods}/${month.id}/ad-hoc-readings`)).body;

describe('an ad-hoc report', () => {
  it('is told of with its kind, so that its reviewers hear of it at once', async () => {
    const report = await urgent();
    const [told] = await eventually(() => {
      const events = province.service
        .sent(opinionReportChanged)
        .filter(({ subject }) => subject === report.id);
      expect(events).toHaveLength(1);
      return events;
    });
    expect(told!.data).toMatchObject({ kind: 'ad-hoc', state: 'submitted', before: null });
  });

  it('shows when it was first read by whoever reviews it, not by its author', async () => {
    const report = await urgent();
    expect(report.firstReadAt).toBeNull();
    expect(await firstReadAt(report)).toBeNull();
    const { body } = await province.reviewer('kyLua').get(pathOf(report));
    expect(Date.parse(body.firstReadAt)).toBeGreaterThanOrEqual(Date.parse(report.filedAt!));
    await province.editor.get(pathOf(report));
    expect(await firstReadAt(report)).toBe(body.firstReadAt);
  });

  it('is not read by somebody whose area it is not in', async () => {
    const report = await urgent();
    expect((await province.reviewer('dongDang').get(pathOf(report))).status).toBe(404);
    expect(await firstReadAt(report)).toBeNull();
  });

  it('is read by whoever takes it in hand', async () => {
    const report = await urgent();
    const received = await province
      .reviewer('kyLua')
      .post(`${pathOf(report)}/receive`, undefined, ifMatch(report));
    expect(received).toMatchObject({ status: 200, body: { firstReadAt: expect.any(String) } });
    expect(await firstReadAt(report)).toBe(received.body.firstReadAt);
  });

  it('is not read while it is a draft, nor is a periodic report timed', async () => {
    const draft = await urgent({ submit: false });
    await province.editor.get(pathOf(draft));
    const periodic = await province.filed(hoa, month);
    await province.editor.get(pathOf(periodic));
    expect([await firstReadAt(draft), await firstReadAt(periodic)]).toEqual([null, null]);
  });
});

describe('the readings of a period', () => {
  it('are counted, with the median of the hours they took', async () => {
    month = await province.month();
    expect(await readings()).toEqual({ filed: 0, read: 0, medianHoursToFirstReading: null });
    const filed = [await urgent(), await urgent(), await urgent(), await urgent()];
    for (const [index, hours] of [1, 2, 6].entries()) {
      await province.service.database.query(
        `UPDATE reporting.opinion_report SET first_read_at = filed_at + $2 * interval '1 hour' WHERE id = $1`,
        [filed[index]!.id, hours],
      );
    }
    expect(await readings()).toEqual({ filed: 4, read: 3, medianHoursToFirstReading: 2 });
  });

  it('are not for other systems', async () => {
    const client = province.service.asClient('reporting-period.read');
    expect((await client.get(`${periods}/${month.id}/ad-hoc-readings`)).status).toBe(403);
  });
});
