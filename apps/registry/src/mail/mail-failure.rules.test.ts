import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusedAddress, pauseAfter, reasonOf } from './mail-failure.rules.js';

describe('a mail that failed', () => {
  it('is tried again after pauses that grow up to half an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(pauseAfter)).toEqual([
      30, 60, 120, 240, 480, 960, 1800, 1800, 1800,
    ]);
  });

  it('is given up at once only when its address was refused for good', () => {
    const refusal = { message: '', code: 'EENVELOPE', command: 'RCPT TO' };
    expect(isRefusedAddress({ ...refusal, responseCode: 550 })).toBe(true);
    expect(isRefusedAddress({ ...refusal, responseCode: 450 })).toBe(false);
    expect(isRefusedAddress({ message: '', command: 'MAIL FROM', responseCode: 550 })).toBe(false);
    expect(isRefusedAddress({ message: '', code: 'ECONNECTION' })).toBe(false);
  });

  it('says why, but not to whom', () => {
    const message =
      "Can't send: 550 5.1.1 <an.nguyen+tb@thu.example>: an.nguyen+tb is unknown to x@thu.example";
    expect(reasonOf({ message, code: 'EENVELOPE', command: 'RCPT TO' }, 'an.nguyen+tb@thu.example')).toBe(
      "EENVELOPE at RCPT TO: Can't send: 550 5.1.1 <…>: … is unknown to …",
    );
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom(' ', '<', '"', '(', ''), (address, before) => {
        const reason = reasonOf({ message: `550 ${before}${address} (${address.split('@')[0]})` }, address);
        expect(reason).not.toContain('@');
        expect(reason).not.toContain(address.split('@')[0]);
      }),
    );
  });
});
