import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkContext } from './work-context.js';

describe('the context of work', () => {
  const [one, other] = [new WorkContext(), new WorkContext()];

  it('is carried along a call chain, and back where it was behind it', async () => {
    await one.run({ actor: 'outer' }, async () => {
      await one.run({ actor: 'inner' }, async () => {
        await delay(1);
        expect(one.current.actor).toBe('inner');
      });
      expect(one.current.actor).toBe('outer');
    });
    expect(one.current.actor).toBe('system');
  });

  it('is one for each service, also where one calls another within a process', () => {
    one.run({ actor: 'caller' }, () => {
      expect(other.current.actor).toBe('system');
      other.run({ actor: 'called' }, () => {
        expect([one.current.actor, other.current.actor]).toEqual(['caller', 'called']);
        one.run({ actor: 'called back' }, () =>
          expect([one.current.actor, other.current.actor]).toEqual(['called back', 'called']),
        );
      });
      expect(other.current.actor).toBe('system');
    });
  });
});
