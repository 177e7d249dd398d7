import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appointmentRecorded } from '#contracts/people';
import { Province, reports } from '../province.fixture.js';

let province: Province;
beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

it('a substitute files and reads in the holder’s place, for nobody else', async () => {
  const [holder, another] = [await province.collaborator(), await province.collaborator()];
  const month = await province.month();
  const { personId, id: appointmentId } = holder.appointment;
  const substitute = province.service.as('collaborator', { personId: randomUUID(), actsFor: personId });
  const filed = await substitute.post(reports, province.report(month, { appointmentId }));
  expect(filed).toMatchObject({ status: 201, body: { appointmentId, channel: 'web' } });
  expect((await holder.client.get(`${reports}/${filed.body.id}`)).status).toBe(200);
  expect((await substitute.get(`${reports}/${filed.body.id}`)).status).toBe(200);
  const elsewhere = province.report(month, { appointmentId: another.appointment.id });
  expect((await substitute.post(reports, elsewhere)).body.code).toBe('opinion.not-appointed');
  const { body } = await another.client.post(reports, province.report(month));
  expect((await substitute.get(`${reports}/${body.id}`)).status).toBe(404);
  // Without naming the appointment it is filed for one's own, and a substitute may have none.
  expect((await substitute.post(reports, province.report(month))).body.code).toBe('opinion.not-appointed');
});

it('an appointment that was undone on its first day has held on none', async () => {
  const { appointment, client } = await province.collaborator();
  const month = await province.month();
  const undone = { ...appointment, from: month.endsOn, to: month.endsOn, state: 'ended' as const };
  await province.service.publish(appointmentRecorded.of(appointment.id, 2, undone));
  expect((await client.post(reports, province.report(month))).body.code).toBe('opinion.not-appointed');
});
