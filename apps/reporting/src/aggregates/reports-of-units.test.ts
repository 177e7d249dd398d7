import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch } from '#testing/test-service';
import {
  aggregates,
  heardIn,
  muchLater,
  periods,
  Province,
  startWorker,
  type UnitName,
} from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let january: ReportingPeriod;
let february: ReportingPeriod;
let march: ReportingPeriod;

/** So many people of a unit report something each. */
async function heard(
  unit: UnitName,
  people: number,
  month: ReportingPeriod,
  topic = 'economy',
): Promise<void> {
  for (let count = 0; count < people; count += 1) {
    const item = heardIn(province.areas[unit], {
      topic,
      summary: `Nghe ở ${unit} về ${topic}, lần ${count}`,
    });
    await province.accepted(await province.collaborator(unit), month, [item]);
  }
}

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  january = await province.month();
  february = await province.month();
  march = await province.month();
  for (const unit of ['kyLua', 'dongDang', 'tamThanh'] as const) {
    await heard(unit, 6, january);
    if (unit !== 'kyLua') await heard(unit, 6, january, 'culture-society');
  }
  for (const unit of ['kyLua', 'dongDang', 'tamThanh'] as const) await heard(unit, 4, february);
  await heard('kyLua', 3, march);
  await heard('dongDang', 4, march);
  await heard('tamThanh', 2, march);
  january = await province.closed(january);
  february = await province.closed(february);
  march = await province.closed(march);
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const start = (period: { id: string }, unit: UnitName) =>
  province.editor.post(aggregates, { periodId: period.id, areaId: province.areas[unit] });
const table = (report: AggregateReport, key = 'tendency'): FigureTable =>
  report.content!.tables.find((one) => one.key === key)!;
const ofTopic = (report: AggregateReport, topic: string) =>
  table(report).rowTotals[table(report).rows.findIndex(({ key }) => key === topic)]!.value;
const issue = async (report: AggregateReport) => province.issued(await province.approved(report));

describe('the aggregate report of a unit', () => {
  let kyLua: AggregateReport;
  let dongDang: AggregateReport;

  it('tells of a closed period what at least three in the unit reported, and what its network owed', async () => {
    kyLua = await province.built(january, 'kyLua');
    dongDang = await province.built(january, 'dongDang');
    expect(kyLua).toMatchObject({
      areaCode: '05977',
      title: 'Tình hình dư luận xã hội tháng 1 năm 2010 tại Phường Kỳ Lừa',
      content: { unit: { code: '05977', name: 'Phường Kỳ Lừa' }, items: 6, dominated: [], surveys: [] },
    });
    expect([ofTopic(kyLua, 'economy'), ofTopic(kyLua, 'culture-society')]).toEqual([6, 0]);
    expect(kyLua.content!.discipline).toEqual([expect.objectContaining({ level: 'commune', received: 6 })]);
    const said = JSON.stringify(kyLua.content!.sections);
    expect(said).toContain('Nghe ở kyLua về economy');
    for (const other of ['culture-society', 'dongDang', 'training']) expect(said).not.toContain(other);
    expect(dongDang.content!.items).toBe(12);
  });

  it('is withheld as a whole where too few reported', async () => {
    const few = await province.built(march, 'tamThanh');
    expect(few.content!.items).toBeNull();
    expect(few.content!.tables).toEqual([]);
    const [overview] = few.content!.sections;
    expect(overview!.paragraphs).toEqual([
      'Số liệu của đơn vị trong kỳ dựa trên quá ít người phản ánh nên không nêu.',
    ]);
    expect(JSON.stringify(few.content!.sections)).not.toContain('Nghe ở');
  });

  it('comes as a document, with its figures traced, and is made anew as it was', async () => {
    const file = await province.editor.get(`${aggregates}/${kyLua.id}/document.docx`);
    const text = strFromU8(unzipSync(file.body as Buffer)['word/document.xml']!).replace(/<[^>]+>/g, '');
    expect(text).toContain('tại Phường Kỳ Lừa');
    const figure = await province.editor.get(`/v1/reporting/figures/${kyLua.id}~tendency~~`);
    expect(figure.body).toMatchObject({ value: 6, parts: [{ periodCode: '2010-01', value: 6 }] });
    for (const one of [kyLua, dongDang])
      expect((await province.approver.get(`${aggregates}/${one.id}/rebuild`)).body).toMatchObject({
        same: true,
      });
  });

  it('is issued beside those of other units and of the province, each held against the others', async () => {
    const whole = await province.built(january);
    const [one, other] = [await issue(kyLua), await issue(dongDang)];
    expect([one.number, other.number]).toEqual([1, 2]);
    // The province was counted before any unit was issued.
    const approved = await province.approved(whole);
    const signer = { signer: { position: 'TRƯỞNG BAN', name: null } };
    const late = await province.editor.post(`${aggregates}/${whole.id}/issue`, signer, ifMatch(approved));
    expect(late).toMatchObject({ status: 409, body: { code: 'aggregate-report.overtaken' } });
    await province.step(aggregates, approved, 'withdraw', { reason: 'Lập lại' });
    const anew = await issue(await province.built(january));
    expect(anew).toMatchObject({ areaCode: null, number: 3 });
    expect(table(anew).total.value).toBe(30);
    expect((await start(january, 'kyLua')).status).toBe(409);
    const list = await province.editor.get(`${aggregates}?filter[areaCode][eq]=05977`);
    expect(list.body.items.map(({ id }: AggregateReport) => id)).toEqual([kyLua.id]);
    const next = await province.superseded(one);
    expect(next).toMatchObject({ areaCode: '05977', title: kyLua.title });
    expect(table(next)).toEqual(table(kyLua));
  });

  it('leaves the reports that it counts to that of the province, and dashboards as they are', async () => {
    await issue(await province.built(february, 'kyLua'));
    const states = await province.service.database.query(
      `SELECT DISTINCT state FROM reporting.opinion_report WHERE period_id = $1`,
      [february.id],
    );
    expect(states).toEqual([{ state: 'accepted' }]);
    const dashboard = await province.editor.get(`/v1/reporting/dashboards/areas?periodId=${february.id}`);
    expect(dashboard.body.period).toMatchObject({ code: '2010-02', state: 'not-issued' });
  });

  it('of a quarter is the sum of what its months show', async () => {
    const dates = { startsOn: '2010-01-01', endsOn: '2010-03-31', dueAt: muchLater };
    const spring = await province.editor.post(periods, { code: '2010-Q1', kind: 'quarterly', ...dates });
    const quarter = await province.built(await province.closed(spring.body), 'kyLua');
    expect(quarter.content!.parts).toEqual(['2010-01', '2010-02', '2010-03']);
    const economy = await province.editor.get(`/v1/reporting/figures/${quarter.id}~tendency~economy~oppose`);
    const parts: (number | null)[] = economy.body.parts.map(({ value }: { value: number | null }) => value);
    expect(parts.slice(0, 2)).toEqual([6, 4]);
    // In March the others withhold those of Tam Thanh, of which too few spoke.
    expect(economy.body.value).toBe(parts[2] === null ? null : 6 + 4 + parts[2]!);
    expect((await province.approver.get(`${aggregates}/${quarter.id}/rebuild`)).body.same).toBe(true);
  });

  it('is refused of what is no unit below the province, of requests, and while the period is open', async () => {
    const refused = { status: 422, body: { code: 'aggregate-report.no-unit' } };
    expect(await start(january, 'province')).toMatchObject(refused);
    const nowhere = { periodId: january.id, areaId: january.id };
    expect(await province.editor.post(aggregates, nowhere)).toMatchObject(refused);
    const open = await province.month();
    expect(await start(open, 'kyLua')).toMatchObject({ status: 409, body: { code: 'period.open' } });
  });
});
