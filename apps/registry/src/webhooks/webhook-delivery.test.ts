import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookDisabled } from '#contracts/webhook-events';
import { eventually } from '#testing/eventually';
import type { Receiver } from './receiver.fixture.js';
import { RETRY_SECONDS } from './webhook-retry.rules.js';
import { made, WebhookGround, webhooks } from './webhooks.fixture.js';

describe('a webhook', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
    await ground.startWorker();
  });
  afterAll(() => ground?.close());

  const got = (receiver: Receiver, count: number) =>
    eventually(() => expect(receiver.received).toHaveLength(count));
  const subscribed = async (more: object = {}) => {
    const receiver = await ground.receiver();
    return { receiver, webhook: await ground.subscribe(receiver, more) };
  };

  it('is sent every event of its types, signed, and nothing else', async () => {
    const { receiver, webhook } = await subscribed();
    const others = await subscribed({ eventTypes: ['registry.area.recorded'] });
    const [event] = await ground.tell();
    await got(receiver, 1);
    const { headers } = receiver.received[0]!;
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'langnghe-webhooks/1',
      'webhook-id': receiver.received[0]!.event.id,
      'content-length': String(Buffer.byteLength(receiver.received[0]!.body)),
    });
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60);
    expect(receiver.verified(webhook.secret)).toMatchObject({
      specversion: '1.0',
      source: '/registry',
      ...event,
    });
    const [delivery] = await ground.untilAll(webhook, 'delivered', 1);
    expect(delivery).toMatchObject({ attempts: 1, lastStatus: 204, lastError: null, nextAttemptAt: null });
    expect(others.receiver.received).toEqual([]);
    expect(await ground.deliveries(others.webhook)).toEqual([]);
  });

  it('is told of what this service itself does', async () => {
    const { receiver } = await subscribed();
    const organisations = [
      {
        code: 'BTGDV',
        name: 'Ban Tuyên giáo và Dân vận',
        kind: 'party-board',
        level: 'province',
        validFrom: '2025-07-01',
        validTo: null,
        parentCode: null,
        areaCode: null,
      },
    ];
    const imported = await ground.admin.post('/v1/registry/organisations/imports', {
      dryRun: false,
      organisations,
    });
    expect(imported.status).toBe(200);
    await got(receiver, 1);
    expect(receiver.received[0]!.event.data).toMatchObject({ code: 'BTGDV' });
  });

  it('that is not answered with 2xx is sent again, later each time, under the same id', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = 500;
    await ground.tell();
    await got(receiver, 1);
    const [first] = await ground.untilAll(webhook, 'waiting', 1);
    expect(first).toMatchObject({ attempts: 1, lastStatus: 500, lastError: 'The receiver answered 500' });
    const wait = (Date.parse(first!.nextAttemptAt!) - Date.parse(first!.lastAttemptAt!)) / 1_000;
    expect(wait).toBeGreaterThan(4.9);
    expect(wait).toBeLessThan(8);

    await ground.hoursPass(1);
    await got(receiver, 2);
    receiver.behaviour = 200;
    await ground.hoursPass(1);
    await got(receiver, 3);
    expect(new Set(receiver.ids).size).toBe(1);
    expect(await ground.untilAll(webhook, 'delivered', 1)).toMatchObject([{ attempts: 3, lastStatus: 200 }]);
    expect(await ground.get(webhook)).toMatchObject({ failingSince: null });
  });

  it('follows no redirect', async () => {
    const { receiver, webhook } = await subscribed();
    const elsewhere = await ground.receiver();
    receiver.behaviour = { status: 307, headers: { location: elsewhere.url } };
    await ground.tell();
    await eventually(async () =>
      expect(await ground.deliveries(webhook, 'waiting')).toMatchObject([{ lastStatus: 307 }]),
    );
    expect(elsewhere.received).toEqual([]);
  });

  it('is dead after ten attempts in more than three days, and can then be sent again', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = 503;
    await ground.tell(2);
    await got(receiver, 2);
    for (const [index, seconds] of RETRY_SECONDS.entries()) {
      await ground.untilAll(webhook, 'waiting', 2);
      await ground.hoursPass((1.2 * seconds) / 3_600);
      await got(receiver, 2 * (index + 2));
    }
    const dead = await ground.untilAll(webhook, 'dead', 2);
    expect(dead.every(({ attempts, nextAttemptAt }) => attempts === 10 && nextAttemptAt === null)).toBe(true);

    receiver.behaviour = 204;
    const path = `${webhooks}/${webhook.id}`;
    const one = await ground.admin.post(`${path}/deliveries/${dead[1]!.position}/replay`);
    expect(one).toMatchObject({ status: 202, body: { position: dead[1]!.position, attempts: 0 } });
    await got(receiver, 21);
    await eventually(async () => expect(await ground.deliveries(webhook, 'delivered')).toHaveLength(1));
    expect(await ground.admin.post(`${path}/deliveries/${dead[1]!.position}/replay`)).toMatchObject({
      status: 409,
      body: { code: 'webhook.not-dead' },
    });
    expect(await ground.admin.post(`${path}/deliveries/999999/replay`)).toMatchObject({ status: 404 });

    expect((await ground.admin.post(`${path}/replay-dead`)).body).toEqual({ deliveries: 1 });
    await ground.untilAll(webhook, 'delivered', 2);
    expect((await ground.admin.post(`${path}/replay-dead`)).body).toEqual({ deliveries: 0 });
  });

  it('to a receiver that is gone for good is disabled at once, and that is told', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = 410;
    await ground.tell();
    await eventually(async () =>
      expect(await ground.get(webhook)).toMatchObject({
        state: 'disabled',
        disabledReason: 'gone',
        version: 2,
      }),
    );
    expect(await ground.deliveries(webhook)).toMatchObject([{ state: 'dead', lastStatus: 410 }]);
    await eventually(() =>
      expect(ground.service.sent(webhookDisabled)).toContainEqual(
        expect.objectContaining({
          subject: webhook.id,
          sequence: 2,
          data: { id: webhook.id, clientId: null, reason: 'gone' },
        }),
      ),
    );
    await ground.tell();
    expect(await ground.deliveries(webhook)).toHaveLength(1);
  });

  it('that fails for days on end is disabled; what waits goes on when it is enabled', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = 500;
    for (let day = 0; day < 6; day += 1) {
      await ground.tell();
      await ground.nothingOnItsWay();
      expect(await ground.get(webhook)).toMatchObject({ state: 'active' });
      await ground.hoursPass(20.1);
    }
    await eventually(async () =>
      expect(await ground.get(webhook)).toMatchObject({ state: 'disabled', disabledReason: 'failing' }),
    );
    await ground.hoursPass(48);
    const before = receiver.received.length;
    receiver.behaviour = 204;
    await ground.sweep();
    expect(receiver.received).toHaveLength(before);

    made(await ground.change(webhook, 'enable'));
    await ground.untilAll(webhook, 'delivered', 6);
    expect(await ground.get(webhook)).toMatchObject({
      state: 'active',
      disabledReason: null,
      failingSince: null,
    });
  });

  it('counts failures anew after days without any attempt', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = 410;
    made(await ground.admin.post(`${webhooks}/${webhook.id}/test`));
    await eventually(async () => expect((await ground.get(webhook)).state).toBe('disabled'));
    receiver.behaviour = 500;
    const { state } = made(await ground.change(webhook, 'enable'));
    expect(state).toBe('active');
    made(await ground.admin.post(`${webhooks}/${webhook.id}/test`));
    await eventually(async () => expect((await ground.get(webhook)).failingSince).not.toBeNull());
    await ground.hoursPass(24 * 30);
    made(await ground.admin.post(`${webhooks}/${webhook.id}/test`));
    await eventually(async () => {
      const { failingSince } = await ground.get(webhook);
      expect(Date.now() - Date.parse(failingSince!)).toBeLessThan(60_000);
    });
    expect((await ground.get(webhook)).state).toBe('active');
  });

  it('is left alone for as long as its receiver asks', async () => {
    const { receiver, webhook } = await subscribed();
    receiver.behaviour = { status: 429, headers: { 'retry-after': '3600' } };
    await ground.tell();
    await eventually(async () => expect((await ground.get(webhook)).pausedUntil).not.toBeNull());
    const [delivery] = await ground.deliveries(webhook, 'waiting');
    const wait = Date.parse(delivery!.nextAttemptAt!) - Date.parse(delivery!.lastAttemptAt!);
    expect(wait / 1_000).toBeGreaterThanOrEqual(3_600);
    receiver.behaviour = 204;
    await ground.tell();
    await ground.hoursPass(0.5);
    expect(receiver.received).toHaveLength(1);
    await ground.hoursPass(0.6);
    await got(receiver, 3);
  });

  it('is signed with two secrets while a rotation overlaps, then with the new one', async () => {
    const { receiver, webhook } = await subscribed();
    const rotated = made(await ground.change(webhook, 'rotate', { overlapHours: 24 }));
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(webhook.secret);
    await ground.tell();
    await got(receiver, 1);
    expect(receiver.received[0]!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of [webhook.secret, rotated.secret]) receiver.verified(secret);

    await ground.hoursPass(25);
    await ground.tell();
    await got(receiver, 2);
    receiver.verified(rotated.secret);
    expect(() => receiver.verified(webhook.secret)).toThrow('No matching signature found');
  });

  it('is signed with the new secret alone when there is no overlap', async () => {
    const { receiver, webhook } = await subscribed();
    const rotated = made(await ground.change(webhook, 'rotate', { overlapHours: 0 }));
    await ground.tell();
    await got(receiver, 1);
    receiver.verified(rotated.secret);
    expect(() => receiver.verified(webhook.secret)).toThrow('No matching signature found');
  });

  it('can be tried out, once and without consequence', async () => {
    const { receiver, webhook } = await subscribed();
    const path = `${webhooks}/${webhook.id}/test`;
    expect(await ground.admin.post(path)).toMatchObject({
      status: 202,
      body: { type: 'registry.webhook.pinged', state: 'waiting', attempts: 0 },
    });
    await got(receiver, 1);
    expect(receiver.verified(webhook.secret)).toMatchObject({
      type: 'registry.webhook.pinged',
      subject: webhook.id,
      data: { id: webhook.id },
    });
    receiver.behaviour = 500;
    made(await ground.admin.post(path));
    await eventually(async () => expect(await ground.deliveries(webhook, 'dead')).toHaveLength(1));
  });

  it('is sent everything after a position again', async () => {
    const { receiver, webhook } = await subscribed();
    await ground.tell(3);
    const [third, second, first] = await ground.untilAll(webhook, 'delivered', 3);
    const path = `${webhooks}/${webhook.id}/replay`;
    expect(await ground.admin.post(path, { after: first!.position })).toMatchObject({
      status: 202,
      body: { deliveries: 2 },
    });
    await got(receiver, 5);
    expect(receiver.ids.slice(3).toSorted()).toEqual([second!.eventId, third!.eventId].toSorted());
    expect(await ground.admin.post(path, { after: third!.position + 1_000 })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'after' }] },
    });
  });

  it('is sent what passed by while it was disabled, when it is replayed', async () => {
    const { receiver, webhook } = await subscribed();
    await ground.tell();
    const [last] = await ground.untilAll(webhook, 'delivered', 1);
    made(await ground.change(webhook, 'disable'));
    const path = `${webhooks}/${webhook.id}/replay`;
    expect((await ground.admin.post(path, { after: 0 })).body.code).toBe('webhook.disabled');
    await ground.tell(2);
    made(await ground.change(webhook, 'enable'));
    expect((await ground.admin.post(path, { after: last!.position })).body).toEqual({ deliveries: 2 });
    await got(receiver, 3);
  });
});
