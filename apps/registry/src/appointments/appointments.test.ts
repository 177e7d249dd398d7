import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appointment, appointmentRecorded, type EndAppointment } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';

let office: Office;

beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const resigned: EndAppointment = { on: '2026-03-01', reason: 'resigned', decisionNumber: '3-QĐ/BTGDVTU' };
const end = (
  appointment: { id: string; version: number },
  ending: Partial<EndAppointment> = {},
  headers: Record<string, string> = ifMatch(appointment),
) => office.registrar.post(`${appointments}/${appointment.id}/end`, { ...resigned, ...ending }, headers);
const told = (id: string) =>
  service()
    .sent(appointmentRecorded)
    .filter(({ subject }) => subject === id);
const service = () => office.service;

describe('an appointment', () => {
  it('is made by a decision and told to the other services, without the person’s name', async () => {
    const hoa = await office.person('Hoàng Thị Hòa');
    const decision = await office.decision(hoa);
    const made = await office.registrar.post(appointments, decision);
    expect(made).toMatchObject({
      status: 201,
      headers: { etag: '"v1"' },
      body: { ...decision, state: 'appointed', endReason: null, version: 1 },
    });
    expect(made.body).not.toHaveProperty('ord');
    expect((await office.registrar.get(`${appointments}/${made.body.id}`)).body).toEqual(made.body);
    const [event] = await eventually(() => {
      expect(told(made.body.id)).toHaveLength(1);
      return told(made.body.id);
    });
    expect(event!.data).toMatchObject({ personId: hoa.id, state: 'appointed' });
    expect(JSON.stringify(event)).not.toMatch(/Hòa|QĐ/);
  });

  it('is not held twice on one day, but may follow the one before', async () => {
    const person = await office.person('Vi Văn Cường');
    await office.appointed(person, { from: '2025-07-01', to: '2025-10-01' });
    const again = async (from: string, to: string | null) =>
      office.registrar.post(appointments, await office.decision(person, { from, to }));
    expect(await again('2025-09-30', null)).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
    expect((await again('2025-07-15', '2025-08-01')).status).toBe(409);
    expect((await again('2025-10-01', null)).status).toBe(201);
    const other = await office.decision(person, { role: 'interviewer', from: '2025-08-01' });
    expect((await office.registrar.post(appointments, other)).status).toBe(201);
  });

  it('is held in a unit that stands on its first day', async () => {
    const person = await office.person('Chu Thị Dung');
    const { body } = await office.registrar.get('/v1/registry/areas?filter[code][eq]=187&asOf=2024-01-01');
    const chiLang = { level: 'district' as const, areaId: body.items[0].id };
    const late = await office.decision(person, { ...chiLang, from: '2025-07-01' });
    expect(await office.registrar.post(appointments, late)).toMatchObject({
      status: 422,
      body: { code: 'appointment.area-not-in-force' },
    });
    expect((await office.appointed(person, { ...chiLang, from: '2024-01-01' })).areaId).toBe(chiLang.areaId);
  });

  it('is refused when it names nobody, no organisation, or ends before it begins', async () => {
    const person = await office.person('Bế Văn Đức');
    const post = async (changes: object) =>
      (await office.registrar.post(appointments, { ...(await office.decision(person)), ...changes })).status;
    expect(await post({ personId: randomUUID() })).toBe(422);
    expect(await post({ organisationId: randomUUID() })).toBe(422);
    expect(await post({ areaId: randomUUID() })).toBe(422);
    expect(await post({ to: '2025-09-01' })).toBe(400);
    expect(await post({ role: 'mayor' })).toBe(400);
  });

  it('is listed with those in force on a day', async () => {
    const person = await office.person('Lộc Văn Giang');
    const first = await office.appointed(person, { from: '2025-07-01', to: '2025-10-01' });
    const second = await office.appointed(person, { from: '2025-10-01' });
    const on = async (day: string) =>
      (
        await office.registrar.get(`${appointments}?filter[personId][eq]=${person.id}&asOf=${day}`)
      ).body.items.map(({ id }: Appointment) => id);
    expect([await on('2025-06-30'), await on('2025-09-30'), await on('2025-10-01')]).toEqual([
      [],
      [first.id],
      [second.id],
    ]);
  });

  it('is made by the registrar only, and seen by its holder', async () => {
    const person = await office.person('Đinh Thị Hạnh');
    const decision = await office.decision(person);
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator'] as const) {
      expect((await service().as(role).post(appointments, decision)).status, role).toBe(403);
    }
    const { id } = await office.appointed(person);
    expect(
      (await service().as('collaborator', { personId: person.id }).get(`${appointments}/${id}`)).status,
    ).toBe(200);
    const other = service().as('collaborator', { personId: randomUUID() });
    expect((await other.get(`${appointments}/${id}`)).status).toBe(404);
  });
});

describe('the end of an appointment', () => {
  it('keeps it on record', async () => {
    const appointment = await office.appointed(await office.person('Triệu Văn Kim'));
    const ended = await end(appointment);
    expect(ended).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: {
        ...appointment,
        to: '2026-03-01',
        state: 'ended',
        endReason: 'resigned',
        endDecisionNumber: resigned.decisionNumber,
        version: 2,
      },
    });
    await eventually(() => expect(told(appointment.id).map(({ sequence }) => sequence)).toEqual([1, 2]));
    expect(told(appointment.id)[1]!.data).toMatchObject({ state: 'ended', to: '2026-03-01' });
  });

  it('comes once', async () => {
    const { body } = await end(await office.appointed(await office.person('Dương Thị Lan')));
    expect(await end(body)).toMatchObject({ status: 409, body: { code: 'appointment.already-ended' } });
  });

  it('is meant for the version that was read', async () => {
    const appointment = await office.appointed(await office.person('Phạm Văn Minh'));
    expect(await end(appointment, {}, ifMatch(2))).toMatchObject({
      status: 412,
      body: { code: 'resource.stale' },
    });
    expect(await end(appointment, {}, {})).toMatchObject({
      status: 428,
      body: { code: 'resource.match-required' },
    });
    expect(await end({ id: randomUUID(), version: 1 })).toMatchObject({ status: 404 });
  });

  it('does not come before the start', async () => {
    const appointment = await office.appointed(await office.person('Trần Thị Nga'));
    for (const on of ['2025-08-31', '2025-09-01']) {
      expect(await end(appointment, { on })).toMatchObject({
        status: 422,
        body: { code: 'appointment.ends-before-start' },
      });
    }
    expect((await end(appointment, { on: '2025-09-02' })).status).toBe(200);
  });

  it('makes room for a successor of the same days', async () => {
    const person = await office.person('Lương Văn Phú');
    await end(await office.appointed(person));
    const next = await office.decision(person, { from: '2026-03-01' });
    expect((await office.registrar.post(appointments, next)).status).toBe(201);
  });

  it('is said by one of two who say it at the same moment', async () => {
    const appointment = await office.appointed(await office.person('Đàm Thị Quế'));
    const answers = await Promise.all([end(appointment), end(appointment, { reason: 'retired' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('an appointment asked for again under the same key', () => {
  it('is made once when ten ask at the same moment, and all get the same answer', async () => {
    const person = await office.person('Hà Văn Sơn');
    const decision = await office.decision(person);
    const ask = () => office.registrar.post(appointments, decision, idempotencyKey('appoint-ha-van-son'));
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    for (const { body, headers } of answers) {
      expect(body).toEqual(answers[0]!.body);
      expect(headers['etag']).toBe('"v1"');
    }
    const { body } = await office.registrar.get(
      `${appointments}?filter[personId][eq]=${person.id}&total=true`,
    );
    expect(body.total).toBe(1);
    await eventually(() => expect(told(answers[0]!.body.id)).toHaveLength(1));
  });

  it('is another when it asks for something else', async () => {
    const key = idempotencyKey('appoint-one-of-two');
    const [one, other] = [await office.person('Nguyễn Văn Tâm'), await office.person('Nguyễn Văn Tâm')];
    expect((await office.registrar.post(appointments, await office.decision(one), key)).status).toBe(201);
    expect(await office.registrar.post(appointments, await office.decision(other), key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency.key-reused' },
    });
  });

  it('is tried anew when the first time was refused', async () => {
    const person = await office.person('Lý Thị Uyên');
    const appointment = await office.appointed(person);
    const key = idempotencyKey('appoint-after-refusal');
    const ask = async () =>
      office.registrar.post(appointments, await office.decision(person, { from: '2026-03-01' }), key);
    expect((await ask()).status).toBe(409);
    await end(appointment);
    expect((await ask()).status).toBe(201);
  });
});
