import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaRecorded } from '#contracts/areas';
import { personMerged } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { PUBLIC_ADDRESS } from '../certificates/public-address.js';
import { added, appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferencePlan, conferences, plannedConference } from './conferences.fixture.js';

const own = '/v1/training/own-calendar-feeds';
const ofUnits = '/v1/training/calendar-feeds';

let service: TestService;
let editor: TestClient;

beforeAll(async () => {
  const settings = [{ provide: PUBLIC_ADDRESS, useValue: 'https://langnghe.example.vn' }];
  service = await startTestService(training, { settings });
  editor = service.as('editor');
});
afterAll(() => service?.close());

const at = (day: number, time: string) =>
  new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 11) + time;
const ahead = (changes: object = {}) => ({
  startsAt: at(7, '00:30:00.000Z'),
  endsAt: at(7, '04:00:00.000Z'),
  ...changes,
});

async function person() {
  const personId = randomUUID();
  await service.publish(appointment({ personId }));
  return { personId, client: service.as('collaborator', { personId }) };
}
const pathOf = (address: string): string => new URL(address).pathname;

/** As a calendar program reads it: without an account. */
async function calendarAt(address: string) {
  const answer = await service.anonymous.get(pathOf(address));
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' },
  });
  const calendar = new ICAL.Component(ICAL.parse(String(answer.body)) as never);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { name: calendar.getFirstPropertyValue('x-wr-calname'), events };
}
const titlesAt = async (address: string) => (await calendarAt(address)).events.map(({ summary }) => summary);

describe('the calendar of a person', () => {
  it('has the conferences and classes they are invited to, at the right time, and says what was cancelled', async () => {
    const { personId, client } = await person();
    const { status, body } = await client.post(own);
    expect({ status, body }).toMatchObject({ status: 201, body: { areaId: null, revokedAt: null } });
    expect(body.address).toMatch(
      /^https:\/\/langnghe\.example\.vn\/v1\/training\/calendars\/[\w-]{22}\/events\.ics$/,
    );
    expect(await titlesAt(body.address)).toEqual([]);

    const title = 'Giao ban; tháng tới, "mở rộng"';
    const briefing = await plannedConference(editor, ahead({ title }));
    const invitation = { personIds: [personId], reason: 'Thành viên' };
    await editor.post(`${conferences}/${briefing.id}/participants`, invitation);
    const [, item] = conferencePlan().agenda;
    await plannedConference(
      editor,
      ahead({
        title: 'Báo cáo viên',
        startsAt: at(8, '00:30:00Z'),
        endsAt: at(8, '04:00:00Z'),
        agenda: [{ ...item, speakerPersonId: personId }],
      }),
    );
    const course = await added(editor, { title: 'Kỹ năng phỏng vấn' });
    const days = { startsOn: at(9, '').slice(0, 10), endsOn: at(10, '').slice(0, 10) };
    const lesson = await planned(editor, days, course);
    await editor.post(`${classes}/${lesson.id}/participants`, invitation);
    const past = await plannedConference(editor);
    await service.database.query(
      `INSERT INTO training.conference_participant (conference_id, person_id, reason) VALUES ($1, $2, 'x')`,
      [past.id, personId],
    );
    await plannedConference(editor, ahead({ title: 'Của người khác' }));

    const { name, events } = await calendarAt(body.address);
    expect(name).toBe('Lịch hội nghị và tập huấn');
    expect(events.map(({ summary }) => summary)).toEqual([title, 'Báo cáo viên', 'Kỹ năng phỏng vấn']);
    const [first, , last] = events;
    expect(first!.startDate.toJSDate().toISOString()).toBe(at(7, '00:30:00.000Z'));
    expect(first!.endDate.toJSDate().toISOString()).toBe(at(7, '04:00:00.000Z'));
    expect(first!.location).toBe('Hội trường tỉnh, Trụ sở Ban, tầng 2');
    expect(last!.startDate.isDate).toBe(true);
    expect(last!.startDate.toString()).toBe(days.startsOn);
    expect(last!.endDate.toString()).toBe(at(11, '').slice(0, 10));

    const invited = await editor.get(`${conferences}/${briefing.id}`);
    await editor.post(`${conferences}/${briefing.id}/cancel`, { reason: 'Bão số 3' }, ifMatch(invited.body));
    const [cancelled] = (await calendarAt(body.address)).events;
    expect(cancelled!.uid).toBe(first!.uid);
    expect(cancelled!.sequence).toBeGreaterThan(first!.sequence);
    expect(cancelled!.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('is read until its address is revoked, by nobody else, and follows the person into another record', async () => {
    const [{ personId, client }, other] = [await person(), await person()];
    const { body: feed } = await client.post(own);
    const { body: second } = await client.post(own);
    expect((await client.get(own)).body.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      [feed.id, second.id].sort(),
    );
    expect(JSON.stringify((await client.get(own)).body)).not.toContain('address');
    const [stored] = await service.database.query<{ row: string }>(
      `SELECT calendar_feed::text || coalesce((SELECT string_agg(details::text, '') FROM training.audit_entry), '') AS row
         FROM training.calendar_feed WHERE id = $1`,
      [feed.id],
    );
    const secret = feed.address.split('/').at(-2);
    expect(stored!.row).not.toContain(secret);
    expect(stored!.row).not.toContain(Buffer.from(secret).toString('hex'));

    expect((await other.client.post(`${own}/${feed.id}/revoke`)).status).toBe(404);
    expect((await editor.post(`${ofUnits}/${feed.id}/revoke`)).status).toBe(404);
    expect((await other.client.get(own)).body.items).toEqual([]);
    for (const _ of [1, 2]) expect((await client.post(`${own}/${feed.id}/revoke`)).status).toBe(204);
    expect(await service.anonymous.get(pathOf(feed.address))).toMatchObject({
      status: 404,
      body: { code: 'resource.not-found' },
    });
    const briefing = await plannedConference(editor, ahead({ title: 'Sau khi gộp' }));
    const invitation = { personIds: [other.personId], reason: 'Thành viên' };
    await editor.post(`${conferences}/${briefing.id}/participants`, invitation);
    await service.publish(personMerged.of(other.personId, 1, { id: other.personId, duplicateId: personId }));
    await eventually(async () => expect(await titlesAt(second.address)).toEqual(['Sau khi gộp']));
  });

  it('has so many addresses and no more, and needs a person', async () => {
    const { client } = await person();
    const opened = [];
    for (let count = 0; count < 10; count += 1) opened.push(await client.post(own));
    expect(opened.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await client.post(own)).toMatchObject({ status: 409, body: { code: 'calendar.too-many' } });
    await client.post(`${own}/${opened[0]!.body.id}/revoke`);
    expect((await client.post(own)).status).toBe(201);
    expect(await editor.post(own)).toMatchObject({ status: 409, body: { code: 'calendar.no-person' } });
    expect((await service.anonymous.post(own)).status).toBe(401);
    expect((await service.asClient('class.read').post(own)).status).toBe(403);
  });
});

describe('the calendar of a unit', () => {
  it('has what the unit holds, under any of its versions, and is opened by the office', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    const version = (id: string, name: string, validFrom: string) =>
      areaRecorded.of(id, 1, {
        id,
        code: 'X-1',
        name,
        type: 'commune',
        parentCode: null,
        validFrom,
        validTo: null,
      });
    await service.publish(
      version(before, 'Xã Mẫu', '2000-01-01'),
      version(after, 'Xã Mẫu Mới', '2025-07-01'),
    );
    await plannedConference(editor, ahead({ areaId: before, title: 'Trước' }));
    await plannedConference(editor, ahead({ areaId: after, title: 'Sau', startsAt: at(7, '01:30:00Z') }));
    const { body: feed } = await editor.post(ofUnits, { areaId: after });
    expect(feed).toMatchObject({ areaId: after });
    const { name, events } = await calendarAt(feed.address);
    expect(name).toBe('Lịch hội nghị và tập huấn – Xã Mẫu Mới');
    expect(events.map(({ summary }) => summary)).toEqual(['Trước', 'Sau']);
    const listed = await editor.get(`${ofUnits}?filter[areaId][eq]=${after}`);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([feed.id]);
    expect((await service.as('collaborator').post(ofUnits, { areaId: after })).status).toBe(403);
    expect((await editor.post(`${ofUnits}/${feed.id}/revoke`)).status).toBe(204);
    expect((await service.anonymous.get(pathOf(feed.address))).status).toBe(404);
    expect((await service.anonymous.get('/v1/training/calendars/x/events.ics')).status).toBe(400);
  });
});
