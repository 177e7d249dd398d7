import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Allowance, AllowanceContent, AllowanceSheet } from '#contracts/allowances';
import type { Contract } from '#contracts/contracts';
import { contentHash } from '#documents/canonical-json';
import { readSheets, sheetTypes } from '#documents/sheets';
import { ifMatch } from '#testing/test-service';
import { ContractOffice, done, salaries, sheets } from '../contracts/contracts.fixture.js';

const allowances = '/v1/registry/allowances';

let office: ContractOffice;

beforeAll(async () => {
  office = await ContractOffice.open();
  await salary('2026-07-01', 2_530_000);
  await salary('2027-07-01', 2_600_000);
});
afterAll(() => office?.close());

const draw = (month: string) => office.registrar.post(sheets, { month });
const redraw = (sheet: AllowanceSheet) =>
  office.registrar.post(`${sheets}/${sheet.id}/redraw`, undefined, ifMatch(sheet));
const approve = (sheet: AllowanceSheet, hash = sheet.contentHash) =>
  office.service
    .as('approver', { secondFactor: true })
    .post(`${sheets}/${sheet.id}/approve`, { contentHash: hash }, ifMatch(sheet));
const approved = async (month: string): Promise<AllowanceSheet> =>
  done(await approve(done(await draw(month))));
const calculated = async (month: string, query = ''): Promise<AllowanceContent> =>
  done(await office.registrar.get(`${sheets}/calculations/${month}${query}`));
const entryOf = ({ entries }: AllowanceContent, { id }: Contract) =>
  entries.find(({ contractId }) => contractId === id);
const salary = async (validFrom: string, amount: number, correction: string | null = null) =>
  done(await office.registrar.post(salaries, { validFrom, amount, legalBasis: 'Nghị định mẫu', correction }));
const correct = (validFrom: string, amount: number) => salary(validFrom, amount, 'Đính chính');

/** A contract of that much, so many months from a day. */
const contract = async (name: string, startsOn: string, termMonths: number, coefficient: number) =>
  office.signed(await office.appointed(name), { startsOn, termMonths, coefficient });

describe('an allowance sheet', () => {
  it('holds every contract of the month, its days, the base salary and the sums', async () => {
    const whole = await contract('Nông Văn Một', '2026-01-01', 12, 0.3);
    const late = await contract('Nông Văn Hai', '2026-07-16', 6, 0.4);
    const over = await contract('Nông Văn Ba', '2026-01-01', 6, 0.3);
    const july = done(await draw('2026-07')) as AllowanceSheet;
    expect(july).toMatchObject({ month: '2026-07', state: 'draft', version: 1, total: 759_000 + 522_323 });
    const { content } = july;
    expect(entryOf(content, whole)).toMatchObject({
      spans: [{ from: '2026-07-01', to: '2026-07-31', days: 31, baseSalary: 2_530_000 }],
      coefficient: 0.3,
      amount: 759_000,
    });
    // 2,530,000 × 0.4 × 16 ÷ 31 = 522,322.58
    expect(entryOf(content, late)!.amount).toBe(522_323);
    expect(entryOf(content, over)).toBeUndefined();
    expect(content.byLevel).toEqual([
      { level: 'province', contracts: 2, amount: 1_281_323, differences: 0, total: 1_281_323 },
    ]);
    expect(content.byOrganisation).toHaveLength(1);
    expect(content.totals).toEqual({ contracts: 2, amount: 1_281_323, differences: 0, total: 1_281_323 });
    expect(july.contentHash).toBe(contentHash(content));
    const june = await calculated('2026-06');
    expect(june.entries.map(({ amount }) => amount)).toEqual([702_000, 702_000]);
  });

  it('is drawn once for a month, and anew while it is a draft', async () => {
    const sheet = done(await draw('2026-08')) as AllowanceSheet;
    expect((await draw('2026-08')).status).toBe(409);
    const added = await contract('Nông Văn Bốn', '2026-08-01', 1, 0.5);
    expect(entryOf(sheet.content, added)).toBeUndefined();
    expect(await approve(sheet)).toMatchObject({
      status: 409,
      body: { code: 'allowance-sheet.content-changed' },
    });
    const again = done(await redraw(sheet)) as AllowanceSheet;
    expect(entryOf(again.content, added)!.amount).toBe(1_265_000);
    expect((await redraw(sheet)).status).toBe(412);
    expect((await approve(again, sheet.contentHash)).status).toBe(409);
    const frozen = done(await approve(again));
    expect(frozen).toMatchObject({ state: 'approved', contentHash: again.contentHash, version: 3 });
    expect(frozen.approvedAt).not.toBeNull();
    expect((await redraw(frozen)).body.code).toBe('allowance-sheet.approved');
    expect((await approve(frozen)).body.code).toBe('allowance-sheet.approved');
  });

  it('follows a base salary that changes within the term and within the month', async () => {
    const one = await contract('Nông Văn Năm', '2027-05-01', 4, 0.2);
    const amounts = async (...months: string[]) => {
      const all = [];
      for (const month of months) all.push(entryOf(await calculated(month), one)?.amount);
      return all;
    };
    expect(await amounts('2027-04', '2027-05', '2027-06', '2027-07', '2027-08', '2027-09')).toEqual([
      undefined,
      506_000,
      506_000,
      520_000,
      520_000,
      undefined,
    ]);
    await correct('2027-06-16', 2_560_000);
    expect(entryOf(await calculated('2027-06'), one)).toMatchObject({
      spans: [
        { days: 15, baseSalary: 2_530_000 },
        { days: 15, baseSalary: 2_560_000 },
      ],
      amount: 509_000,
    });
  });

  it('is not drawn for days without a base salary', async () => {
    const without = await ContractOffice.open([]);
    await without.signed(await without.appointed('Nông Văn Sáu'));
    const of = (month: string) => without.registrar.post(sheets, { month });
    expect(await of('2026-01')).toMatchObject({
      status: 422,
      body: { code: 'allowance.no-base-salary', title: expect.stringContaining('2026-01-01') },
    });
    expect((await of('2025-12')).status).toBe(201);
    await without.close();
  });

  it('names contracts that outlive their appointment, and counts no day of it', async () => {
    const appointment = await office.appointed('Nông Văn Bảy');
    const one = await office.signed(appointment, {
      startsOn: '2028-01-01',
      termMonths: 12,
      coefficient: 0.3,
    });
    const end = { on: '2028-03-11', reason: 'retired', decisionNumber: '1-QĐ' };
    const address = `/v1/registry/appointments/${appointment.id}/end`;
    done(await office.registrar.post(address, end, ifMatch(appointment)));
    const march = await calculated('2028-03');
    expect(entryOf(march, one)).toMatchObject({ spans: [{ to: '2028-03-10', days: 10 }], amount: 251_613 });
    const outliving = [{ contractId: one.id, appointmentEndsOn: '2028-03-11' }];
    expect(march.outliving).toEqual(outliving);
    expect((await calculated('2028-02')).outliving).toEqual([]);
    const april = await calculated('2028-04');
    expect(april).toMatchObject({ outliving, entries: [] });
    done(await office.act(one, 'terminate', { lastOn: '2028-03-10', reason: 'Nghỉ hưu' }));
    expect((await calculated('2028-04')).outliving).toEqual([]);
    expect(entryOf(await calculated('2028-03'), one)!.amount).toBe(251_613);
  });
});

describe('a correction of what is approved', () => {
  it('comes as a difference with the next sheet, once', async () => {
    const one = await contract('Lý Thị Một', '2029-01-01', 12, 0.3);
    const january = await approved('2029-01');
    expect(entryOf(january.content, one)!.amount).toBe(780_000);
    const february = await approved('2029-02');
    expect(february.content.differences).toEqual([]);

    done(await correct('2029-01-01', 2_700_000));
    const late = await contract('Lý Thị Hai', '2029-02-15', 6, 0.3);
    expect(done(await office.registrar.get(`${sheets}/${january.id}`))).toEqual(january);
    const march = done(await draw('2029-03')) as AllowanceSheet;
    const differences = march.content.differences.map(
      ({ contractId, month, due, approved: was, amount }) => ({
        name: contractId === one.id ? 'one' : contractId === late.id ? 'late' : 'other',
        month,
        due,
        was,
        amount,
      }),
    );
    expect(differences.filter(({ month }) => month.startsWith('2029'))).toEqual(
      expect.arrayContaining([
        { name: 'one', month: '2029-01', due: 810_000, was: 780_000, amount: 30_000 },
        { name: 'one', month: '2029-02', due: 810_000, was: 780_000, amount: 30_000 },
        { name: 'late', month: '2029-02', due: 405_000, was: 0, amount: 405_000 },
      ]),
    );
    expect(march.content.totals.total).toBe(march.content.totals.amount + march.content.totals.differences);

    // April was drawn at the same time and holds the same differences: only one of the two is paid.
    const april = done(await draw('2029-04')) as AllowanceSheet;
    expect(april.content.totals.differences).toBe(march.content.totals.differences);
    const answers = await Promise.all([approve(march), approve(april)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const rest = answers[0]!.status === 200 ? april : march;
    const redrawn = done(await redraw(rest)) as AllowanceSheet;
    expect(redrawn.content.differences).toEqual([]);

    done(await office.act(one, 'terminate', { lastOn: '2029-01-31', reason: 'Thôi việc' }));
    const again = (await calculated('2029-05')).differences.filter(({ contractId }) => contractId === one.id);
    const back = again.find(({ month }) => month === '2029-02')!;
    expect(back).toMatchObject({ due: 0, approved: 810_000, amount: -810_000, spans: [] });
    expect(again.find(({ month }) => month === '2029-01')).toBeUndefined();
  });

  it('is told from what was known on an earlier day', async () => {
    const { database } = office.service;
    const one = await contract('Lý Thị Ba', '2030-01-01', 12, 0.3);
    await database.query(`UPDATE registry.contract SET signed_at = '2030-01-03T09:00+07' WHERE id = $1`, [
      one.id,
    ]);
    const later = await correct('2030-06-16', 2_900_000);
    await database.query(
      `UPDATE registry.base_salary SET recorded_at = '2030-07-05T10:00+07' WHERE id = $1`,
      [later.id],
    );
    done(await office.act(one, 'terminate', { lastOn: '2030-06-20', reason: 'Thôi việc' }));
    await database.query(`UPDATE registry.contract SET terminated_at = '2030-08-01T10:00+07' WHERE id = $1`, [
      one.id,
    ]);
    const known = async (asOf: string) => entryOf(await calculated('2030-06', `?asOf=${asOf}`), one)?.amount;
    expect(await known('2030-01-02')).toBeUndefined();
    expect(await known('2030-01-03')).toBe(810_000);
    expect(await known('2030-07-04')).toBe(810_000);
    expect(await known('2030-07-05')).toBe(840_000);
    expect(await known('2030-08-01')).toBe(550_000);
    expect(entryOf(await calculated('2030-06'), one)!.amount).toBe(550_000);
  });
});

it('gives nothing for days on which the appointment is suspended, and corrects what was paid for them', async () => {
  const appointment = await office.appointed('Vi Thị Nghỉ', { position: 'Phó phòng' });
  await office.signed(appointment, { startsOn: '2032-01-01', termMonths: 12, coefficient: 0.3 });
  const amountOf = (content: AllowanceContent): number | undefined =>
    content.entries.find(({ appointmentId }) => appointmentId === appointment.id)?.amount;
  const before = await approved('2032-04');
  const whole = amountOf(before.content)!;
  const { body } = await office.registrar.get(`/v1/registry/appointments/${appointment.id}`);
  const suspended = await office.registrar.post(
    `/v1/registry/appointments/${appointment.id}/suspensions`,
    { from: '2032-04-16', to: '2032-05-01', reason: 'leave', decisionNumber: '31-QĐ' },
    ifMatch(body),
  );
  done(suspended);
  expect(amountOf(await calculated('2032-04'))).toBe(whole / 2);
  const { differences } = await calculated('2032-05');
  expect(differences).toContainEqual(expect.objectContaining({ month: '2032-04', amount: -whole / 2 }));
});

describe('the workbook of a sheet', () => {
  it('has every contract, the differences and the sums, and stays the same file', async () => {
    const appointment = await office.appointed('Hứa Thị Bảng', { position: 'Trưởng phòng' });
    const one = await office.signed(appointment, { startsOn: '2031-06-16', termMonths: 6, coefficient: 0.3 });
    const sheet = await approved('2031-06');
    const get = async (): Promise<Buffer> =>
      done(await office.registrar.get(`${sheets}/${sheet.id}/sheet.xlsx`));
    const file = await get();
    expect(await get()).toEqual(file);
    const [list, differences, sums] = await readSheets(file, sheetTypes.xlsx);
    expect([list!.name, differences!.name, sums!.name]).toEqual([
      'Phụ cấp 06-2031',
      'Chênh lệch',
      'Tổng hợp',
    ]);
    const row = list!.rows.find(([, name]) => name === 'Hứa Thị Bảng')!;
    const { amount } = entryOf(sheet.content, one)!;
    expect(row.slice(1, 12)).toEqual([
      'Hứa Thị Bảng',
      'Trưởng phòng',
      'Ban Tuyên giáo và Dân vận Tỉnh ủy',
      `${one.number}/${one.year}`,
      'Cấp tỉnh',
      '0.3',
      '15',
      '2.900.000 (16/06-30/06)',
      String(amount),
      '0',
      String(amount),
    ]);
    const { totals } = sheet.content;
    expect(list!.rows.at(-1)!.slice(9, 12).map(Number)).toEqual([
      totals.amount,
      totals.differences,
      totals.total,
    ]);
    expect(sums!.rows.at(-1)).toEqual(
      ['Tổng cộng', totals.contracts, totals.amount, totals.differences, totals.total].map(String),
    );
    const listed = list!.rows.slice(1, -1).reduce((sum, cells) => sum + Number(cells[11]), 0);
    expect(listed).toBe(totals.total);
  });
});

describe('allowances', () => {
  it('are seen by their holder when approved, and by no other collaborator', async () => {
    const one = await contract('Tô Thị Một', '2032-01-01', 3, 0.3);
    const two = await contract('Tô Thị Hai', '2032-01-01', 3, 0.3);
    const own = office.service.as('collaborator', { personId: one.personId });
    const list = async (client = own): Promise<Allowance[]> =>
      done(await client.get(`${allowances}?limit=100`)).items;
    const draft = done(await draw('2032-01')) as AllowanceSheet;
    expect(await list()).toEqual([]);
    done(await approve(draft));
    const [line, ...more] = await list();
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      contractId: one.id,
      sheetMonth: '2032-01',
      month: '2032-01',
      amount: 870_000,
      spans: [{ days: 31, baseSalary: 2_900_000 }],
    });
    const office_ = await list(office.registrar);
    expect(office_.map(({ contractId }) => contractId)).toEqual(expect.arrayContaining([one.id, two.id]));
    expect(await list(office.service.as('collaborator', { personId: randomUUID() }))).toEqual([]);
    const sheet = `${sheets}/${draft.id}`;
    for (const path of [sheets, sheet, `${sheet}/sheet.xlsx`, `${sheets}/calculations/2032-01`])
      expect((await own.get(path)).status, path).toBe(403);
    expect((await office.service.as('editor').get(allowances)).status).toBe(403);
  });

  it('are approved by the approver with a second factor', async () => {
    const sheet = done(await draw('2032-02')) as AllowanceSheet;
    const body = { contentHash: sheet.contentHash };
    const by = (client: typeof office.registrar) =>
      client.post(`${sheets}/${sheet.id}/approve`, body, ifMatch(sheet));
    expect((await by(office.registrar)).body.code).toBe('auth.forbidden');
    expect((await by(office.service.as('approver'))).body.code).toBe('auth.second-factor-required');
    expect((await by(office.service.as('approver', { secondFactor: true }))).status).toBe(200);
  });
});
