import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport } from '#contracts/aggregates';
import { appointmentRecorded } from '#contracts/people';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch } from '#testing/test-service';
import { aggregates, type Collaborator, periods, Province, startWorker } from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let month: ReportingPeriod;
let left: Collaborator;
let report: AggregateReport;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  month = await province.month();
  left = await province.collaborator();
  for (let count = 0; count < 3; count += 1)
    await province.accepted(await province.collaborator(), month, [province.item()]);
  month = await province.closed(month);
  report = await province.built(month);
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const reason = { reason: 'Quyết định thôi làm cộng tác viên được ghi muộn' };
const correct = (period = month, body: unknown = reason, by = province.editor) =>
  by.post(`${periods}/${period.id}/corrections`, body, ifMatch(period));
const corrections = async () => (await province.editor.get(`${periods}/${month.id}/corrections`)).body.items;
const discipline = async () => (await province.editor.get(`${periods}/${month.id}/discipline`)).body.items;
const recorded = ({ appointment }: Collaborator, version: number, to: string | null) =>
  province.service.publish(appointmentRecorded.of(appointment.id, version, { ...appointment, to }));

describe('a correction of what was frozen', () => {
  it('is refused while nothing is frozen, nothing is otherwise, or the reason leads to a person', async () => {
    const open = await province.month();
    expect(await correct(open)).toMatchObject({ status: 409, body: { code: 'period.open' } });
    expect(await correct()).toMatchObject({ status: 409, body: { code: 'period.nothing-to-correct' } });
    expect(await correct(month, { reason: 'Gọi 0912 345 678 để hỏi' })).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data', errors: [{ path: 'reason' }] },
    });
    expect((await correct({ ...month, version: month.version - 1 })).status).toBe(412);
    expect((await correct(month, reason, left.client)).status).toBe(403);
    expect(await corrections()).toEqual([]);
  });

  it('leaves what nobody corrects as it was frozen, and then reckons it from what is known by now', async () => {
    await recorded(left, 2, '2010-01-15');
    expect(await discipline()).toMatchObject([{ level: 'commune', expected: 4, received: 3 }]);
    const { status, body } = await correct();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      number: 1,
      ...reason,
      reports: 1,
      levels: [
        {
          level: 'commune',
          before: { expected: 4, received: 3, onTime: 3 },
          after: { expected: 3, received: 3, onTime: 3 },
        },
      ],
    });
    expect(await discipline()).toMatchObject([{ level: 'commune', expected: 3, received: 3 }]);
    expect((await correct()).status).toBe(412);
    month = (await province.editor.get(`${periods}/${month.id}`)).body;
    expect(await correct()).toMatchObject({ status: 409, body: { code: 'period.nothing-to-correct' } });

    await recorded(left, 3, null);
    expect((await correct()).body).toMatchObject({ number: 2, reports: 1 });
    expect(await discipline()).toMatchObject([{ expected: 4 }]);
    expect(await corrections()).toMatchObject([body, { number: 2, levels: [{ after: { expected: 4 } }] }]);
  });

  it('is what later reports tell, while one that was built before is made anew as it was', async () => {
    await recorded(left, 4, '2010-01-15');
    month = (await province.editor.get(`${periods}/${month.id}`)).body;
    expect((await correct()).status).toBe(201);
    expect(report.content!.discipline).toMatchObject([{ expected: 4 }]);
    const { body: anew } = await province.approver.get(`${aggregates}/${report.id}/rebuild`);
    expect(anew).toMatchObject({ same: true, rebuiltHash: report.contentHash });

    const issued = await province.issued(await province.approved(report));
    const next = await province.superseded(issued);
    expect(next.content!.discipline).toMatchObject([{ expected: 3, received: 3 }]);
  });

  it('is on record with who it was about, and told to others without figures', async () => {
    const entries = await province.service.database.query(
      `SELECT details FROM reporting.audit_entry WHERE action = 'reporting-period.correct' ORDER BY seq`,
    );
    expect(entries).toMatchObject(
      [1, 2, 3].map((number) => ({ details: { number, appointments: [left.appointment.id] } })),
    );
  });
});
