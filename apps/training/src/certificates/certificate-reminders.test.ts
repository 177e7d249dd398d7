import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Certificate, certificateExpiring, certificateReminders } from '#contracts/certificates';
import { eventually } from '#testing/eventually';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { dayFromNow, reminded } from '../reminders.fixture.js';
import { added, appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const certificates = '/v1/training/certificates';

let service: TestService;
let worker: { stop(): Promise<void> };
let registrar: TestClient;
let courseId: string;
beforeAll(async () => {
  service = await startTestService(training);
  worker = await startTestWorker(training, service);
  registrar = service.as('registrar');
  courseId = (await added(registrar, { title: 'Phương pháp phỏng vấn' })).id;
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

/** Of somebody who is appointed, ending in so many days. */
async function endingIn(days: number): Promise<Certificate & { appointmentId: string }> {
  const event = appointment();
  await service.publish(event);
  const { status, body } = await registrar.post(`${certificates}/elsewhere`, {
    personId: event.data['personId'],
    courseId,
    issuer: 'Học viện Báo chí và Tuyên truyền',
    number: randomUUID().slice(0, 8),
    validFrom: '2020-01-01',
    validTo: await dayFromNow(service, days),
  });
  expect(status).toBe(201);
  return { ...body, appointmentId: event.subject };
}

/** Days left of each certificate that one run of the job told of. */
async function morning(): Promise<Record<string, number>> {
  const before = service.sent(certificateExpiring).length;
  const count = await reminded(service, certificateReminders.name);
  return eventually(() => {
    const told = service.sent(certificateExpiring).slice(before);
    expect(told).toHaveLength(count);
    return Object.fromEntries(told.map(({ subject, data }) => [subject, data.daysLeft]));
  });
}

const endsIn = (certificate: Certificate, days: number) =>
  service.database.query(
    `UPDATE training.certificate SET valid_to = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $2::integer WHERE id = $1`,
    [certificate.id, days],
  );

it('the end of a certificate is told once for each number of days reached, while none follows on it', async () => {
  const [soon, later, last, over] = [
    await endingIn(20),
    await endingIn(91),
    await endingIn(0),
    await endingIn(-1),
  ];
  expect(await morning()).toEqual({ [soon.id]: 20, [last.id]: 0 });
  const [told] = service.sent(certificateExpiring).filter(({ subject }) => subject === soon.id);
  expect(told!.data).toMatchObject({ personId: soon.personId, appointmentIds: [soon.appointmentId] });
  expect(await morning()).toEqual({});

  await endsIn(later, 90);
  await endsIn(soon, 7);
  expect(await morning()).toEqual({ [later.id]: 90, [soon.id]: 7 });

  await endsIn(later, 5);
  const renewed = await registrar.post(`${certificates}/${later.id}/renew`);
  expect(renewed.status).toBe(201);
  expect(await morning()).toEqual({});
  expect(service.sent(certificateExpiring).some(({ subject }) => subject === over.id)).toBe(false);
});
