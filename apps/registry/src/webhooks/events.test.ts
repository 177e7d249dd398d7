import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregateReportChanged } from '#contracts/aggregates';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import { periodClosed } from '#contracts/periods';
import type { EventFeed } from '#contracts/webhooks';
import { trainingClassChanged } from '#contracts/training';
import { made, WebhookGround } from './webhooks.fixture.js';

const events = '/v1/registry/events';

const aggregate = (number: number | null, version: number) => {
  const id = randomUUID();
  const state = number === null ? ('draft' as const) : ('issued' as const);
  return aggregateReportChanged.of(id, version, {
    id,
    periodId: randomUUID(),
    state,
    number,
    contentHash: null,
  });
};
const closed = (code: string) => {
  const id = randomUUID();
  return periodClosed.of(id, 2, { id, code, expected: 297, received: 140, onTime: 120 });
};

describe('the feed of events', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
  });
  afterAll(() => ground?.close());

  const read = async (query = '', client = ground.admin): Promise<EventFeed> =>
    made(await client.get(`${events}${query}`));
  const end = async (): Promise<number> => {
    for (let page = await read(); ; page = await read(`?after=${page.next}`))
      if (!page.more) return page.next;
  };

  it('is read in order by going on from its cursor, to the end and beyond', async () => {
    const start = await end();
    const told = await ground.tell(7);
    const seen: string[] = [];
    let cursor = start;
    for (let more = true; more;) {
      const page = await read(`?after=${cursor}&limit=3`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ event }) => event.subject));
      ({ next: cursor, more } = page);
    }
    expect(seen).toEqual(told.map(({ subject }) => subject));
    expect(cursor).toBe(start + 7);
    expect(await read(`?after=${cursor}`)).toEqual({ items: [], next: cursor, more: false });
    const [event] = await ground.tell();
    expect((await read(`?after=${cursor}`)).items).toMatchObject([{ position: start + 8, event }]);
  });

  it('begins with the oldest when nobody says where', async () => {
    expect((await read('?limit=1')).items[0]!.position).toBe(1);
  });

  it('holds what other services send, and of it only what may leave', async () => {
    const start = await end();
    const id = randomUUID();
    await ground.service.publish(
      closed('2026-10'),
      aggregate(null, 3),
      aggregate(7, 6),
      opinionReportChanged.of(id, 2, {
        id,
        periodId: id,
        appointmentId: id,
        state: 'accepted',
        onTime: true,
      }),
      appointmentRecorded.of(id, 1, {
        id,
        personId: id,
        role: 'collaborator',
        level: 'commune',
        organisationId: id,
        areaId: id,
        from: '2026-01-01',
        to: null,
        state: 'appointed',
      }),
      trainingClassChanged.of(id, 2, {
        id,
        courseId: id,
        level: 'commune',
        areaId: id,
        organisationId: id,
        startsOn: '2026-01-01',
        endsOn: '2026-01-02',
        capacity: 30,
        audience: ['collaborator'],
        state: 'held',
        attendance: { invited: 30, attended: 28, passed: 27 },
      }),
    );
    const { items } = await read(`?after=${start}`);
    expect(items.map(({ event }) => event.type)).toEqual([
      'reporting.period.closed',
      'reporting.aggregateReport.changed',
      'training.class.changed',
    ]);
    expect(Object.keys(items[0]!.event.data).toSorted()).toEqual(['code', 'id']);
    expect(items[1]!.event.data).toMatchObject({ number: 7, state: 'issued' });
    expect(items[2]!.event.data).not.toHaveProperty('attendance');
  });

  it('shows an API client what it may read, and lets it go on past the rest', async () => {
    const start = await end();
    await ground.tell(2);
    await ground.service.publish(closed('2026-11'));
    await ground.tell(1);
    const reader = ground.service.asClient('event.read', 'reporting-period.read');
    const page = await read(`?after=${start}`, reader);
    expect(page.items.map(({ event }) => event.type)).toEqual(['reporting.period.closed']);
    expect(page).toMatchObject({ next: start + 4, more: false });
    expect(await read(`?after=${start}`, ground.service.asClient('event.read'))).toEqual({
      items: [],
      next: start + 4,
      more: false,
    });
    const blind = await ground.service.asClient('reporting-period.read').get(events);
    expect(blind).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
  });

  it('says which types there are for whom', async () => {
    const types = '/v1/registry/event-types';
    const all = made(await ground.admin.get(types)).items;
    expect(all).toContainEqual({
      type: 'registry.area.recorded',
      summary: 'A version of an administrative unit was recorded',
      permission: 'area.read',
    });
    const own = made(await ground.service.asClient('event.read', 'area.read').get(types)).items;
    expect(own.map(({ type }: { type: string }) => type)).toEqual([
      'registry.area.recorded',
      'registry.area.reorganised',
    ]);
    expect(all.length).toBeGreaterThan(own.length);
  });

  it('has no position that was never reached', async () => {
    const after = (await end()) + 1;
    expect(await ground.admin.get(`${events}?after=${after}`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ path: 'query.after' }] },
    });
  });

  it('has each event once, however often it is delivered', async () => {
    const start = await end();
    const [event] = await ground.tell();
    const { items } = await read(`?after=${start}`);
    await ground.transport.publish([items[0]!.event, items[0]!.event]);
    expect((await read(`?after=${start}`)).items).toMatchObject([{ event }]);
  });

  it('keeps positions in the order in which they become visible, whoever writes at once', async () => {
    const start = await end();
    const { id } = await ground.subscribe({ url: 'http://127.0.0.1:9/pinged' });
    const seen: number[] = [];
    const writers = Promise.all([
      ...Array.from({ length: 10 }, () => ground.tell(3)),
      ...Array.from({ length: 10 }, () => ground.admin.post(`/v1/registry/webhooks/${id}/test`).then(made)),
    ]);
    let done = false;
    const finished = writers.finally(() => (done = true));
    for (let cursor = start; !done || seen.length < 30;) {
      const page = await read(`?after=${cursor}`);
      seen.push(...page.items.map(({ position }) => position));
      cursor = page.next;
    }
    await finished;
    expect(seen).toHaveLength(30);
    expect(await end()).toBe(start + 40);
  });

  it('goes back ninety days, and says so to who asks for more', async () => {
    await ground.startWorker();
    await ground.tell(2);
    await ground.hoursPass(24 * 91);
    const oldest = await end();
    await ground.tell(2);
    expect(await ground.admin.get(`${events}?after=${oldest - 1}`)).toMatchObject({
      status: 410,
      body: {
        code: 'event.position-gone',
        detail: `Events are kept for 90 days; the oldest come after position ${oldest}`,
      },
    });
    expect((await read()).items.map(({ position }) => position)).toEqual([oldest + 1, oldest + 2]);
    const { id } = await ground.subscribe({ url: 'http://127.0.0.1:9/late' });
    const replay = `/v1/registry/webhooks/${id}/replay`;
    expect((await ground.admin.post(replay, { after: oldest - 1 })).body.code).toBe('event.position-gone');
    expect((await ground.admin.post(replay, { after: 0 })).body).toEqual({ deliveries: 2 });
  });
});
