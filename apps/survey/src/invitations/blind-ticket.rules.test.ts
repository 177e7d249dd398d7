import { createPublicKey, randomUUID, webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  isTicket,
  makeTicketKeys,
  publishedKey,
  signBlinded,
  type TicketKeys,
} from './blind-ticket.rules.js';
import { blindTicket } from './respondent.fixture.js';

let keys: TicketKeys;
beforeAll(async () => {
  keys = await makeTicketKeys();
});

const isSigned = (id: string, ticket: string): boolean =>
  isTicket(createPublicKey(keys.publicKey), id, ticket);

describe('a blind ticket', () => {
  it('is one to another implementation of RFC 9474 as well', async () => {
    const suite = RSABSSA.SHA384.PSS.Deterministic();
    const key = await webcrypto.subtle.importKey(
      'jwk',
      { ...publishedKey(keys.publicKey), alg: 'PS384', ext: true },
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
    const id = randomUUID();
    const message = suite.prepare(new TextEncoder().encode(id));
    const { blindedMsg, inv } = await suite.blind(key, message);
    const signed = signBlinded(keys.privateKey, Buffer.from(blindedMsg).toString('base64url'))!;
    const ticket = await suite.finalize(key, message, Buffer.from(signed, 'base64url'), inv);
    expect(isSigned(id, Buffer.from(ticket).toString('base64url'))).toBe(true);
  });

  it('is good for the response it was made for alone', () => {
    const { id, blinded, ticketOf } = blindTicket({ key: publishedKey(keys.publicKey) });
    const ticket = ticketOf(signBlinded(keys.privateKey, blinded)!);
    expect([isSigned(id, ticket), isSigned(randomUUID(), ticket)]).toEqual([true, false]);
  });

  it.each([Buffer.alloc(256, 255).toString('base64url'), Buffer.alloc(257, 1).toString('base64url')])(
    'is not given for %s',
    (blinded) => {
      expect(signBlinded(keys.privateKey, blinded)).toBeUndefined();
    },
  );
});
