import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { made, WebhookGround } from './webhooks.fixture.js';

describe('a receiver that hangs', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
    await ground.startWorker();
  });
  afterAll(() => ground?.close());

  it('has no more on its way than it may, and holds up nobody else', async () => {
    const hanging = await Promise.all(Array.from({ length: 12 }, () => ground.receiver()));
    for (const receiver of hanging) {
      receiver.behaviour = 'hang';
      await ground.subscribe(receiver, { concurrency: 3 });
    }
    const quick = await ground.receiver();
    const webhook = await ground.subscribe(quick);
    await ground.tell(3);
    await eventually(() => {
      for (const receiver of hanging) expect(receiver.received).toHaveLength(3);
    });
    await ground.tell(17);
    const began = performance.now();
    await ground.tell(30);
    await eventually(() => expect(quick.received).toHaveLength(50), 5_000);
    // Long before those that hang have been given up.
    expect(performance.now() - began).toBeLessThan(5_000);
    await ground.sweep();
    for (const receiver of hanging) expect(receiver.received).toHaveLength(3);
    expect(new Set(quick.ids).size).toBe(50);
    const delivered = await ground.untilAll(webhook, 'delivered', 50);
    expect(new Set(delivered.map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });
});

describe('a worker', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
  });
  afterEach(() => ground.tidy());
  afterAll(() => ground?.close());

  it('that is killed loses nothing: another takes up what it had taken', async () => {
    const receiver = await ground.receiver();
    receiver.behaviour = 'hang';
    const webhook = await ground.subscribe(receiver, { concurrency: 2 });
    const kill = await ground.startProcess();
    await ground.tell(5);
    await eventually(() => expect(receiver.received).toHaveLength(2), 20_000);
    await kill();

    receiver.behaviour = 204;
    await ground.startWorker();
    await ground.sweep();
    // Its claims hold for a minute.
    expect(await ground.deliveries(webhook, 'sending')).toHaveLength(2);
    await ground.sql(`UPDATE registry.webhook_delivery SET next_attempt_at = now() WHERE state = 'sending'`);
    await ground.sweep();
    const delivered = await ground.untilAll(webhook, 'delivered', 5);
    expect(delivered.map(({ attempts }) => attempts).toSorted()).toEqual([1, 1, 1, 2, 2]);
    expect(new Set(receiver.ids).size).toBe(5);
  });

  it('that is told to stop gives back what it has not heard of, and that attempt does not count', async () => {
    const receiver = await ground.receiver();
    receiver.behaviour = 'hang';
    const webhook = await ground.subscribe(receiver);
    const stop = await ground.startWorker();
    await ground.tell();
    await eventually(() => expect(receiver.received).toHaveLength(1));
    await stop();
    expect(await ground.deliveries(webhook)).toMatchObject([{ state: 'waiting', attempts: 0 }]);

    receiver.behaviour = 204;
    await ground.startWorker();
    expect(await ground.untilAll(webhook, 'delivered', 1)).toMatchObject([{ attempts: 1 }]);
  });

  it('that was believed lost cannot undo what another has delivered', async () => {
    const receiver = await ground.receiver();
    receiver.behaviour = 'hang';
    const webhook = await ground.subscribe(receiver);
    await ground.startWorker({ timeoutMs: 1_500 });
    await ground.tell();
    await eventually(() => expect(receiver.received).toHaveLength(1));
    receiver.behaviour = 204;
    await ground.sql(`UPDATE registry.webhook_delivery SET next_attempt_at = now() WHERE state = 'sending'`);
    await ground.sweep();
    await ground.untilAll(webhook, 'delivered', 1);
    await eventually(async () => {
      const open = `SELECT FROM registry.job WHERE queue = 'registry.webhook-deliver' AND state <> 'completed'`;
      expect(await ground.sql(open)).toEqual([]);
    });
    expect(await ground.deliveries(webhook)).toMatchObject([
      { state: 'delivered', attempts: 2, lastStatus: 204 },
    ]);
  });

  it('that was away finds everything that happened meanwhile', async () => {
    const receiver = await ground.receiver();
    const webhook = await ground.subscribe(receiver);
    await ground.tell(120);
    expect(await ground.deliveries(webhook, 'waiting')).toHaveLength(100);
    await ground.startWorker();
    await eventually(() => expect(new Set(receiver.ids).size).toBe(120));
  });

  it('does not keep its jobs that went well', async () => {
    const receiver = await ground.receiver();
    await ground.subscribe(receiver);
    await ground.startWorker();
    await ground.tell(3);
    await eventually(() => expect(receiver.received).toHaveLength(3));
    await ground.sweep();
    await ground.sql(`UPDATE registry.job SET finished_at = finished_at - interval '2 hours'`);
    await ground.sweep();
    await eventually(async () => {
      const kept = await ground.sql(
        `SELECT FROM registry.job WHERE finished_at < now() - interval '1 hour' AND state = 'completed'`,
      );
      expect(kept).toEqual([]);
    });
  });

  it('leaves alone what an administrator has stopped, the subscription or its client', async () => {
    const receivers = [await ground.receiver(), await ground.receiver()] as const;
    const client = made(
      await ground.admin.post('/v1/registry/clients', { name: 'Ended', permissions: ['organisation.read'] }),
    );
    const webhook = await ground.subscribe(receivers[0]);
    await ground.subscribe(receivers[1], { clientId: client.id });
    await ground.tell(2);
    made(await ground.change(webhook, 'disable'));
    made(await ground.admin.post(`/v1/registry/clients/${client.id}/disable`, undefined, ifMatch(client)));
    await ground.startWorker();
    await ground.sweep();
    expect(receivers.flatMap(({ received }) => received)).toEqual([]);
    made(await ground.change(webhook, 'enable'));
    await ground.untilAll(webhook, 'delivered', 2);
    await ground.sweep();
    expect(receivers[1].received).toEqual([]);
  });
});
