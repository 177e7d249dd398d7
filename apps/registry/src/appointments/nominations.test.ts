import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppointmentLimit, appointmentHandedOver } from '#contracts/appointments';
import { type Appointment, appointmentRecorded, type NewAppointment, type Person } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const decision = {
  decisionNumber: '21-QĐ/BTGDVTU',
  decisionDate: '2025-08-25',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
  legalBasis: null,
};
const nomination = async (person: Person, changes: Partial<NewAppointment> = {}) => {
  const {
    decisionNumber: _,
    decisionDate: __,
    decisionIssuer: ___,
    legalBasis: ____,
    ...rest
  } = await office.decision(person, changes);
  return rest;
};
const nominate = async (person: Person, changes: Partial<NewAppointment> = {}) =>
  office.registrar.post(`${appointments}/nominations`, await nomination(person, changes));
const change = (appointment: { id: string; version: number }, action: string, body?: object) =>
  office.registrar.post(`${appointments}/${appointment.id}/${action}`, body, ifMatch(appointment));
const told = (id: string) => office.service.sent(appointmentRecorded).filter(({ subject }) => subject === id);

describe('an appointment', () => {
  it('says of which kind the holder is, and which units and topics are covered', async () => {
    const covered = [(await office.unit('05977')).id, (await office.unit('05983')).id];
    const person = await office.person('Lộc Suối Trong');
    const facts = { category: 'deputy' as const, coveredAreaIds: covered, topics: ['economy'] };
    const made = await office.appointed(person, facts);
    expect(made).toMatchObject(facts);
    await eventually(() =>
      expect(told(made.id)[0]!.data).toMatchObject({ coveredAreaIds: covered, topics: ['economy'] }),
    );
    const past = await office.registrar.get('/v1/registry/areas?filter[code][eq]=187&asOf=2024-01-01');
    const other = await office.decision(await office.person('Lộc Mây Sớm'), {
      coveredAreaIds: [past.body.items[0].id],
    });
    expect((await office.registrar.post(appointments, other)).body.code).toBe(
      'appointment.area-not-in-force',
    );
    const unknown = { ...other, coveredAreaIds: [randomUUID()] };
    expect((await office.registrar.post(appointments, unknown)).body.code).toBe(
      'appointment.area-not-in-force',
    );
  });

  it('does not end after its term', async () => {
    const appointment = await office.appointed(await office.person('Lộc Nắng Mai'), { to: '2026-01-01' });
    const end = { on: '2026-02-01', reason: 'retired', decisionNumber: '2-QĐ' };
    expect((await change(appointment, 'end', end)).body.code).toBe('appointment.ends-after-term');
  });
});

describe('a nomination', () => {
  it('is told to nobody until it is decided, and then is an appointment', async () => {
    const { status, body } = await nominate(await office.person('Hà Đồi Chè'));
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'nominated', decisionNumber: null, version: 1 });
    const { body: made } = await change(body, 'appoint', decision);
    expect(made).toMatchObject({ ...body, ...decision, state: 'appointed', version: 2 });
    await eventually(() => expect(told(body.id).map(({ sequence }) => sequence)).toEqual([2]));
    expect((await change(made, 'appoint', decision)).body.code).toBe('appointment.not-nominated');
  });

  it('may be declined, which is on record and told to nobody', async () => {
    const { body } = await nominate(await office.person('Hà Gió Lành'));
    const declined = (await change(body, 'decline')).body;
    expect(declined).toMatchObject({ state: 'declined', version: 2 });
    for (const action of ['appoint', 'decline'])
      expect((await change(declined, action, action === 'appoint' ? decision : undefined)).body.code).toBe(
        'appointment.not-nominated',
      );
    expect(told(body.id)).toEqual([]);
  });

  it('stands in nobody’s way, and cannot be ended, suspended or stood in for', async () => {
    const person = await office.person('Hà Mưa Xuân');
    const [one, two] = [(await nominate(person)).body, (await nominate(person)).body];
    const end = { on: '2026-01-01', reason: 'retired', decisionNumber: '2-QĐ' };
    expect((await change(one, 'end', end)).body.code).toBe('appointment.not-appointed');
    const rest = { from: '2025-10-01', to: null, reason: 'leave', decisionNumber: '2-QĐ' };
    expect((await change(one, 'suspensions', rest)).body.code).toBe('appointment.not-appointed');
    expect((await change(one, 'appoint', decision)).status).toBe(200);
    expect((await change(two, 'appoint', decision)).status).toBe(409);
    const { body } = await office.registrar.get(
      `${appointments}?filter[personId][eq]=${person.id}&asOf=2025-12-01`,
    );
    expect(body.items.map(({ id }: Appointment) => id)).toEqual([one.id]);
  });

  it('is meant for the version that was read', async () => {
    const { body } = await nominate(await office.person('Hà Lúa Chín'));
    expect((await change({ ...body, version: 2 }, 'appoint', decision)).status).toBe(412);
    expect((await change({ id: randomUUID(), version: 1 }, 'appoint', decision)).status).toBe(404);
  });
});

describe('a limit', () => {
  const limits = '/v1/registry/appointment-limits';
  const limit = (changes: Partial<AppointmentLimit> = {}) =>
    office.registrar.post(limits, {
      role: 'speaker',
      level: 'commune',
      from: '2026-01-01',
      holders: 1,
      ...changes,
    });
  const speaker = async (changes: Partial<NewAppointment>) =>
    office.registrar.post(
      appointments,
      await office.decision(await office.person('Báo cáo viên'), {
        role: 'speaker',
        level: 'commune',
        ...changes,
      }),
    );

  it('keeps a place to so many holders from its day on; before it there is none', async () => {
    expect((await limit()).status).toBe(201);
    expect((await office.registrar.get(limits)).body.items).toContainEqual({
      role: 'speaker',
      level: 'commune',
      from: '2026-01-01',
      holders: 1,
    });
    for (const to of ['2025-12-01', '2026-02-01'])
      expect((await speaker({ from: '2025-09-01', to })).status).toBe(201);
    const place = { code: 'appointment.place-full', detail: 'on 2026-01-15' };
    expect((await speaker({ from: '2026-01-15', to: '2026-03-01' })).body).toMatchObject(place);
    expect((await speaker({ from: '2026-02-01' })).status).toBe(201);
    // One that begins earlier would be there when the next begins.
    expect((await speaker({ from: '2025-12-15' })).body).toMatchObject({
      code: 'appointment.place-full',
      detail: 'on 2026-02-01',
    });
    expect((await speaker({ from: '2026-03-01', level: 'province' })).status).toBe(201);
  });

  it('judges a nomination when it is decided', async () => {
    const person = await office.person('Báo cáo viên nữa');
    const { body } = await nominate(person, { role: 'speaker', level: 'commune', from: '2026-05-01' });
    expect((await change(body, 'appoint', decision)).body.code).toBe('appointment.place-full');
  });

  it('is judged itself by who has begun since its day, and is one for a day', async () => {
    for (const from of ['2027-01-01', '2027-02-01']) await speaker({ level: 'province', from });
    const province = { level: 'province' as const };
    expect((await limit({ ...province, from: '2027-01-15' })).body.code).toBe('appointment-limit.exceeded');
    expect((await limit({ ...province, from: '2027-03-01' })).status).toBe(201);
    expect((await limit({ ...province, from: '2027-03-01', holders: 2 })).status).toBe(409);
  });

  describe('of a body that was renamed', () => {
    const effective = '2028-03-01';
    let versions: { id: string; validFrom: string }[];
    /** Of the version before or after the new name. */
    const at = (index: number, changes: Partial<NewAppointment>) =>
      speaker({ level: 'province', organisationId: versions[index]!.id, ...changes });

    beforeAll(async () => {
      const unit = {
        code: 'VIEN',
        name: 'Viện Nghiên cứu',
        kind: 'department',
        level: 'province',
        parentCode: null,
        areaCode: null,
      };
      const reorganise = (day: string, operation: object) =>
        office.registrar.post('/v1/registry/organisations/operations', {
          effective: day,
          operations: [operation],
        });
      expect((await reorganise('2020-01-01', { operation: 'create', unit })).status).toBe(200);
      const rename = { operation: 'rename', code: 'VIEN', name: 'Viện Dư luận' };
      expect((await reorganise(effective, rename)).status).toBe(200);
      versions = (await office.registrar.get('/v1/registry/organisations?filter[code][eq]=VIEN')).body.items;
      versions.sort((a, b) => a.validFrom.localeCompare(b.validFrom));
    });

    it('is of one place under both names', async () => {
      expect((await limit({ level: 'province', from: '2028-01-01' })).status).toBe(201);
      expect((await at(0, { from: '2028-01-10' })).status).toBe(201);
      expect((await at(1, { from: '2028-03-01' })).body.code).toBe('appointment.place-full');
    });

    it('is judged by both when it is set', async () => {
      const place = { level: 'district' as const, role: 'field-supervisor' as const };
      expect((await at(0, { ...place, from: '2028-01-10' })).status).toBe(201);
      expect((await at(1, { ...place, from: '2028-03-01' })).status).toBe(201);
      expect((await limit({ ...place, from: '2028-01-01' })).body.code).toBe('appointment-limit.exceeded');
    });

    it('lets nobody hold the role twice', async () => {
      const person = await office.person('Báo cáo viên hai tên');
      const held = { personId: person.id, role: 'interviewer' as const };
      expect((await at(0, { ...held, from: '2027-01-10' })).status).toBe(201);
      expect((await at(1, { ...held, from: '2028-03-01' })).body.code).toBe('resource.conflict');
    });
  });

  it('lets one of two in who come at the same moment', async () => {
    expect((await limit({ level: 'district', from: '2020-01-01' })).status).toBe(201);
    const people = await Promise.all([office.person('Một'), office.person('Hai'), office.person('Ba')]);
    const answers = await Promise.all(
      people.map(async (person) =>
        office.registrar.post(
          appointments,
          await office.decision(person, { role: 'speaker', level: 'district' }),
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is set by the registrar', async () => {
    const body = { role: 'speaker', level: 'commune', from: '2030-01-01', holders: 1 };
    for (const role of ['editor', 'collaborator', 'reviewer'] as const)
      expect((await office.service.as(role).post(limits, body)).status).toBe(403);
  });
});

describe('a hand-over', () => {
  const end = { on: '2026-01-01', reason: 'replaced', decisionNumber: '3-QĐ' };

  it('links the successor, and tells the others whose duties are whose', async () => {
    const leaving = await office.appointed(await office.person('Mã Sa Mộc'));
    const coming = await office.appointed(await office.person('Mã Đèo Cao'), { from: '2026-02-01' });
    const handOver = { successorId: coming.id };
    expect((await change(leaving, 'hand-over', handOver)).body.code).toBe('appointment.not-ended');
    const ended = (await change(leaving, 'end', end)).body;
    const { body } = await change(ended, 'hand-over', handOver);
    expect(body).toMatchObject({ successorId: coming.id, version: 3 });
    await eventually(() =>
      expect(office.service.sent(appointmentHandedOver)).toContainEqual(
        expect.objectContaining({
          subject: leaving.id,
          data: { from: leaving.id, to: coming.id, on: '2026-02-01' },
        }),
      ),
    );
    expect((await change(body, 'hand-over', handOver)).body.code).toBe('appointment.handed-over');
  });

  it('needs somebody who holds the role after it', async () => {
    const leaving = await office.appointed(await office.person('Mã Khe Nước'));
    const ended = (await change(leaving, 'end', end)).body;
    const over = await office.appointed(await office.person('Mã Lá Dong'), { to: '2025-12-01' });
    const other = await office.appointed(await office.person('Mã Nếp Thơm'), { role: 'interviewer' });
    const nominated = (await nominate(await office.person('Mã Mạ Non'))).body;
    for (const successorId of [over.id, other.id, nominated.id, leaving.id, randomUUID()])
      expect((await change(ended, 'hand-over', { successorId })).body.code).toBe('appointment.no-successor');
  });
});
