import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret, signatureOf } from './webhook-signature.rules.js';

describe('a signature', () => {
  const now = Math.floor(Date.now() / 1_000);
  const verify = (secret: string, id: string, body: string, signature: string, timestamp = now) =>
    new Webhook(secret).verify(body, {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    });

  it('is what the published example of Standard Webhooks gives', () => {
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    const message = { id, timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureOf(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('satisfies the reference library, for any body', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, body) => {
        const secret = newSecret();
        const signature = signatureOf({ id, timestamp: now, body }, [secret]);
        expect(verify(secret, id, body, signature)).toEqual(JSON.parse(body));
        expect(() => verify(newSecret(), id, body, signature)).toThrow('No matching signature found');
        expect(() => verify(secret, id, `${body} `, signature)).toThrow('No matching signature found');
      }),
    );
  });

  it('of two secrets satisfies whoever has either', () => {
    const secrets = [newSecret(), newSecret()];
    const signature = signatureOf({ id: 'x', timestamp: now, body: '{}' }, secrets);
    expect(signature).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of secrets) expect(verify(secret, 'x', '{}', signature)).toEqual({});
  });

  it('needs a secret of 256 bits that nobody has had before', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  });
});
