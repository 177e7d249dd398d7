import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, contractRecorded } from '#contracts/contracts';
import type { Appointment } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { ContractOffice, contracts, done } from './contracts.fixture.js';

let office: ContractOffice;
let today: string;

beforeAll(async () => {
  office = await ContractOffice.open();
  const days = await office.service.database.query<{ day: string }>(
    `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day`,
  );
  today = days[0]!.day;
});
afterAll(() => office?.close());

const day = (ahead: number): string =>
  new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10);
const ends = (appointment: Appointment, on: string) =>
  office.registrar.post(
    `/v1/registry/appointments/${appointment.id}/end`,
    { on, reason: 'transferred', decisionNumber: '9-QĐ' },
    ifMatch(appointment),
  );
const ids = (body: { items: Contract[] }): string[] => body.items.map(({ id }) => id);

describe('a contract', () => {
  it('is drafted with the terms of its template, for the whole term within the appointment', async () => {
    const appointment = await office.appointed('Hoàng Thị Hòa');
    const draft = await office.drafted(appointment);
    expect(draft).toEqual({
      id: draft.id,
      appointmentId: appointment.id,
      personId: appointment.personId,
      templateId: office.template.id,
      state: 'draft',
      number: null,
      year: null,
      startsOn: '2026-01-01',
      termMonths: 24,
      endsOn: '2027-12-31',
      lastOn: '2027-12-31',
      coefficient: 0.3,
      renewsId: null,
      signingId: null,
      signedOn: null,
      terminationReason: null,
      settlement: null,
      appointmentEndsOn: null,
      version: 1,
    });
    const other = await office.drafted(appointment, { termMonths: 6, coefficient: 0.125 });
    expect(other).toMatchObject({ endsOn: '2026-06-30', coefficient: 0.125 });
    const event = await eventually(() => {
      const told = office.service.sent(contractRecorded).find(({ subject }) => subject === draft.id);
      expect(told).toBeDefined();
      return told!;
    });
    expect(event.data).toMatchObject({ state: 'draft', personId: appointment.personId });
    expect(JSON.stringify(event)).not.toMatch(/Hòa/);
  });

  it('is refused for nobody, by no template, and outside of the appointment', async () => {
    const appointment = await office.appointed('Vi Văn Cường', { from: '2026-01-01', to: '2027-01-01' });
    const code = async (changes: object) => {
      const body = {
        appointmentId: appointment.id,
        templateId: office.template.id,
        startsOn: '2026-01-01',
        termMonths: 12,
      };
      return (await office.registrar.post(contracts, { ...body, ...changes })).body.code;
    };
    expect(await code({ appointmentId: randomUUID() })).toBe('contract.no-appointment');
    expect(await code({ templateId: randomUUID() })).toBe('contract.no-template');
    expect(await code({ startsOn: '2025-12-31' })).toBe('contract.not-within-appointment');
    expect(await code({ termMonths: 13 })).toBe('contract.not-within-appointment');
    expect(await code({ coefficient: 0.3001 })).toBe('request.invalid');
    expect(await code({})).toBeUndefined();
  });

  it('is dropped while it is a draft, and not afterwards', async () => {
    const appointment = await office.appointed('Lộc Văn Giang');
    const draft = await office.drafted(appointment);
    const drop = (version: number) => office.registrar.delete(`${contracts}/${draft.id}`, ifMatch(version));
    expect((await drop(2)).status).toBe(412);
    expect((await drop(1)).status).toBe(204);
    expect((await office.registrar.get(`${contracts}/${draft.id}`)).status).toBe(404);
    const signed = await office.signed(appointment);
    expect(await office.registrar.delete(`${contracts}/${signed.id}`, ifMatch(signed))).toMatchObject({
      status: 409,
      body: { code: 'contract.wrong-state' },
    });
  });

  it('is in force from its first day on', async () => {
    const appointment = await office.appointed('Bế Văn Đức', { from: '2025-03-01' });
    const running = await office.signed(appointment, { startsOn: day(-30), termMonths: 3 });
    const next = await office.drafted(appointment, { startsOn: day(200) });
    const [later] = (await office.signing([next])).contracts;
    expect(running.state).toBe('in-force');
    expect((await office.contract(later!.id)).state).toBe('signed');
    const of = async (state: string) =>
      ids(
        done(
          await office.registrar.get(
            `${contracts}?filter[appointmentId][eq]=${appointment.id}&filter[state][in]=${state}`,
          ),
        ),
      );
    expect(await of('in-force')).toEqual([running.id]);
    expect(await of('signed')).toEqual([later!.id]);
    expect(await of('signed,in-force')).toHaveLength(2);
  });

  it('is renewed by another that begins the day after it ends', async () => {
    const old = await office.signed(await office.appointed('Triệu Văn Kim'), { coefficient: 0.4 });
    const renewed = await office.registrar.post(`${contracts}/${old.id}/renew`, { startsOn: null });
    expect(renewed).toMatchObject({
      status: 201,
      body: {
        startsOn: '2028-01-01',
        endsOn: '2029-12-31',
        coefficient: 0.4,
        renewsId: old.id,
        state: 'draft',
      },
    });
    expect((await office.registrar.post(`${contracts}/${old.id}/renew`, { startsOn: null })).status).toBe(
      409,
    );
    expect(
      await office.registrar.post(`${contracts}/${renewed.body.id}/renew`, { startsOn: null }),
    ).toMatchObject({
      status: 409,
      body: { code: 'contract.wrong-state' },
    });
    expect(
      (await office.registrar.post(`${contracts}/${randomUUID()}/renew`, { startsOn: null })).status,
    ).toBe(404);
    await office.signing([renewed.body], { on: '2027-12-20' });
    expect(await office.contract(renewed.body.id)).toMatchObject({ signedOn: '2027-12-20', year: 2027 });
  });

  it('is settled from its last day on, with minutes', async () => {
    const contract = await office.signed(await office.appointed('Dương Thị Lan'));
    const settlement = { on: '2027-12-30', result: 'fulfilled', minutesNumber: '3-BB/BTGDVTU' };
    expect((await office.act(contract, 'settle', settlement)).body.code).toBe('contract.term-not-over');
    const settled = await office.act(contract, 'settle', { ...settlement, on: '2027-12-31' });
    expect(settled).toMatchObject({
      status: 200,
      headers: { etag: '"v3"' },
      body: { state: 'settled', settlement: { ...settlement, on: '2027-12-31', remarks: null } },
    });
    expect((await office.act(settled.body, 'settle', settlement)).body.code).toBe('contract.wrong-state');
    expect(await office.act({ ...contract, id: randomUUID() }, 'settle', settlement)).toMatchObject({
      status: 404,
    });
  });

  it('is terminated with a reason, and makes room for another', async () => {
    const appointment = await office.appointed('Phạm Văn Minh');
    const contract = await office.signed(appointment);
    const reason = 'Chuyển công tác';
    const end = (lastOn: string) => office.act(contract, 'terminate', { lastOn, reason });
    expect((await end('2027-12-31')).body.code).toBe('contract.not-within-term');
    expect((await end('2025-12-30')).body.code).toBe('contract.not-within-term');
    expect((await end('2026-05-31')).body).toMatchObject({
      state: 'terminated',
      lastOn: '2026-05-31',
      endsOn: '2027-12-31',
      terminationReason: reason,
    });
    expect((await end('2026-05-31')).status).toBe(412);
    expect((await office.sign([await office.drafted(appointment, { startsOn: '2026-05-31' })])).status).toBe(
      409,
    );
    expect((await office.signed(appointment, { startsOn: '2026-06-01' })).state).toMatch(/signed|in-force/);
  });

  it('that never came into force takes no day', async () => {
    const appointment = await office.appointed('Trần Thị Nga');
    const contract = await office.signed(appointment);
    done(await office.act(contract, 'terminate', { lastOn: '2025-12-31', reason: 'Không nhận việc' }));
    expect((await office.signed(appointment)).number).toBe(contract.number! + 1);
  });

  it('asks to be terminated when its appointment ends before it', async () => {
    const appointment = await office.appointed('Lương Văn Phú');
    const contract = await office.signed(appointment);
    done(await ends(appointment, '2026-09-01'));
    expect(await office.contract(contract.id)).toMatchObject({ appointmentEndsOn: '2026-09-01' });
    const prompts = async () =>
      ids((await office.registrar.get(`${contracts}?outlivesAppointment=true`)).body);
    expect(await prompts()).toEqual([contract.id]);
    done(await office.act(contract, 'terminate', { lastOn: '2026-08-31', reason: 'Thôi làm cộng tác viên' }));
    expect(await prompts()).toEqual([]);
    expect(await office.contract(contract.id)).toMatchObject({ appointmentEndsOn: null });
  });

  it('is listed with those that end within so many days', async () => {
    const appointment = await office.appointed('Đàm Thị Quế', { from: '2025-03-01' });
    const over = await office.signed(appointment, { startsOn: day(-100), termMonths: 1 });
    const soon = await office.signed(appointment, { startsOn: day(-10), termMonths: 1 });
    const later = await office.signed(appointment, { startsOn: day(40), termMonths: 6 });
    const within = async (days: number) =>
      ids(
        (
          await office.registrar.get(
            `${contracts}?filter[personId][eq]=${appointment.personId}&endingWithin=${days}`,
          )
        ).body,
      );
    expect(await within(0)).toEqual([over.id]);
    expect(await within(30)).toEqual([over.id, soon.id]);
    expect(await within(365)).toEqual([over.id, soon.id, later.id]);
    done(await office.act(over, 'settle', { on: day(0), result: 'fulfilled', minutesNumber: '4-BB' }));
    expect(await within(30)).toEqual([soon.id]);
  });

  it('is seen by its holder and the office, and by no other collaborator', async () => {
    const contract = await office.signed(await office.appointed('Chu Thị Dung'));
    const as = (personId: string) => office.service.as('collaborator', { personId });
    const own = as(contract.personId);
    expect((await own.get(`${contracts}/${contract.id}`)).body).toEqual(contract);
    expect(ids((await own.get(contracts)).body)).toEqual([contract.id]);
    expect((await own.get(`${contracts}/${contract.id}/document.docx`)).status).toBe(200);
    const other = as(randomUUID());
    expect((await other.get(`${contracts}/${contract.id}`)).status).toBe(404);
    expect((await other.get(`${contracts}/${contract.id}/document.docx`)).status).toBe(404);
    expect((await other.get(contracts)).body.items).toEqual([]);
    expect((await own.post(`${contracts}/${contract.id}/renew`, { startsOn: null })).status).toBe(403);
    for (const role of ['editor', 'reviewer', 'recipient'] as const)
      expect((await office.service.as(role).get(contracts)).status, role).toBe(403);
  });
});
