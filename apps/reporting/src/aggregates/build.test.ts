import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';
import type { NewOpinionItem, OpinionItem } from '#contracts/opinion';
import type { ExpectedReport, ReportingPeriod } from '#contracts/periods';
import { contentHash } from '#documents/canonical-json';
import { reopenRelease } from '#disclosure/gate';
import {
  aggregates,
  type Collaborator,
  periods,
  Province,
  reports,
  startWorker,
  type UnitName,
} from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let month: ReportingPeriod;
let draft: AggregateReport;
/** What was accepted, and by whom it was reported: counted by hand below. */
let heard: (OpinionItem & { reporter: string })[];

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  await heardBefore();
  month = await province.month({ dueAt: '2014-01-01T00:00:00Z' });
  heard = await hear(month);
  await province.closed(month);
  draft = await province.built(month);
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

/** The month before: three in Kỳ Lừa, of one topic. */
async function heardBefore(): Promise<void> {
  const before = await province.month();
  for (let count = 0; count < 3; count += 1) {
    await province.accepted(await province.collaborator(), before, [province.item()]);
  }
  await province.closed(before);
}

/** Five report from Kỳ Lừa, four from Đồng Đăng, two from Tam Thanh; not everything is accepted. */
async function hear(period: ReportingPeriod): Promise<typeof heard> {
  const topics = ['economy', 'culture-society', 'local-matters'];
  const tendencies = ['approve', 'oppose', 'undecided'] as const;
  const strata = [['farmers'], ['workers', 'party-members'], ['farmers', 'pensioners']];
  const prevalences = [
    { prevalence: 'some', basis: { conversations: 1, meetings: 0, places: 1 } },
    { prevalence: 'many', basis: { conversations: 6, meetings: 1, places: 2 } },
    { prevalence: 'overwhelming', basis: { conversations: 40, meetings: 2, places: 5 } },
  ] as const;
  const all: typeof heard = [];
  let turn = 0;
  const item = (unit: UnitName): NewOpinionItem => {
    turn += 1;
    return province.item({
      ...prevalences[turn % 3]!,
      topic: topics[(turn * 7) % 3]!,
      tendency: tendencies[turn % 4 === 3 ? 0 : turn % 4]!,
      strata: strata[(turn * 5) % 3]!,
      areaId: province.areas[unit],
      rumour: turn % 9 === 0,
      summary: `Ý kiến thứ ${turn} về đời sống`,
    });
  };
  const reporters: [UnitName, number][] = [
    ['kyLua', 5],
    ['dongDang', 4],
    ['tamThanh', 2],
  ];
  for (const [unit, count] of reporters) {
    for (let who = 0; who < count; who += 1) {
      const by: Collaborator = await province.collaborator(unit);
      const items = [item(unit), item(unit), item(unit), item(unit)];
      const filed = await province.filed(by, period, { items });
      // One report is never reviewed, of another one item is returned.
      if (unit === 'kyLua' && who === 0) continue;
      const returned = { reviseBy: '2026-12-01', items: [{ itemId: filed.items[0]!.id, reason: 'Chưa rõ' }] };
      const reviewed = await (unit === 'dongDang' && who === 0
        ? province.step(reports, filed, 'return', returned)
        : province.step(reports, filed, 'accept'));
      const accepted = reviewed.items.filter(({ state }) => state === 'accepted');
      all.push(...accepted.map((one) => ({ ...one, reporter: by.appointment.id })));
    }
  }
  return all;
}

const tableOf = (key: string): FigureTable => draft.content!.tables.find((table) => table.key === key)!;
const unitCodes = () =>
  new Map([
    [province.areas.kyLua, '05977'],
    [province.areas.dongDang, '06187'],
    [province.areas.tamThanh, '05983'],
  ]);

/** In which rows and in which column of a table an item counts. */
const places: Record<string, (item: OpinionItem) => { rows: string[]; column: string }> = {
  tendency: ({ topic, tendency }) => ({ rows: [topic], column: tendency }),
  prevalence: ({ topic, prevalence }) => ({ rows: [topic], column: prevalence }),
  stratum: ({ strata, tendency }) => ({ rows: strata, column: tendency }),
  area: ({ areaId, tendency }) => ({ rows: [unitCodes().get(areaId)!], column: tendency }),
};

/** Every figure of a table beside what counting by hand gives for it. */
function recounted(key: string) {
  const table = tableOf(key);
  const count = (row?: string, column?: string) => {
    const own = heard.filter((item) => {
      const place = places[key]!(item);
      return (
        (row === undefined || place.rows.includes(row)) && (column === undefined || place.column === column)
      );
    });
    return { count: own.length, reporters: new Set(own.map(({ reporter }) => reporter)).size };
  };
  return {
    broken: table.rows.flatMap((row, i) => [
      { figure: table.rowTotals[i]!, ...count(row.key) },
      ...table.columns.map((column, j) => ({ figure: table.cells[i]![j]!, ...count(row.key, column.key) })),
    ]),
    totals: [
      { figure: table.total, ...count() },
      ...table.columns.map((column, j) => ({
        figure: table.columnTotals[j]!,
        ...count(undefined, column.key),
      })),
    ],
  };
}

describe('the figures of a built report', () => {
  it.each(['tendency', 'prevalence'])(
    'by topic and %s are those of counting by hand, every one shown',
    (key) => {
      const { broken, totals } = recounted(key);
      for (const { figure, count } of [...broken, ...totals]) expect(figure).toEqual({ value: count });
      expect(totals[0]!.count).toBe(heard.length);
    },
  );

  it.each(['stratum', 'area'])('by %s are those of counting by hand, or withheld with a reason', (key) => {
    const { broken, totals } = recounted(key);
    expect(broken.some(({ figure }) => (figure.value ?? 0) > 0)).toBe(true);
    for (const { figure, count, reporters } of broken) {
      if (figure.value !== null) expect(figure).toEqual({ value: count });
      else expect(figure.reason).toMatch(/^(protected|small-base)$/);
      if (count > 0 && reporters < 3) expect(figure.value).toBeNull();
    }
    for (const { figure, count } of totals) expect(figure).toEqual({ value: count });
  });

  it('say nothing of a unit with two reporters', () => {
    const table = tableOf('area');
    const tamThanh = table.rows.findIndex(({ key }) => key === '05983');
    expect(table.rowTotals[tamThanh]).toEqual({ value: null, reason: 'protected' });
    expect(table.cells[tamThanh]!.map(({ value }) => value)).toEqual([null, null, null]);
    expect(table.threshold).toBe(3);
  });

  it('show how topics moved since the month before', () => {
    const trend = tableOf('trend');
    const of = (topic: string) =>
      trend.cells[trend.rows.findIndex(({ key }) => key === topic)]!.map(({ value }) => value);
    expect(trend.columns.map(({ key }) => key).at(-1)).toBe(month.code);
    expect(of('economy').at(-2)).toBe(3);
    for (const topic of ['economy', 'culture-society', 'international']) {
      expect(of(topic).at(-1)).toBe(heard.filter((item) => item.topic === topic).length);
    }
  });

  it('tell of the discipline what was frozen when the period closed', async () => {
    const { body } = await province.editor.get(`${periods}/${month.id}/expected-reports?limit=100`);
    const rows: ExpectedReport[] = body.items;
    expect(draft.content!.discipline).toEqual([
      {
        level: 'commune',
        expected: rows.length,
        received: rows.filter(({ received }) => received).length,
        onTime: 0,
      },
    ]);
    expect(rows.filter(({ received }) => received)).toHaveLength(11);
  });

  it('are kept as the gate released them', async () => {
    const [row] = await province.service.database.query<{ tables: unknown[] }>(
      'SELECT tables FROM reporting.aggregate_release WHERE aggregate_id = $1',
      [draft.id],
    );
    expect(row!.tables).toHaveLength(4);
    for (const table of row!.tables) expect(() => reopenRelease(table)).not.toThrow();
  });
});

describe('the text of a built report', () => {
  const words = () => draft.content!.sections.flatMap(({ paragraphs }) => paragraphs).join('\n');

  it('has the sections of the form, and a topic only where something was heard', () => {
    expect(draft.content!.sections.map(({ key }) => key)).toEqual([
      'overview',
      'economy',
      'culture-society',
      'local-matters',
      'assessment',
      'recommendations',
      'discipline',
      'training',
    ]);
  });

  it('speaks of opinions, not of people, and quotes what was accepted', () => {
    expect(words()).toContain(`phản ánh ${heard.length} luồng ý kiến`);
    expect(words()).toContain('không phải số người');
    const accepted = heard.filter(({ summary }) => words().includes(summary));
    expect(accepted.length).toBeGreaterThan(0);
    const quoted = words().match(/Ý kiến thứ \d+ về đời sống/g)!;
    expect(quoted.every((summary) => heard.some((item) => item.summary === summary))).toBe(true);
  });

  it('bears the hash of its content', () => {
    expect(draft.contentHash).toBe(contentHash(draft.content));
    expect(draft.content!.items).toBe(heard.length);
  });
});

describe('building', () => {
  const start = (period: { id: string }, by = province.editor) =>
    by.post(aggregates, { periodId: period.id });
  /** A month, now closed, with one report of it still to be reviewed. */
  const heardALittle = async () => {
    const period = await province.month();
    await province.accepted(await province.collaborator(), period, [province.item()]);
    const waiting = await province.filed(await province.collaborator(), period);
    return { period: await province.closed(period), waiting };
  };
  const withdrawn = (report: AggregateReport) =>
    province.step(aggregates, report, 'withdraw', { reason: 'Làm lại' });

  it('is a job that tells what it made', async () => {
    const { body: job } = await province.editor.get(`/v1/reporting/jobs/${draft.jobId}`);
    expect(job).toMatchObject({ state: 'completed', progress: 100, result: { aggregateId: draft.id } });
  });

  it('again after a withdrawal gives the same to the last byte', async () => {
    const first = draft;
    expect(await withdrawn(first)).toMatchObject({ state: 'withdrawn' });
    const second = await province.built(month);
    expect(second.id).not.toBe(first.id);
    expect(second.contentHash).toBe(first.contentHash);
    expect(second.content).toEqual(first.content);
    expect(await start(month)).toMatchObject({ status: 409, body: { code: 'resource.conflict' } });

    // Nor does it change when the first one has been seen outside.
    await withdrawn(await province.issued(await province.approved(second)));
    const third = await province.built(month);
    expect(third.content).toEqual(first.content);
    expect(third.contentHash).toBe(first.contentHash);
  });

  it('waits for the close of the period', async () => {
    const open = await province.month();
    expect(await start(open)).toMatchObject({ status: 409, body: { code: 'period.open' } });
    expect(await start({ id: randomUUID() })).toMatchObject({
      status: 422,
      body: { code: 'aggregate-report.no-period' },
    });
  });

  it('is asked for once, also by two at the same moment', async () => {
    const { period } = await heardALittle();
    const answers = await Promise.all([start(period), start(period)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  it('says so when nothing was heard', async () => {
    const quiet = await province.built(await province.closed(await province.month()));
    expect(quiet.content!.items).toBe(0);
    expect(quiet.content!.sections[0]!.paragraphs).toEqual(['Trong kỳ không có ý kiến nào được tiếp nhận.']);
  });

  it('is the editor’s', async () => {
    for (const role of ['approver', 'reviewer', 'collaborator', 'administrator', 'recipient'] as const) {
      expect((await start(month, province.service.as(role))).status, role).toBe(403);
    }
  });

  it('does not bring back what was withdrawn meanwhile', async () => {
    await worker.stop();
    const { period } = await heardALittle();
    const { body: building } = await start(period);
    expect(building).toMatchObject({ state: 'building', contentHash: null });
    expect((await province.editor.get(`${aggregates}/${building.id}/document.docx`)).status).toBe(409);
    await withdrawn(building);
    worker = await startWorker(province.service);
    expect(await province.finished(building.jobId)).toMatchObject({ state: 'completed' });
    const { body } = await province.editor.get(`${aggregates}/${building.id}`);
    expect(body).toMatchObject({ state: 'withdrawn', content: null });
  });

  it('counts what is accepted after a first report was withdrawn', async () => {
    const { period, waiting } = await heardALittle();
    const first = await province.built(period);
    await province.step(reports, waiting, 'accept');
    await withdrawn(first);
    const second = await province.built(period);
    expect([first.content!.items, second.content!.items]).toEqual([1, 2]);
    expect(second.contentHash).not.toBe(first.contentHash);
  });
});
