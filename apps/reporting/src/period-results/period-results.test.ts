import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { AggregateReport } from '#contracts/aggregates';
import { trainingFiguresCounted } from '#contracts/conference-events';
import type { NewReportingPeriod, ReportingPeriod } from '#contracts/periods';
import { surveyReleasePublished, surveyReleaseWithdrawn } from '#contracts/survey-events';
import { aggregates, periods, Province, startWorker } from '../province.fixture.js';

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

type Unit = z.infer<typeof trainingFiguresCounted.data>['units'][number];
type Release = z.infer<typeof surveyReleasePublished.data>;

const unit = (changes: Partial<Unit> = {}): Unit => ({
  areaId: province.areas.kyLua,
  classesHeld: 1,
  attended: 30,
  passed: 28,
  certificatesGiven: 28,
  conferencesHeld: 1,
  conferenceAttendance: 120,
  statements: 5,
  openActionItems: 2,
  ...changes,
});
const trained = ({ id, startsOn, endsOn }: ReportingPeriod, units: Unit[], version = 2) =>
  province.service.publish(
    trainingFiguresCounted.of(id, version, { periodId: id, startsOn, endsOn, units, coverage: [] }),
  );

const release = (changes: Partial<Release> = {}): Release => ({
  id: randomUUID(),
  planId: randomUUID(),
  title: 'Điều tra về chuyển đổi số',
  kind: 'full-survey',
  design: 'stratified',
  probability: true,
  release: 1,
  releasedOn: '2010-01-20',
  fieldStartsOn: '2010-01-02',
  fieldEndsOn: '2010-01-12',
  headlines: [
    {
      item: 'q1',
      wording: 'Mức độ hài lòng',
      category: 'Hài lòng',
      estimate: 0.4531,
      reason: null,
      low: 0.41,
      high: 0.495,
      base: 512,
    },
    {
      item: 'q2',
      wording: 'Điểm trung bình',
      category: null,
      estimate: 6.25,
      reason: null,
      low: null,
      high: null,
      base: 500,
    },
    {
      item: 'q3',
      wording: 'Từng nộp hồ sơ trực tuyến',
      category: 'Có',
      estimate: null,
      reason: 'small-base',
      low: null,
      high: null,
      base: null,
    },
  ],
  ...changes,
});
const told = (one: Release) =>
  province.service.publish(surveyReleasePublished.of(one.planId, one.release, one));

async function built(period: ReportingPeriod): Promise<AggregateReport> {
  await province.closed((await province.editor.get(`${periods}/${period.id}`)).body);
  return province.built(period);
}
const textOf = (report: AggregateReport, key: string): string[] | undefined =>
  report.content!.sections.find((section) => section.key === key)?.paragraphs;
const rebuilt = async ({ id }: AggregateReport): Promise<boolean> => {
  const { status, body } = await province.editor.get(`${aggregates}/${id}/rebuild`);
  expect(status).toBe(200);
  return body.same;
};
/** A month, and the quarter around it, of a year of their own. */
async function monthsOf(year: number, count: number): Promise<[ReportingPeriod, ...ReportingPeriod[]]> {
  const all: NewReportingPeriod[] = Array.from({ length: count }, (_, index) => {
    const [startsOn, endsOn] = [Date.UTC(year, index, 1), Date.UTC(year, index + 1, 0)].map((time) =>
      new Date(time).toISOString().slice(0, 10),
    ) as [string, string];
    return { code: startsOn.slice(0, 7), kind: 'monthly', startsOn, endsOn, dueAt: '2199-01-01T00:00:00Z' };
  });
  return (await Promise.all(all.map((one) => province.month(one)))) as [
    ReportingPeriod,
    ...ReportingPeriod[],
  ];
}

describe('what training did in a period', () => {
  it('stands in its report, added up over the units, and few people are not counted out', async () => {
    const month = await province.month();
    const other = { areaId: province.areas.dongDang, certificatesGiven: 0, attended: 5 };
    await trained(month, [unit({ certificatesGiven: 8 }), unit(other)]);
    const report = await built(month);
    expect(report.content!.training).toEqual({
      classesHeld: 2,
      attended: { value: 35 },
      certificatesGiven: { value: null, reason: 'small-base' },
      conferencesHeld: 2,
      conferenceAttendance: { value: 240 },
      statements: 10,
      openActionItems: 4,
    });
    expect(textOf(report, 'training')).toEqual([
      'Tập huấn: 2 lớp; dự học: 35 lượt người; được cấp giấy chứng nhận: số người không công bố.',
      'Hội nghị: 2 cuộc; dự: 240 lượt người; 10 lượt phát biểu; cuối kỳ còn 4 việc đang theo dõi.',
    ]);
    expect(textOf(report, 'discipline')).toBeDefined();
  });

  it('is said to be missing, and what comes later does not change the report made anew', async () => {
    const month = await province.month();
    const report = await built(month);
    expect(report.content!.training).toBeNull();
    expect(textOf(report, 'training')).toEqual([expect.stringContaining('chưa có đủ số liệu')]);
    await trained(month, [unit()]);
    expect(await rebuilt(report)).toBe(true);
    await province.step(aggregates, report, 'withdraw', { reason: 'Chưa có số liệu tập huấn' });
    const again = await province.built(month);
    expect(again.content!.training).toMatchObject({ classesHeld: 1 });
    // What was counted last counts, in whatever order it comes.
    await trained(month, [unit({ classesHeld: 9 })], 4);
    await trained(month, [unit({ classesHeld: 7 })], 3);
    expect(await rebuilt(again)).toBe(true);
    await province.step(aggregates, again, 'withdraw', { reason: 'Số liệu mới' });
    expect((await province.built(month)).content!.training).toMatchObject({ classesHeld: 9 });
  });

  it('adds up in a quarter, where a sum would not tell what a month withholds', async () => {
    const months = await monthsOf(1990, 3);
    const span = { startsOn: '1990-01-01', endsOn: '1990-03-31' };
    const quarter = await province.month({ code: '1990-Q1', kind: 'quarterly', ...span });
    for (const [index, month] of months.entries())
      await trained(month, [unit({ attended: [40, 20, 4][index]!, openActionItems: 3 - index })]);
    for (const month of months) await province.closed(month);
    const { training } = (await built(quarter)).content!;
    expect(training).toMatchObject({
      classesHeld: 3,
      attended: { value: null, reason: 'small-base' },
      certificatesGiven: { value: 84 },
      openActionItems: 1,
    });
  });
});

describe('what surveys found', () => {
  it('stands in the report of the period in which it came out, as the survey tells it', async () => {
    const [january, february] = await monthsOf(1991, 2);
    await told(release({ releasedOn: '1991-01-31' }));
    const report = await built(january);
    expect(textOf(report, 'surveys')).toEqual([
      'Điều tra về chuyển đổi số (điều tra; thu thập từ ngày 02/01/2010 đến ngày 12/01/2010; công bố ngày 31/01/1991). Mẫu xác suất: kết quả là ước lượng cho tổng thể điều tra.',
      '- Mức độ hài lòng – Hài lòng: 45,3% (từ 41% đến 49,5%; 512 người trả lời)',
      '- Điểm trung bình: 6,25 (500 người trả lời)',
      '- Từng nộp hồ sơ trực tuyến – Có: không công bố',
    ]);
    expect(report.content!.surveys).toHaveLength(1);
    expect(textOf(await built(february!), 'surveys')).toBeUndefined();
    expect(await rebuilt(report)).toBe(true);
  });

  it('has no interval where the sample has no probabilities, and says so', async () => {
    const [month] = await monthsOf(1992, 1);
    await told(release({ releasedOn: '1992-01-10', kind: 'poll', design: 'opt-in', probability: false }));
    const [head, first] = textOf(await built(month), 'surveys')!;
    expect(head).toContain('Mẫu không xác suất: kết quả chỉ nói về những người trả lời');
    expect(first).toBe('- Mức độ hài lòng – Hài lòng: 45,3% (512 người trả lời)');
  });

  it('is the last release that is not withdrawn, as it was known when the report was built', async () => {
    const [month] = await monthsOf(1993, 1);
    const one = release({ releasedOn: '1993-01-10', title: 'Bản đầu' });
    const next = { ...one, release: 2, releasedOn: '1993-01-20', title: 'Bản sau' };
    await told(next);
    await told(one);
    const report = await built(month);
    const titles = ({ content }: AggregateReport) => content!.surveys!.map(({ title }) => title);
    expect(titles(report)).toEqual(['Bản sau']);
    const { id, planId } = one;
    await province.service.publish(surveyReleaseWithdrawn.of(planId, 3, { id, planId, release: 2 }));
    expect(await rebuilt(report)).toBe(true);
    await province.step(aggregates, report, 'withdraw', { reason: 'Kết quả bị rút' });
    expect(titles(await province.built(month))).toEqual(['Bản đầu']);
  });
});
