import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseSalaries } from '#apps/standalone/src/demo-data/index';
import type { BaseSalary, NewBaseSalary } from '#contracts/base-salary';
import { ifMatch } from '#testing/test-service';
import { ContractOffice, done, salaries, sheets } from '../contracts/contracts.fixture.js';

let office: ContractOffice;

beforeAll(async () => {
  office = await ContractOffice.open();
});
afterAll(() => office?.close());

const record = (salary: Partial<NewBaseSalary>) =>
  office.registrar.post(salaries, {
    validFrom: '2027-07-01',
    amount: 2_500_000,
    legalBasis: 'Nghị định mẫu',
    ...salary,
  });
const listed = async (query = ''): Promise<BaseSalary[]> =>
  done(await office.registrar.get(`${salaries}?limit=100${query}`)).items;

describe('the base salary', () => {
  it('is listed by its days, and read by everyone who has a role', async () => {
    expect((await listed()).map(({ validFrom, amount }) => [validFrom, amount])).toEqual(
      baseSalaries.map(({ validFrom, amount }) => [validFrom, amount]),
    );
    expect(await listed('&filter[validFrom][lte]=2018-07-01')).toHaveLength(2);
    const [first] = await listed();
    expect((await office.service.as('collaborator').get(`${salaries}/${first!.id}`)).body).toEqual(first);
    expect((await office.registrar.get(`${salaries}/${randomUUID()}`)).status).toBe(404);
  });

  it('is recorded once for a day, and then corrected with a reason', async () => {
    const first = done(await record({ validFrom: '2028-01-01' }));
    expect(await record({ validFrom: '2028-01-01', amount: 1 })).toMatchObject({
      status: 409,
      body: { code: 'base-salary.in-use' },
    });
    const second = done(
      await record({ validFrom: '2028-01-01', amount: 2_530_000, correction: 'Ghi nhầm số tiền' }),
    );
    expect(second).toMatchObject({ amount: 2_530_000, supersededAt: null });
    const now = await listed('&filter[validFrom][eq]=2028-01-01');
    expect(now.map(({ id }) => id)).toEqual([second.id]);
    const all = await listed('&filter[validFrom][eq]=2028-01-01&superseded=true');
    expect(all.find(({ id }) => id === first.id)!.supersededAt).not.toBeNull();
    expect(all).toHaveLength(2);
  });

  it('is recorded by one of two at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => record({ validFrom: '2029-01-01' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('does not reach back into approved months without a reason', async () => {
    const approver = office.service.as('approver', { secondFactor: true });
    const sheet = done(await office.registrar.post(sheets, { month: '2026-03' }));
    const { contentHash } = sheet;
    done(await approver.post(`${sheets}/${sheet.id}/approve`, { contentHash }, ifMatch(sheet)));
    const into = (validFrom: string, correction: string | null = null) => record({ validFrom, correction });
    for (const validFrom of ['2026-03-31', '2025-07-01'])
      expect((await into(validFrom)).body.code, validFrom).toBe('base-salary.in-use');
    expect((await into('2026-04-01')).status).toBe(201);
    expect((await into('2026-03-31', 'Nghị định có hiệu lực trở về trước')).status).toBe(201);
  });

  it('is the registrar’s to record', async () => {
    const salary = { validFrom: '2030-01-01', amount: 1, legalBasis: 'x' };
    for (const role of ['editor', 'approver', 'collaborator'] as const)
      expect((await office.service.as(role).post(salaries, salary)).status, role).toBe(403);
    expect((await record({ validFrom: '2030-01-01', amount: 0 })).status).toBe(400);
  });
});
