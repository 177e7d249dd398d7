import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  conferenceAttendanceRecorded,
  conferenceReminders,
  conferenceTold,
} from '#contracts/conference-events';
import type { Conference, ConferencePlan } from '#contracts/conferences';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { ReformedProvince } from '../coverage/units.fixture.js';
import { dayFromNow, reminded } from '../reminders.fixture.js';
import { appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferencePlan, conferences, plannedConference } from './conferences.fixture.js';

let service: TestService;
let worker: { stop(): Promise<void> };
let editor: TestClient;
let an: string, binh: string;
beforeAll(async () => {
  service = await startTestService(training);
  worker = await startTestWorker(training, service);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh] = [randomUUID(), randomUUID()].sort() as [string, string];
  await service.publish(...[an, binh].map((personId) => appointment({ personId })));
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const told = ({ id }: Conference) =>
  service
    .sent(conferenceTold)
    .filter(({ data }) => data.conferenceId === id)
    .map(({ data }) => [data.what, data.personIds]);
const invite = ({ id }: Conference, personIds: string[]) =>
  editor.post(`${conferences}/${id}/participants`, { personIds, reason: 'Thành viên' });
const now = async ({ id }: Conference): Promise<Conference> =>
  (await editor.get(`${conferences}/${id}`)).body;
const update = async (one: Conference, changes: Partial<ConferencePlan>) =>
  editor.put(`${conferences}/${one.id}`, conferencePlan(changes), ifMatch(await now(one)));

/** Some days from now, in the morning of Vietnam. */
async function inDays(days: number): Promise<Pick<ConferencePlan, 'startsAt' | 'endsAt'>> {
  const day = await dayFromNow(service, days);
  return { startsAt: `${day}T08:00:00+07:00`, endsAt: `${day}T11:00:00+07:00` };
}

describe('who is to come to a conference', () => {
  it('is told once of the invitation, of what changes for them, and of its end', async () => {
    const talk = { title: 'Chuyên đề', aggregateId: null, speakerPersonId: binh, materials: [] };
    const conference = await plannedConference(editor, { agenda: [talk] });
    await invite(conference, [an]);
    await invite(conference, [an]);
    await eventually(() => expect(told(conference)).toEqual([['invited', [an]]]));
    expect((await update(conference, { agenda: [talk], chair: 'Trưởng Ban' })).status).toBe(200);
    await update(conference, { agenda: [talk], startsAt: '2025-04-02T08:00:00+07:00' });
    const both = [an, binh];
    await eventually(() => expect(told(conference).slice(1)).toEqual([['changed', both]]));
    const cancel = `${conferences}/${conference.id}/cancel`;
    await editor.post(cancel, { reason: 'Bão số 3' }, ifMatch(await now(conference)));
    await eventually(() => expect(told(conference).slice(2)).toEqual([['cancelled', both]]));
  });

  it('is reminded seven days and one day before, each once; anew where it begins at another time', async () => {
    const morning = async (...of: Conference[]): Promise<number[]> => {
      const before = of.map((one) => told(one).length);
      const count = await reminded(service, conferenceReminders.name);
      return eventually(() => {
        const soon = of.map((one, index) => told(one).slice(before[index]));
        expect(soon.filter((said) => said.length > 0)).toHaveLength(count);
        return soon.map((said) => said.filter(([what]) => what === 'soon').length);
      });
    };
    const [near, far, past] = [
      await plannedConference(editor, await inDays(6)),
      await plannedConference(editor, await inDays(8)),
      await plannedConference(editor),
    ] as const;
    for (const one of [near, far, past]) await invite(one, [an]);
    await eventually(() => expect([near, far, past].map((one) => told(one).length)).toEqual([1, 1, 1]));
    expect(await morning(near, far, past)).toEqual([1, 0, 0]);
    expect(await morning(near, far, past)).toEqual([0, 0, 0]);
    await update(near, await inDays(1));
    await eventually(() => expect(told(near).at(-1)).toEqual(['changed', [an]]));
    expect(await morning(near, far, past)).toEqual([1, 0, 0]);
    const cancel = `${conferences}/${far.id}/cancel`;
    await update(far, await inDays(1));
    await editor.post(cancel, { reason: 'Bão số 3' }, ifMatch(await now(far)));
    await eventually(() => expect(told(far).at(-1)).toEqual(['cancelled', [an]]));
    expect(await morning(near, far, past)).toEqual([0, 0, 0]);
  });

  it('stands in the record of each with whether they came, as the list was last corrected', async () => {
    const conference = await plannedConference(editor);
    await invite(conference, [an, binh]);
    const attend = async (personIds: string[]) => {
      const sites = [{ number: 1, personIds, guests: 0 }];
      const path = `${conferences}/${conference.id}/attendance`;
      expect((await editor.post(path, { sites }, ifMatch(await now(conference)))).status).toBe(200);
    };
    await attend([an]);
    await attend([an, binh]);
    const events = await eventually(() => {
      const sent = service
        .sent(conferenceAttendanceRecorded)
        .filter(({ data }) => data.conferenceId === conference.id);
      expect(sent).toHaveLength(4);
      return sent;
    });
    const newest = events.filter(({ sequence }) => sequence === 4).map(({ data }) => data);
    const facts = { conferenceId: conference.id, title: conference.title, heldOn: '2025-04-02' };
    expect(newest).toEqual(
      expect.arrayContaining([an, binh].map((personId) => ({ ...facts, personId, attended: true }))),
    );
  });
});

describe('over a reform', () => {
  it('only those under a unit are invited by role, where their unit stands on that day', async () => {
    const province = new ReformedProvince();
    const role = 'field-supervisor';
    const facts = { role, level: 'commune' } as const;
    await service.publish(
      ...province.events(),
      appointment({ ...facts, personId: an, areaId: province.areas.tanLap }),
      appointment({ ...facts, personId: binh, areaId: province.areas.binhMinh }),
    );
    const invited = async (day: string, under: string): Promise<string[]> => {
      const times = { startsAt: `${day}T08:00:00+07:00`, endsAt: `${day}T11:00:00+07:00` };
      const { id } = await plannedConference(editor, times);
      const { status } = await editor.post(`${conferences}/${id}/participants/by-role`, { role, under });
      expect(status).toBe(200);
      const { body } = await editor.get(`${conferences}/${id}/participants`);
      return body.items.map(({ personId }: { personId: string }) => personId);
    };
    expect(await invited('2025-06-02', province.areas.district)).toEqual([an, binh]);
    expect(await invited('2025-06-02', province.areas.tanLap)).toEqual([an]);
    expect(await invited('2025-08-04', province.areas.hoaBinh)).toEqual([an]);
    expect(await invited('2025-08-04', province.areas.province)).toEqual([an, binh]);
    expect(await invited('2025-08-04', province.areas.district)).toEqual([]);
  });

  it('what is open goes on to the conferences of the unit that follows, which may close it', async () => {
    const province = new ReformedProvince();
    await service.publish(...province.events());
    const held = async (areaId: string, day: string): Promise<Conference> => {
      const times = { startsAt: `${day}T08:00:00+07:00`, endsAt: `${day}T11:00:00+07:00` };
      const plan = await plannedConference(editor, { ...times, areaId });
      const sites = [{ number: 1, personIds: [], guests: 3 }];
      return (await editor.post(`${conferences}/${plan.id}/attendance`, { sites }, ifMatch(plan))).body;
    };
    const agreed = async ({ id }: Conference, text: string) =>
      (
        await editor.post(`${conferences}/${id}/action-items`, {
          text,
          ownerOrganisationId: randomUUID(),
          ownerAppointmentId: null,
          dueOn: '2025-09-01',
        })
      ).body;
    const carried = async ({ id }: Conference): Promise<string[]> =>
      (await editor.get(`${conferences}/${id}/action-items`)).body.items.map(
        ({ text }: { text: string }) => text,
      );
    const { anPhu, tanLap, binhMinh, hoaBinh, yenSon, province: whole } = province.areas;
    const [first, second, third] = [
      await agreed(await held(anPhu, '2025-06-02'), 'An Phú'),
      await agreed(await held(tanLap, '2025-06-03'), 'Tân Lập'),
      await agreed(await held(binhMinh, '2025-06-04'), 'Bình Minh'),
    ];
    const after = await held(hoaBinh, '2025-07-15');
    expect((await carried(after)).sort()).toEqual(['An Phú', 'Bình Minh', 'Tân Lập']);
    expect(await carried(await held(yenSon, '2025-07-16'))).toEqual(['Bình Minh']);
    expect(await carried(await held(whole, '2025-07-17'))).toEqual([]);
    const close = (item: { id: string; version: number }, conferenceId: string) =>
      editor.post(
        `/v1/training/action-items/${item.id}/close`,
        { conferenceId, outcome: 'Xong' },
        ifMatch(item),
      );
    expect((await close(first, after.id)).status).toBe(200);
    expect((await close(third, after.id)).status).toBe(200);
    const elsewhere = await held(yenSon, '2025-08-16');
    expect(await carried(elsewhere)).toEqual([]);
    expect(await close(second, elsewhere.id)).toMatchObject({
      status: 422,
      body: { code: 'action-item.no-conference' },
    });
    expect(await carried(await held(hoaBinh, '2025-08-15'))).toEqual(['Tân Lập']);
  });
});
