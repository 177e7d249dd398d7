import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewSubstitution, NewSuspension } from '#contracts/appointments';
import { type Appointment, appointmentRecorded, type NewAppointment } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const change = (appointment: { id: string; version: number }, action: string, body: object) =>
  office.registrar.post(`${appointments}/${appointment.id}/${action}`, body, ifMatch(appointment));
const held = async (fullName: string, changes: Partial<NewAppointment> = {}): Promise<Appointment> =>
  office.appointed(await office.person(fullName), changes);
const listed = async ({ id }: Appointment, of: 'suspensions' | 'substitutions') =>
  (await office.registrar.get(`${appointments}/${id}/${of}`)).body.items;

describe('a suspension', () => {
  const rest: NewSuspension = {
    from: '2025-10-01',
    to: '2025-12-01',
    reason: 'study',
    decisionNumber: '31-QĐ',
  };

  it('is on record with its reason and decision, and told without them', async () => {
    const appointment = await held('Đặng Thông Reo');
    const answer = await change(appointment, 'suspensions', rest);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"v2"' }, body: { state: 'appointed' } });
    expect(await listed(appointment, 'suspensions')).toEqual([{ ...rest, liftedBy: null }]);
    await eventually(() => {
      const events = office.service
        .sent(appointmentRecorded)
        .filter(({ subject }) => subject === appointment.id);
      expect(events.map(({ data }) => data.suspensions)).toEqual([
        [],
        [{ from: '2025-10-01', to: '2025-12-01' }],
      ]);
    });
  });

  it('is lifted by a decision, on one of its days', async () => {
    const { body } = await change(await held('Đặng Hồi Thơm'), 'suspensions', { ...rest, to: null });
    const lift = (on: string) => change(body, 'lift-suspension', { on, decisionNumber: '32-QĐ' });
    expect((await lift('2025-09-30')).body.code).toBe('appointment.not-suspended');
    const lifted = (await lift('2025-11-01')).body;
    expect(await listed(body, 'suspensions')).toEqual([{ ...rest, to: '2025-11-01', liftedBy: '32-QĐ' }]);
    const again = { on: '2025-11-02', decisionNumber: '33-QĐ' };
    expect((await change(lifted, 'lift-suspension', again)).body.code).toBe('appointment.not-suspended');
    // The next may begin where it ended.
    const next = (await change(lifted, 'suspensions', { ...rest, from: '2025-11-01', to: null })).body;
    const never = { on: '2025-11-01', decisionNumber: '34-QĐ' };
    expect((await change(next, 'lift-suspension', never)).status).toBe(200);
    expect(await listed(body, 'suspensions')).toHaveLength(1);
  });

  it('lies within the appointment, and no two share a day', async () => {
    const appointment = await held('Đặng Đào Phai', { to: '2026-01-01' });
    for (const days of [
      { from: '2025-08-31', to: '2025-10-01' },
      { from: '2025-12-01', to: '2026-01-02' },
      { from: '2026-01-01', to: null },
    ])
      expect((await change(appointment, 'suspensions', { ...rest, ...days })).body.code).toBe(
        'appointment.outside-its-days',
      );
    expect((await change(appointment, 'suspensions', { ...rest, from: '2025-12-01' })).status).toBe(400);
    const { body } = await change(appointment, 'suspensions', { ...rest, to: null });
    expect(await change(body, 'suspensions', { ...rest, from: '2025-11-30', to: null })).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
  });

  it('is the registrar’s to decide', async () => {
    const appointment = await held('Đặng Trúc Biếc');
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator'] as const) {
      const path = `${appointments}/${appointment.id}/suspensions`;
      expect((await office.service.as(role).post(path, rest, ifMatch(1))).status, role).toBe(403);
    }
    expect((await change({ ...appointment, version: 2 }, 'suspensions', rest)).status).toBe(412);
    expect((await change({ id: randomUUID(), version: 1 }, 'suspensions', rest)).status).toBe(404);
    const own = office.service.as('collaborator', { personId: appointment.personId });
    expect((await own.get(`${appointments}/${appointment.id}/suspensions`)).status).toBe(200);
    const other = office.service.as('collaborator', { personId: randomUUID() });
    expect((await other.get(`${appointments}/${appointment.id}/suspensions`)).status).toBe(404);
  });
});

describe('a substitution', () => {
  const days = { from: '2025-10-01', to: '2025-11-01', decisionNumber: '41-QĐ' };
  const by = async (fullName: string): Promise<NewSubstitution> => ({
    personId: (await office.person(fullName)).id,
    ...days,
  });

  it('names who acts in the holder’s place, and when', async () => {
    const appointment = await held('Hứa Mận Trắng');
    const substitution = await by('Hứa Sông Êm');
    const { body } = await change(appointment, 'substitutions', substitution);
    expect(body).toMatchObject({ version: 2, personId: appointment.personId });
    expect(await listed(appointment, 'substitutions')).toEqual([substitution]);
    const end = { on: '2025-10-15', decisionNumber: '42-QĐ' };
    const ended = (await change(body, 'end-substitution', end)).body;
    expect(await listed(appointment, 'substitutions')).toEqual([{ ...substitution, to: '2025-10-15' }]);
    expect((await change(ended, 'end-substitution', end)).body.code).toBe('appointment.not-substituted');
  });

  it('is one at a time, by another person, within the appointment', async () => {
    const appointment = await held('Hứa Bưởi Ngọt', { to: '2026-01-01' });
    const own = { personId: appointment.personId, ...days };
    expect((await change(appointment, 'substitutions', own)).body.code).toBe('appointment.own-substitute');
    expect((await change(appointment, 'substitutions', { ...own, personId: randomUUID() })).status).toBe(422);
    const late = { ...(await by('Hứa Rừng Thưa')), to: '2026-01-02' };
    expect((await change(appointment, 'substitutions', late)).body.code).toBe('appointment.outside-its-days');
    const { body } = await change(appointment, 'substitutions', await by('Hứa Na Dai'));
    const second = { ...(await by('Hứa Trăng Rằm')), from: '2025-10-31', to: '2025-12-01' };
    expect((await change(body, 'substitutions', second)).body.code).toBe('resource.conflict');
    expect((await change(body, 'substitutions', { ...second, from: '2025-11-01' })).status).toBe(200);
  });
});
