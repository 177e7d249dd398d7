import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainedEntry, genesis, hashText, linkHash } from './chain.js';

const entry: ChainedEntry = {
  seq: '1',
  at: '1785288793.123456',
  actor: 'an',
  action: 'note.write',
  entity: 'note:1',
  requestId: null,
  details: '{"id": 1}',
};

describe('the hash of a chain', () => {
  it('can be worked out with any SHA-256, from what the README says', () => {
    // printf 'langnghe audit log of sample' | sha256sum, and so on
    expect(hashText(genesis('sample'))).toBe(
      'sha256:cb773246384f7426e174afa6b9e600dac352dc04dc4c53052a368e3714f1cb6a',
    );
    expect(hashText(linkHash(genesis('sample'), entry))).toBe(
      'sha256:4338eb5731c3e27f50f1b0707211aa8270d8e49e6d0e96919034dea61d96d591',
    );
  });

  it('is another for every service, and after every other beginning', () => {
    expect(genesis('registry')).not.toEqual(genesis('reporting'));
    const [one, other] = [genesis('registry'), genesis('reporting')].map((hash) => linkHash(hash, entry));
    expect(one).not.toEqual(other);
  });

  it('is another for every other entry, however text is moved between its fields', () => {
    const text = fc.stringMatching(/^[0-9:,ab-]{0,4}$/);
    const entries = fc.record({
      seq: text,
      at: text,
      actor: text,
      action: text,
      entity: text,
      requestId: fc.option(text),
      details: text,
    });
    fc.assert(
      fc.property(entries, entries, (one, other) => {
        const same = linkHash(genesis('sample'), one).equals(linkHash(genesis('sample'), other));
        expect(same).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2_000 },
    );
  });
});
