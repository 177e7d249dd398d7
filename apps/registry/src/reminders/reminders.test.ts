import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractExpiring, type Contract } from '#contracts/contracts';
import type { Person } from '#contracts/people';
import { regulationReadingDue } from '#contracts/regulations';
import { remindersSend } from '#contracts/reminders';
import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { appUrl } from '#persistence/provision';
import { Transactions } from '#persistence/transactions';
import { createLogger } from '#service-kit/log';
import { createWorker } from '#service-kit/worker';
import { eventually } from '#testing/eventually';
import { testRoleSecret } from '#testing/test-database';
import { ifMatch } from '#testing/test-service';
import { ContractOffice, done } from '../contracts/contracts.fixture.js';
import { registry } from '../registry.service-definition.js';
import { regulation } from '../regulations/regulations.fixture.js';

const settings = '/v1/registry/reminder-settings';

let office: ContractOffice;
let worker: { close(): Promise<void> }[];
let today: string;

beforeAll(async () => {
  office = await ContractOffice.open();
  const { database } = office.service;
  const [row] = await database.query<{ day: string }>(
    `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day`,
  );
  today = row!.day;
  await provisionJobs(database.adminUrl, testRoleSecret);
  const backend = postgresBackend(appUrl(database.adminUrl, JOBS_SCHEMA, testRoleSecret), 20);
  const logger = createLogger('test-worker', 'error');
  worker = [
    await createWorker(registry, { databaseUrl: database.urlOf('registry'), backend, logger }),
    backend,
  ];
});
afterAll(async () => {
  for (const part of worker ?? []) await part.close();
  await office?.close();
});

const day = (ahead: number): string =>
  new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10);

/** Lets the worker do what its schedule asks for every morning; gives back what the job says. */
async function morning(): Promise<{ contracts: number; readings: number }> {
  const id = await office.service.app.get(Transactions).run(async (unit) => unit.enqueue(remindersSend, {}));
  return eventually(async () => {
    const { body } = await office.service.as('administrator').get(`/v1/registry/jobs/${id}`);
    expect(body.state, body.error).toBe('completed');
    return body.result;
  });
}

/** Moves a contract's end, as if days had gone by. */
async function endsIn(contract: Contract, days: number): Promise<void> {
  await office.service.database.query(
    `UPDATE registry.contract SET starts_on = $2::date - 60, ends_on = $2, last_on = $2 WHERE id = $1`,
    [contract.id, day(days)],
  );
}
const said = async (contract: Contract, count: number): Promise<number[]> =>
  eventually(() => {
    const told = office.service.sent(contractExpiring).filter(({ subject }) => subject === contract.id);
    expect(told).toHaveLength(count);
    return told.map(({ data }) => data.daysLeft);
  });

describe('the end of a contract', () => {
  it('is said once for each number of days set, also when the worker was down on the day', async () => {
    const contract = await office.signed(await office.appointed('Hoàng Thị Nhắc'));
    await endsIn(contract, 61);
    expect((await morning()).contracts).toBe(0);
    await endsIn(contract, 60);
    expect((await morning()).contracts).toBe(1);
    expect((await morning()).contracts).toBe(0);
    await endsIn(contract, 59);
    expect((await morning()).contracts).toBe(0);
    // No worker on the thirtieth day, nor on the seventh.
    await endsIn(contract, 28);
    expect((await morning()).contracts).toBe(1);
    await endsIn(contract, -2);
    expect((await morning()).contracts).toBe(1);
    expect((await morning()).contracts).toBe(0);
    expect(await said(contract, 3)).toEqual([60, 28, -2]);
    const [event] = office.service.sent(contractExpiring).filter(({ subject }) => subject === contract.id);
    expect(event!.data).toEqual({
      contractId: contract.id,
      personId: contract.personId,
      appointmentId: contract.appointmentId,
      endsOn: day(60),
      daysLeft: 60,
    });
  });

  it('is said once for all of them when it is near from the start', async () => {
    const contract = await office.signed(await office.appointed('Vi Văn Gần'));
    await endsIn(contract, 5);
    expect((await morning()).contracts).toBe(1);
    expect((await morning()).contracts).toBe(0);
    expect(await said(contract, 1)).toEqual([5]);
  });

  it('is not said of what is settled, terminated or a draft', async () => {
    const settled = await office.signed(await office.appointed('Lộc Thị Xong'));
    await endsIn(settled, -1);
    const settlement = { on: today, result: 'fulfilled', minutesNumber: '1-BB' };
    done(await office.act(settled, 'settle', settlement));
    await endsIn(await office.drafted(await office.appointed('Bế Thị Nháp')), 3);
    expect((await morning()).contracts).toBe(0);
  });

  it('is the end of its appointment where that comes before', async () => {
    const appointment = await office.appointed('Chu Văn Thôi');
    const contract = await office.signed(appointment);
    const end = { on: day(20), reason: 'transferred', decisionNumber: '9-QĐ' };
    const address = `/v1/registry/appointments/${appointment.id}/end`;
    done(await office.registrar.post(address, end, ifMatch(appointment)));
    expect((await morning()).contracts).toBe(1);
    expect(await said(contract, 1)).toEqual([19]);
  });
});

describe('a regulation to be read', () => {
  it('is said to everyone who has not read it, once for each number of days set', async () => {
    const reader: Person = await office.office.person('Đinh Thị Đọc');
    const other: Person = await office.office.person('Triệu Văn Đọc');
    for (const person of [reader, other])
      await office.office.appointed(person, { role: 'interviewer', from: '2025-09-01' });
    const made = await regulation(office.office, '41-QC', {
      audience: { roles: ['interviewer'], levels: [], organisationId: null },
      inForceFrom: day(-8),
      readWithinDays: 10,
    });
    const [version] = made.versions;
    done(
      await office.service
        .as([], { personId: other.id })
        .post(`/v1/registry/regulation-versions/${version!.id}/acknowledge`),
    );
    expect((await morning()).readings).toBe(1);
    expect((await morning()).readings).toBe(0);
    await office.service.database.query(
      'UPDATE registry.regulation_version SET in_force_from = $1 WHERE id = $2',
      [day(-11), version!.id],
    );
    expect((await morning()).readings).toBe(1);
    expect((await morning()).readings).toBe(0);
    await eventually(() => {
      const told = office.service.sent(regulationReadingDue);
      expect(told.map(({ data }) => data)).toEqual([
        { regulationId: made.id, versionId: version!.id, personId: reader.id, dueOn: day(2), daysLeft: 2 },
        { regulationId: made.id, versionId: version!.id, personId: reader.id, dueOn: day(-1), daysLeft: -1 },
      ]);
    });
  });
});

describe('the settings of reminders', () => {
  it('are changed by the registrar, and hold from the next morning on', async () => {
    const { body } = await office.registrar.get(settings);
    expect(body).toEqual({ contractDays: [60, 30, 7], readingDays: [3, 0], version: 1 });
    const contract = await office.signed(await office.appointed('Dương Thị Sớm'));
    await endsIn(contract, 80);
    expect((await morning()).contracts).toBe(0);
    const change = (days: number[], version: number, client = office.registrar) =>
      client.put(settings, { contractDays: days, readingDays: [] }, ifMatch(version));
    expect((await change([90], 2)).status).toBe(412);
    expect(await change([90], 1)).toMatchObject({ status: 200, body: { contractDays: [90], version: 2 } });
    expect((await change([7, 7], 2)).status).toBe(400);
    expect((await change([-1], 2)).status).toBe(400);
    expect((await change([7], 2, office.service.as('editor'))).status).toBe(403);
    await morning();
    expect(await said(contract, 1)).toEqual([80]);
  });
});
