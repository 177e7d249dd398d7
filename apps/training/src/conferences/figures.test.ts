import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingFiguresCounted } from '#contracts/conference-events';
import { periodClosed, periodOpened } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { ReformedProvince } from '../coverage/units.fixture.js';
import { added, appointment, classes, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferences, heldConference, plannedConference } from './conferences.fixture.js';

let service: TestService;
let editor: TestClient;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
afterAll(() => service?.close());

const opened = (id: string) =>
  periodOpened.of(id, 1, {
    id,
    code: '2025-03',
    kind: 'monthly',
    startsOn: '2025-03-01',
    endsOn: '2025-03-31',
  });
const closed = (id: string) =>
  periodClosed.of(id, 2, { id, code: '2025-03', expected: 0, received: 0, onTime: 0 });
const countedOf = (id: string) =>
  service.sent(trainingFiguresCounted).filter(({ data }) => data.periodId === id);
const on = (from: string, to: string) => ({ startsAt: from, endsAt: to });

describe('the figures of a period', () => {
  it('say unit by unit what was held, who came, what was said and what is open, once it is closed', async () => {
    const [here, there, quiet] = [randomUUID(), randomUUID(), randomUUID()] as [string, string, string];
    const personId = randomUUID();
    await service.publish(appointment({ personId }));

    // Late on 28 February by UTC it is March in Vietnam; late on 31 March it is April.
    const march = await plannedConference(editor, {
      areaId: here,
      ...on('2025-02-28T18:00:00Z', '2025-02-28T19:00:00Z'),
    });
    const invitation = { personIds: [personId], reason: 'Thành viên' };
    await editor.post(`${conferences}/${march.id}/participants`, invitation);
    const sites = [
      { number: 1, personIds: [personId], guests: 10 },
      { number: 2, personIds: [], guests: 4 },
    ];
    await editor.post(`${conferences}/${march.id}/attendance`, { sites }, ifMatch(2));
    const april = await heldConference(editor, {
      areaId: here,
      ...on('2025-03-31T17:30:00Z', '2025-03-31T19:00:00Z'),
    });
    await plannedConference(editor, {
      areaId: quiet,
      ...on('2025-03-10T01:00:00Z', '2025-03-10T03:00:00Z'),
    });
    for (const text of ['Giá phân bón tăng', 'Đường liên thôn hỏng'])
      await editor.post(`${conferences}/${march.id}/entries`, {
        kind: 'statement',
        topic: 'economy',
        areaId: there,
        text,
        answer: null,
      });
    await editor.post(`${conferences}/${march.id}/entries`, { kind: 'decision', text: 'Giao rà soát' });
    const item = async (conferenceId: string) => {
      const { body } = await editor.post(`${conferences}/${conferenceId}/action-items`, {
        text: 'Rà soát',
        ownerOrganisationId: randomUUID(),
        ownerAppointmentId: null,
        dueOn: '2025-03-20',
      });
      return body;
    };
    const close = async (one: { id: string; version: number }, conferenceId: string) =>
      editor.post(
        `/v1/training/action-items/${one.id}/close`,
        { conferenceId, outcome: 'Xong' },
        ifMatch(one),
      );
    await item(march.id);
    expect((await close(await item(march.id), march.id)).status).toBe(200);
    // It was still open at the end of March.
    expect((await close(await item(march.id), april.id)).status).toBe(200);
    await item(april.id);

    const lesson = await planned(editor, { areaId: there });
    await editor.post(`${classes}/${lesson.id}/participants`, invitation);
    const list = { attended: [personId], passed: [personId] };
    const { body: invited } = await editor.get(`${classes}/${lesson.id}`);
    await editor.post(`${classes}/${lesson.id}/attendance`, list, ifMatch(invited));
    await editor.post(`${classes}/${lesson.id}/certificates`);
    const numbers = { invited: 30, attended: 25, passed: 20 };
    await held(
      editor,
      await planned(editor, { areaId: there, startsOn: '2025-02-27', endsOn: '2025-03-01' }),
      numbers,
    );
    await held(
      editor,
      await planned(editor, { areaId: there, startsOn: '2025-02-27', endsOn: '2025-02-28' }),
      numbers,
    );

    const id = randomUUID();
    await service.publish(opened(id), closed(id));
    const [event] = await eventually(() => {
      expect(countedOf(id)).toHaveLength(1);
      return countedOf(id);
    });
    expect(event).toMatchObject({
      subject: id,
      sequence: 2,
      data: { startsOn: '2025-03-01', endsOn: '2025-03-31' },
    });
    const none = { classesHeld: 0, attended: 0, passed: 0, certificatesGiven: 0 };
    expect(event!.data.units).toEqual(
      [
        {
          areaId: here,
          ...none,
          conferencesHeld: 1,
          conferenceAttendance: 15,
          statements: 2,
          openActionItems: 2,
        },
        {
          areaId: there,
          classesHeld: 2,
          attended: 26,
          passed: 21,
          certificatesGiven: 1,
          conferencesHeld: 0,
          conferenceAttendance: 0,
          statements: 0,
          openActionItems: 0,
        },
      ].sort((one, other) => one.areaId.localeCompare(other.areaId)),
    );
  });

  it('say of each course who of those appointed is trained on the last day', async () => {
    const province = new ReformedProvince();
    const course = await added(editor, { audience: ['field-supervisor'] });
    const supervisor = { role: 'field-supervisor', areaId: province.areas.anPhu } as const;
    const trained = appointment(supervisor);
    await service.publish(...province.events(), trained, appointment(supervisor));
    const certificate = { personId: trained.data['personId'], courseId: course.id, validFrom: '2025-03-31' };
    expect((await editor.post('/v1/training/certificates', certificate)).status).toBe(201);
    const id = randomUUID();
    await service.publish(opened(id), closed(id));
    const [event] = await eventually(() => {
      expect(countedOf(id)).toHaveLength(1);
      return countedOf(id);
    });
    const { province: whole, district, anPhu } = province.areas;
    expect(event!.data.coverage.filter(({ courseId }) => courseId === course.id)).toEqual(
      [whole, district, anPhu].map((areaId) => ({ courseId: course.id, areaId, appointed: 2, trained: 1 })),
    );
  });

  it('are not told of a period whose days are not known', async () => {
    const [unknown, known] = [randomUUID(), randomUUID()];
    await service.publish(closed(unknown), opened(known), closed(known));
    await eventually(() => expect(countedOf(known)).toHaveLength(1));
    expect(countedOf(unknown)).toEqual([]);
    const { body } = await service.as('administrator').get('/v1/training/dead-letters');
    expect(body.items).toEqual([]);
  });
});
