import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { Authority } from './certificates.fixture.js';
import type { Receiver } from './receiver.fixture.js';
import { WebhookGround } from './webhooks.fixture.js';

describe('a webhook over TLS', () => {
  let ground: WebhookGround;
  let authority: Authority;
  let stranger: Authority;
  beforeAll(async () => {
    [authority, stranger] = [Authority.found(), Authority.found()];
    ground = await WebhookGround.open();
    await ground.startWorker({ authorities: authority.certificate });
  });
  afterAll(async () => {
    await ground?.close();
    authority?.close();
    stranger?.close();
  });

  /** What the delivery log says once the first attempt has failed. */
  async function failed(receiver: Receiver): Promise<string | null> {
    const webhook = await ground.subscribe(receiver);
    await ground.tell();
    const [delivery] = await eventually(async () => {
      const deliveries = await ground.deliveries(webhook);
      expect(deliveries).toMatchObject([{ attempts: 1, state: 'waiting' }]);
      return deliveries;
    });
    expect(delivery!.lastStatus).toBeNull();
    expect(receiver.received).toEqual([]);
    await ground.change(webhook, 'disable');
    return delivery!.lastError;
  }

  it('arrives, signed, where the certificate is of an authority that is trusted', async () => {
    const receiver = await ground.receiver(authority.certify('IP:127.0.0.1'));
    const webhook = await ground.subscribe(receiver);
    expect(webhook.url).toMatch(/^https:/);
    const [event] = await ground.tell();
    await ground.untilAll(webhook, 'delivered', 1);
    expect(receiver.verified(webhook.secret)).toMatchObject({ ...event });
    await ground.change(webhook, 'disable');
  });

  it('is not sent where nobody who is trusted has certified the receiver, and the log says so', async () => {
    const receiver = await ground.receiver(stranger.certify('IP:127.0.0.1'));
    expect(await failed(receiver)).toMatch(/unable to verify the first certificate|self-signed/);
  });

  it('is not sent to who is certified as somebody else', async () => {
    const receiver = await ground.receiver(authority.certify('DNS:hook.example.org'));
    expect(await failed(receiver)).toMatch(/does not match certificate's altnames/);
  });

  it('is sent once the receiver has a certificate that holds', async () => {
    const [bad, good] = [stranger, authority].map((one) => one.certify('IP:127.0.0.1'));
    const receiver = await ground.receiver(bad);
    const webhook = await ground.subscribe(receiver);
    await ground.tell();
    await eventually(async () =>
      expect(await ground.deliveries(webhook)).toMatchObject([{ attempts: 1, state: 'waiting' }]),
    );
    receiver.certifyAnew(good!);
    await ground.hoursPass(1);
    await ground.untilAll(webhook, 'delivered', 1);
    expect(receiver.received).toHaveLength(1);
  });
});
