import { randomUUID } from 'node:crypto';
import { getDocumentProxy, extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, certificateChanged } from '#contracts/certificates';
import { personMerged } from '#contracts/people';
import type { Course } from '#contracts/training';
import { eventually } from '#testing/eventually';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { added, appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { PUBLIC_ADDRESS } from './public-address.js';

const certificates = '/v1/training/certificates';
const address = 'https://langnghe.example.org';
const nobody = randomUUID();

let service: TestService;
let registrar: TestClient;
let course: Course;

beforeAll(async () => {
  service = await startTestService(training, { settings: [{ provide: PUBLIC_ADDRESS, useValue: address }] });
  registrar = service.as('registrar');
  course = await added(registrar, { title: 'Phương pháp phỏng vấn', certificateMonths: 24 });
});
afterAll(() => service?.close());

async function member(): Promise<string> {
  const { subject, data, ...event } = appointment();
  await service.publish({ ...event, subject, data });
  return data['personId'] as string;
}

async function given(changes: { personId?: string; validFrom?: string; courseId?: string } = {}) {
  const personId = changes.personId ?? (await member());
  const answer = await registrar.post(certificates, { personId, courseId: course.id, ...changes });
  expect(answer.status).toBe(201);
  return answer.body as Certificate;
}

const elsewhere = (personId: string, changes: object = {}) => ({
  personId,
  courseId: course.id,
  issuer: 'Học viện Báo chí và Tuyên truyền',
  number: '112/CN',
  validFrom: '2025-01-01',
  validTo: null,
  ...changes,
});
const revoke = (certificate: Certificate, reason = 'Cấp nhầm chương trình') =>
  registrar.post(`${certificates}/${certificate.id}/revoke`, { reason }, ifMatch(certificate));
const renew = ({ id }: Certificate) => registrar.post(`${certificates}/${id}/renew`);
const validityOf = async ({ verificationCode }: Certificate) =>
  (await service.anonymous.get(`${certificates}/verify/${verificationCode}`)).body;

/** The number within its year. */
const place = ({ number }: Certificate): number => Number(number.split('/')[0]);

describe('a certificate', () => {
  it('is valid for the months of its course, the last day included', async () => {
    const certificate = await given({ validFrom: '2026-03-03' });
    expect(certificate).toMatchObject({
      courseCode: course.code,
      courseTitle: 'Phương pháp phỏng vấn',
      source: 'office',
      validFrom: '2026-03-03',
      validTo: '2028-03-02',
      state: 'valid',
      version: 1,
    });
  });

  it('is numbered without gaps, also when many are given at once and some are refused', async () => {
    const before = place(await given());
    const people = await Promise.all([member(), member(), member(), member()]);
    const tried = [...people, nobody, nobody].map((personId, index) =>
      registrar.post(certificates, { personId, courseId: course.id }, idempotencyKey(`at-once-${index}`)),
    );
    const answers = await Promise.all(tried);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 422, 422]);
    const places = answers.slice(0, 4).map(({ body }) => place(body));
    expect(places.sort((a, b) => a - b)).toEqual([1, 2, 3, 4].map((step) => before + step));
    expect(place(await given())).toBe(before + 5);
  });

  it('is given only to people of the network, and only for a course that gives one', async () => {
    const personId = await member();
    const silent = await added(registrar, { certificateMonths: null });
    const refused = {
      'no-person': [nobody, course.id],
      'no-course': [personId, nobody],
      'not-given': [personId, silent.id],
    };
    const late = { personId, courseId: course.id, validFrom: '2199-01-01' };
    expect((await registrar.post(certificates, late)).body.code).toBe('certificate.out-of-range');
    for (const [code, [person, of]] of Object.entries(refused)) {
      expect(await registrar.post(certificates, { personId: person, courseId: of })).toMatchObject({
        status: 422,
        body: { code: `certificate.${code}` },
      });
    }
  });

  it('keeps the title under which it was given', async () => {
    const renamed = await added(registrar, { title: 'Tên cũ' });
    const certificate = await given({ courseId: renamed.id });
    const { id, version, ...text } = renamed;
    await registrar.put(`/v1/training/courses/${id}`, { ...text, title: 'Tên mới' }, ifMatch(version));
    expect((await registrar.get(`${certificates}/${certificate.id}`)).body.courseTitle).toBe('Tên cũ');
  });

  it('that was earned elsewhere keeps its own number and is recorded once', async () => {
    const personId = await member();
    const answer = await registrar.post(`${certificates}/elsewhere`, elsewhere(personId));
    expect(answer).toMatchObject({
      status: 201,
      body: { source: 'elsewhere', number: '112/CN', validTo: null, verificationCode: null },
    });
    expect((await registrar.post(`${certificates}/elsewhere`, elsewhere(personId))).status).toBe(409);
    expect((await registrar.get(`${certificates}/${answer.body.id}/document.pdf`)).body.code).toBe(
      'certificate.elsewhere',
    );
    const named = await registrar.post(
      `${certificates}/elsewhere`,
      elsewhere(personId, { issuer: 'Ông Nguyễn Văn Bình', number: '113/CN' }),
    );
    expect(named).toMatchObject({ status: 422, body: { code: 'certificate.personal-data' } });
  });

  it('that were earned elsewhere are recorded from a table, all or none, each once', async () => {
    const [an, binh] = [await member(), await member()];
    const issuer = 'Trường Chính trị tỉnh';
    const send = (lines: string[][], dryRun = false) =>
      registrar.post(
        `${certificates}/elsewhere/files?dryRun=${dryRun}`,
        [['personId', 'courseCode', 'issuer', 'number', 'validFrom', 'validTo'], ...lines]
          .map((line) => line.join('\t'))
          .join('\n'),
        { 'content-type': 'text/tab-separated-values' },
      );
    const line = (
      personId: string,
      number: string,
      from = '2025-01-01',
      to = '',
      code = course.code,
      by = issuer,
    ) => [personId, code, by, number, from, to];
    const listed = async (personId: string): Promise<Certificate[]> =>
      (await registrar.get(`${certificates}?filter[personId][eq]=${personId}`)).body.items;
    const wrong = await send([
      line(an, '7'),
      line(nobody, '8', '2025-01-01', '', 'KHONG-CO'),
      line(binh, '7'),
      line(binh, '9', '2025-01-02', '2025-01-01', course.code, 'Ông Nguyễn Văn Bình'),
      line(binh, '10', 'hôm qua'),
    ]);
    const problems = wrong.body.problems as { line: number; message: string }[];
    expect([wrong.status, wrong.body.applied]).toEqual([200, false]);
    expect(problems.map((one) => `${one.line} ${one.message.split(':')[0]}`)).toEqual([
      '3 personId',
      '3 courseCode',
      '4 number',
      '5 validTo',
      '5 issuer',
      '6 validFrom',
    ]);
    const lines = [line(an, '7'), line(binh, '8/CN', '2025-01-01', '2027-12-31'), line(an, '7')];
    const applied = (answer: boolean, count: number) => ({
      status: 200,
      body: { applied: answer, counts: { certificates: count }, problems: [] },
    });
    expect(await send(lines, true)).toMatchObject(applied(false, 2));
    expect(await listed(an)).toEqual([]);
    expect(await send(lines)).toMatchObject(applied(true, 2));
    expect(await send(lines)).toMatchObject(applied(true, 0));
    expect(await listed(an)).toMatchObject([{ source: 'elsewhere', number: '7', issuer, validTo: null }]);
    expect(await listed(binh)).toMatchObject([{ number: '8/CN', validTo: '2027-12-31' }]);
    const [told] = await listed(binh);
    await eventually(() =>
      expect(service.sent(certificateChanged).some(({ subject }) => subject === told!.id)).toBe(true),
    );
  });

  it('is revoked once, with a reason that names nobody', async () => {
    const certificate = await given();
    expect(await revoke(certificate, 'Gọi số 0912 345 678')).toMatchObject({
      status: 422,
      body: { code: 'certificate.personal-data', errors: [{ path: 'reason' }] },
    });
    const { body: revoked, status } = await revoke(certificate);
    expect([status, revoked.state, revoked.revokeReason]).toEqual([200, 'revoked', 'Cấp nhầm chương trình']);
    for (const late of [await revoke(revoked), await renew(revoked)])
      expect(late).toMatchObject({ status: 409, body: { code: 'certificate.revoked' } });
    expect((await revoke(certificate)).status).toBe(412);
  });

  it('is followed by one that starts when it ends, or today when it has ended', async () => {
    const ended = await given({ validFrom: '2020-01-01' });
    const running = await given();
    const { body: next } = await renew(running);
    expect(next).toMatchObject({ renewsId: running.id, personId: running.personId, source: 'office' });
    expect(new Date(next.validFrom).getTime() - new Date(running.validTo!).getTime()).toBe(86_400_000);
    expect((await renew(ended)).body.validFrom).toBe(running.validFrom);
    expect(await renew(running)).toMatchObject({ status: 409, body: { code: 'certificate.renewed' } });
  });

  it('is listed before it expires, until it is renewed', async () => {
    const personId = await member();
    const certificate = await given({ personId });
    const expiring = async (days: number) =>
      (await registrar.get(`${certificates}?filter[personId][eq]=${personId}&expiringWithin=${days}`)).body
        .items;
    expect(await expiring(700)).toEqual([]);
    expect(await expiring(740)).toEqual([certificate]);
    await renew(certificate);
    expect(await expiring(740)).toEqual([]);
  });

  it('is read by its holder and the office; what the office reads is recorded', async () => {
    const certificate = await given();
    const path = `${certificates}/${certificate.id}`;
    const holder = service.as('collaborator', { personId: certificate.personId });
    expect((await holder.get(path)).body).toEqual(certificate);
    expect((await holder.get(certificates)).body.items).toEqual([certificate]);
    expect((await service.as('collaborator', { personId: await member() }).get(path)).status).toBe(404);
    const interviewer = service.as([], { personId: certificate.personId });
    expect((await interviewer.get(path)).body).toEqual(certificate);
    expect((await interviewer.get(`${path}/document.pdf`)).status).toBe(200);
    for (const stranger of [service.as('reviewer'), service.as([], { personId: await member() })])
      expect((await stranger.get(path)).status).toBe(404);
    await registrar.get(path);
    const reads = await service.database.query(
      `SELECT FROM training.audit_entry WHERE action = 'certificate.read' AND entity = $1`,
      [`certificate:${certificate.id}`],
    );
    expect(reads).toHaveLength(1);
  });

  it('tells the registry of every change', async () => {
    const certificate = await given();
    await revoke(certificate);
    const told = await eventually(() => {
      const events = service.sent(certificateChanged).filter(({ subject }) => subject === certificate.id);
      expect(events).toHaveLength(2);
      return events;
    });
    expect(told.map(({ sequence, data }) => [sequence, data.state, data.number])).toEqual([
      [1, 'valid', certificate.number],
      [2, 'revoked', certificate.number],
    ]);
  });

  it('goes with its holder when two records of one person become one', async () => {
    const certificate = await given();
    const kept = await member();
    await service.publish(personMerged.of(kept, 2, { id: kept, duplicateId: certificate.personId }));
    expect((await registrar.get(`${certificates}/${certificate.id}`)).body.personId).toBe(kept);
  });
});

describe('the public address of a certificate', () => {
  it('shows whether it counts today, and nothing else', async () => {
    const current = await given();
    const { on, ...rest } = await validityOf(current);
    expect(on).toBe(current.validFrom);
    expect(rest).toEqual({ validity: 'valid' });
    expect((await validityOf(await given({ validFrom: '2020-01-01' }))).validity).toBe('expired');
    expect((await validityOf(await given({ validFrom: '2190-01-01' }))).validity).toBe('not-yet-valid');
    await revoke(current);
    expect((await validityOf(current)).validity).toBe('revoked');
  });

  it('knows no code that was not given, and has one for every certificate', async () => {
    const codes = [await given(), await given()].map(({ verificationCode }) => verificationCode);
    expect(new Set(codes).size).toBe(2);
    expect((await service.anonymous.get(`${certificates}/verify/${'A'.repeat(22)}`)).status).toBe(404);
    expect((await service.anonymous.get(`${certificates}/verify/1`)).status).toBe(400);
  });

  it('stands on the document, which leaves the name to the pen', async () => {
    const certificate = await given({ validFrom: '2026-03-03' });
    const answer = await registrar.get(`${certificates}/${certificate.id}/document.pdf`);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
    const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(answer.body)), {
      mergePages: true,
    });
    expect(totalPages).toBe(1);
    expect(text).toContain(`Số: ${certificate.number}`);
    expect(text).toContain('Có giá trị từ ngày 03 tháng 3 năm 2026 đến hết ngày 02 tháng 3 năm 2028.');
    expect(text).toContain(`${address}${certificates}/verify/${certificate.verificationCode}`);
    expect(text).toMatch(/Ông \(bà\): \.{20}/);
  });
});
