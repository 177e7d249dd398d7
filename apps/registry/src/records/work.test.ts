import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conferenceAttendanceRecorded } from '#contracts/conference-events';
import { attendanceRecorded, certificateChanged } from '#contracts/certificates';
import type { Person } from '#contracts/people';
import type { PersonRecord } from '#contracts/person-records';
import { fieldworkCounted } from '#contracts/survey-events';
import { ifMatch } from '#testing/test-service';
import { rangesOf } from '../areas/units.fixture.js';
import { Office, people } from '../people/office.fixture.js';

const own = '/v1/registry/me/record';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const themselves = ({ id }: Person) => office.service.as('collaborator', { personId: id });
const recordOf = async (person: Person): Promise<PersonRecord> => (await themselves(person).get(own)).body;

const attendance = ({ id: personId }: Person, changes: Partial<Attendance> = {}): Attendance => ({
  classId: randomUUID(),
  personId,
  courseTitle: 'Phương pháp nắm bắt dư luận xã hội',
  startsOn: '2026-03-02',
  attended: false,
  passed: null,
  ...changes,
});
type Attendance = Parameters<typeof attendanceRecorded.of>[2];

const certificate = ({ id: personId }: Person, changes: Partial<Certificate> = {}): Certificate => ({
  id: randomUUID(),
  personId,
  courseId: randomUUID(),
  courseCode: 'PV01',
  courseTitle: 'Kỹ năng phỏng vấn',
  number: '17/2026',
  validFrom: '2026-03-05',
  validTo: '2028-03-04',
  state: 'valid',
  ...changes,
});
type Certificate = Parameters<typeof certificateChanged.of>[2];

const fieldwork = ({ id: personId }: Person, changes: Partial<Fieldwork> = {}): Fieldwork => ({
  planId: randomUUID(),
  personId,
  title: 'Điều tra nhanh về sắp xếp đơn vị hành chính',
  fieldStartsOn: '2026-04-01',
  fieldEndsOn: '2026-04-20',
  assigned: 48,
  completed: 12,
  ...changes,
});
type Fieldwork = Parameters<typeof fieldworkCounted.of>[2];

const told = async (person: Person) => {
  const facts = {
    attendance: attendance(person),
    certificate: certificate(person),
    fieldwork: fieldwork(person),
  };
  await office.service.publish(
    attendanceRecorded.of(facts.attendance.classId, 1, facts.attendance),
    certificateChanged.of(facts.certificate.id, 1, facts.certificate),
    fieldworkCounted.of(facts.fieldwork.planId, 1, facts.fieldwork),
  );
  return facts;
};
const withoutPerson = <Facts extends { personId: string }>({ personId: _, ...rest }: Facts) => rest;

describe('training and fieldwork in a record', () => {
  it('are what the other services told, for the person to see', async () => {
    const person = await office.person('Hoàng Thị Hòa');
    const { attendance: invited, certificate: given, fieldwork: done } = await told(person);
    const { training, fieldwork: fielded } = await recordOf(person);
    expect(training).toEqual({ classes: [withoutPerson(invited)], certificates: [withoutPerson(given)] });
    expect(fielded).toEqual([withoutPerson(done)]);
  });

  it('are the newest that was told, in whatever order it comes', async () => {
    const person = await office.person('Nông Văn Bình');
    const { attendance: invited, certificate: given, fieldwork: done } = await told(person);
    const came = { ...invited, attended: true, passed: true };
    const revoked = { ...given, state: 'revoked' as const };
    const more = { ...done, completed: 40 };
    await office.service.publish(
      attendanceRecorded.of(invited.classId, 3, came),
      certificateChanged.of(given.id, 3, revoked),
      fieldworkCounted.of(done.planId, 3, more),
    );
    await office.service.publish(
      attendanceRecorded.of(invited.classId, 2, { ...invited, attended: true }),
      certificateChanged.of(given.id, 2, { ...given, number: '18/2026' }),
      fieldworkCounted.of(done.planId, 2, { ...done, completed: 30 }),
    );
    const { training, fieldwork: fielded } = await recordOf(person);
    expect(training).toEqual({ classes: [withoutPerson(came)], certificates: [withoutPerson(revoked)] });
    expect(fielded).toEqual([withoutPerson(more)]);
  });

  it('are one person’s, though a class and a survey have many', async () => {
    const [an, duc] = [await office.person('Lý An'), await office.person('Bế Văn Đức')];
    const [classId, planId] = [randomUUID(), randomUUID()];
    await office.service.publish(
      attendanceRecorded.of(classId, 1, attendance(an, { classId })),
      attendanceRecorded.of(classId, 1, attendance(duc, { classId, attended: true })),
      fieldworkCounted.of(planId, 1, fieldwork(an, { planId, completed: 1 })),
      fieldworkCounted.of(planId, 1, fieldwork(duc, { planId, completed: 2 })),
    );
    expect((await recordOf(an)).training.classes).toMatchObject([{ classId, attended: false }]);
    expect((await recordOf(duc)).training.classes).toMatchObject([{ classId, attended: true }]);
    expect((await recordOf(an)).fieldwork).toMatchObject([{ planId, completed: 1 }]);
    expect((await recordOf(duc)).fieldwork).toMatchObject([{ planId, completed: 2 }]);
  });

  it('have beside them the conferences to which the person was invited, newest first', async () => {
    const [person, other] = [await office.person('Hà Văn Sơn'), await office.person('Vi Thị Thu')];
    const [march, april] = [randomUUID(), randomUUID()];
    const facts = { conferenceId: march, title: 'Giao ban tháng 3', heldOn: '2026-03-30', attended: false };
    const later = { conferenceId: april, title: 'Giao ban tháng 4', heldOn: '2026-04-29', attended: true };
    const say = (one: typeof facts, version: number, { id: personId }: Person) =>
      conferenceAttendanceRecorded.of(one.conferenceId, version, { ...one, personId });
    await office.service.publish(
      say({ ...facts, attended: true }, 3, person),
      say(facts, 2, person),
      say(later, 2, person),
      say(facts, 2, other),
    );
    expect((await recordOf(person)).conferences).toEqual([later, { ...facts, attended: true }]);
    expect((await recordOf(other)).conferences).toEqual([facts]);
    const { body } = await themselves(person).get('/v1/registry/me/data');
    const kept = body.tables.find(({ table }: { table: string }) => table === 'conference_attendance');
    expect(kept.rows).toHaveLength(2);
  });

  it('come newest first', async () => {
    const person = await office.person('Đinh Thị Hạnh');
    for (const [index, day] of ['2024-05-01', '2026-05-01', '2025-05-01'].entries()) {
      const [one, two] = [attendance(person, { startsOn: day }), certificate(person, { validFrom: day })];
      const three = fieldwork(person, { fieldStartsOn: day });
      await office.service.publish(
        attendanceRecorded.of(one.classId, index + 1, one),
        certificateChanged.of(two.id, index + 1, two),
        fieldworkCounted.of(three.planId, index + 1, three),
      );
    }
    const { training, fieldwork: fielded } = await recordOf(person);
    const days = ['2026-05-01', '2025-05-01', '2024-05-01'];
    expect(training.classes.map(({ startsOn }) => startsOn)).toEqual(days);
    expect(training.certificates.map(({ validFrom }) => validFrom)).toEqual(days);
    expect(fielded!.map(({ fieldStartsOn }) => fieldStartsOn)).toEqual(days);
  });

  it('show a reviewer the training, and not the fieldwork, which has no area', async () => {
    const person = await office.person('Lộc Văn Giang');
    await office.appointed(person);
    await told(person);
    const ranges = await rangesOf(office.service, await office.unit('20'));
    const reviewer = office.service.as('reviewer', { ranges });
    const { body } = await reviewer.get(`${people}/${person.id}/record`);
    expect(body.training.certificates).toHaveLength(1);
    expect(body.fieldwork).toBeNull();
  });

  it('stand in the export of one’s own data', async () => {
    const person = await office.person('Triệu Thị Kim');
    const { attendance: invited, certificate: given, fieldwork: done } = await told(person);
    const { body } = await themselves(person).get('/v1/registry/me/data');
    const rows = (name: string) =>
      body.tables.find(({ table }: { table: string }) => table === name)!.rows as object[];
    expect(rows('training_attendance')).toMatchObject([{ class_id: invited.classId }]);
    expect(rows('training_certificate')).toMatchObject([{ number: given.number }]);
    expect(rows('fieldwork')).toMatchObject([{ plan_id: done.planId, completed: 12 }]);
  });

  it('keep their counts when the person is erased, and lose the number of the certificate', async () => {
    const person = await office.person('Dương Thị Lan');
    const { certificate: given } = await told(person);
    const decision = { reason: 'recorded-by-mistake', decisionNumber: '1-QĐ', decisionDate: '2026-05-04' };
    const asked = await office.service
      .as('registrar', { accountId: randomUUID() })
      .post('/v1/registry/erasures', { personId: person.id, ...decision });
    const done = await office.registrar.post(
      `/v1/registry/erasures/${asked.body.id}/carry-out`,
      undefined,
      ifMatch(asked.body),
    );
    expect(done.status).toBe(200);
    const { body } = await office.registrar.get(`${people}/${person.id}/record`);
    expect(body.training.classes).toHaveLength(1);
    expect(body.training.certificates).toMatchObject([{ id: given.id, number: '–' }]);
    expect(body.fieldwork).toMatchObject([{ assigned: 48, completed: 12 }]);
    // What is told again afterwards does not bring it back.
    await office.service.publish(certificateChanged.of(given.id, 2, { ...given, state: 'revoked' }));
    const later = (await office.registrar.get(`${people}/${person.id}/record`)).body;
    expect(later.training.certificates).toMatchObject([{ state: 'revoked', number: '–' }]);
  });
});
