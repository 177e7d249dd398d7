import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Appointment } from '#contracts/people';
import { ifMatch } from '#testing/test-service';
import { appointments, Office, people } from '../people/office.fixture.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const postsOf = (id: string) => `${people}/${id}/posts`;
const postAt = ({ organisationId }: Pick<Appointment, 'organisationId'>, changes: object = {}) => ({
  organisationId,
  position: 'Trưởng phòng Tổng hợp',
  from: '2022-01-01',
  to: '2025-09-01',
  ...changes,
});

it('the posts of a person are those recorded, and those that an appointment says', async () => {
  const person = await office.person('Lăng Cỏ May');
  const appointment = await office.appointed(person, { position: 'Phó Trưởng phòng' });
  const recorded = await office.registrar.post(postsOf(person.id), postAt(appointment));
  expect(recorded).toMatchObject({ status: 201, body: { appointmentId: null } });
  const known = { appointmentId: appointment.id, position: 'Phó Trưởng phòng', from: '2025-09-01', to: null };
  const list = async () => (await office.registrar.get(postsOf(person.id))).body.items;
  expect(await list()).toMatchObject([recorded.body, known]);
  // What is recorded by itself says it better: the post began before the appointment.
  const post = postAt(appointment, { position: 'Phó Trưởng phòng', from: '2024-01-01', to: null });
  const own = (await office.registrar.post(postsOf(person.id), post)).body;
  expect(await list()).toEqual([recorded.body, own]);
  const path = `${postsOf(person.id)}/${own.id}`;
  const corrected = await office.registrar.put(path, { ...post, to: '2025-12-01' }, ifMatch(own));
  expect(corrected).toMatchObject({ status: 200, body: { to: '2025-12-01', version: 2 } });
  expect((await office.registrar.delete(path, ifMatch(1))).status).toBe(412);
  expect((await office.registrar.delete(path)).status).toBe(428);
  expect((await office.registrar.delete(path, ifMatch(2))).status).toBe(204);
  expect(await list()).toMatchObject([recorded.body, known]);
  expect((await office.registrar.delete(path, ifMatch(2))).status).toBe(404);
});

it('a post is held once at a time, at an organisation that there is, by somebody known', async () => {
  const person = await office.person('Lăng Quýt Hồng');
  const appointment = await office.appointed(await office.person('Lăng Hoa Mơ'));
  const record = (id: string, changes: object = {}) =>
    office.registrar.post(postsOf(id), postAt(appointment, changes));
  expect((await record(person.id)).status).toBe(201);
  expect((await record(person.id, { from: '2025-08-31', to: null })).status).toBe(409);
  expect((await record(person.id, { from: '2025-09-01', to: null })).status).toBe(201);
  expect((await record(person.id, { organisationId: randomUUID() })).status).toBe(422);
  expect((await record(person.id, { to: '2021-01-01' })).status).toBe(400);
  expect((await record(randomUUID())).status).toBe(404);
});

it('a post is recorded by the registrar and seen by its holder', async () => {
  const person = await office.person('Lăng Nương Ngô');
  const { organisationId } = await office.appointed(person);
  const holder = office.service.as('collaborator', { personId: person.id });
  expect((await holder.get(postsOf(person.id))).status).toBe(200);
  expect((await holder.post(postsOf(person.id), postAt({ organisationId }))).status).toBe(403);
  expect(
    (await office.service.as('collaborator', { personId: randomUUID() }).get(postsOf(person.id))).status,
  ).toBe(404);
  expect((await office.registrar.get(appointments)).status).toBe(200);
});
