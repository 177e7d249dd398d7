import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisationRecorded } from '#contracts/organisations';
import { periodClosed } from '#contracts/periods';
import type { Webhook } from '#contracts/webhooks';
import { eventually } from '#testing/eventually';
import type { Behaviour } from './receiver.fixture.js';
import { made, WebhookGround } from './webhooks.fixture.js';

type Step =
  | { what: 'tell'; count: number }
  | { what: 'behave'; who: number; behaviour: Behaviour }
  | { what: 'pass'; hours: number }
  | { what: 'toggle'; who: number }
  | { what: 'restart' };

const who = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('tell' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('behave' as const),
      who,
      behaviour: fc.constantFrom<Behaviour>(204, 500, 410, 'hang', {
        status: 429,
        headers: { 'retry-after': '7200' },
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('toggle' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const) }) },
);

describe('whatever receivers and workers do', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
  });
  afterAll(() => ground?.close());

  it('every event reaches each subscription that was active, or is dead there: none is lost', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), play), { numRuns: 12 });
  }, 240_000);

  async function play(steps: Step[]): Promise<void> {
    const receivers = [await ground.receiver(), await ground.receiver(), await ground.receiver()] as const;
    const subscribed = await Promise.all(
      receivers.map((receiver, index) =>
        ground.subscribe(receiver, {
          concurrency: index + 1,
          eventTypes: index === 2 ? [periodClosed.type] : [organisationRecorded.type, periodClosed.type],
        }),
      ),
    );
    const webhookOf = (index: number): Promise<Webhook> => ground.get(subscribed[index]!);
    /** Subjects that a subscription must have been told of. */
    const owed = receivers.map(() => [] as string[]);
    let stop = await ground.startWorker({ timeoutMs: 150 });

    for (const step of steps) {
      if (step.what === 'tell') {
        const before = await Promise.all([0, 1].map(webhookOf));
        const events = await ground.tell(step.count);
        const after = await Promise.all([0, 1].map(webhookOf));
        for (const index of [0, 1])
          if (before[index]!.state === 'active' && after[index]!.version === before[index]!.version)
            owed[index]!.push(...events.map(({ subject }) => subject));
      }
      if (step.what === 'behave') receivers[step.who]!.behaviour = step.behaviour;
      if (step.what === 'pass') await ground.hoursPass(step.hours);
      if (step.what === 'toggle') {
        const { state } = await webhookOf(step.who);
        // It may just have been disabled by itself.
        await ground.change(subscribed[step.who]!, state === 'active' ? 'disable' : 'enable');
      }
      if (step.what === 'restart') {
        await stop();
        stop = await ground.startWorker({ timeoutMs: 150 });
      }
    }

    for (const [index, receiver] of receivers.entries()) {
      receiver.behaviour = 204;
      await ground.nothingOnItsWay();
      if ((await webhookOf(index)).state === 'disabled')
        made(await ground.change(subscribed[index]!, 'enable'));
    }
    await ground.hoursPass(50);
    await ground.nothingOnItsWay();
    for (const [index, receiver] of receivers.entries()) {
      const deliveries = await eventually(async () => {
        const all = await ground.deliveries(subscribed[index]!);
        expect(all.filter(({ state }) => state !== 'delivered' && state !== 'dead')).toEqual([]);
        return all;
      });
      const arrived = new Set(receiver.ids);
      for (const { state, eventId } of deliveries)
        if (state === 'delivered') expect(arrived).toContain(eventId);
      const recorded = await subjectsOf(deliveries.map(({ position }) => position));
      expect(recorded).toEqual(expect.arrayContaining(owed[index]!));
      expect(receiver.received.every(({ event }) => recorded.includes(event.subject))).toBe(true);
    }
    for (const index of [0, 1, 2]) made(await ground.change(subscribed[index]!, 'disable'));
    await stop();
  }

  const subjectsOf = async (positions: number[]): Promise<string[]> => {
    const rows = await ground.sql<{ subject: string }>(
      `SELECT envelope ->> 'subject' AS subject FROM registry.webhook_event WHERE position = ANY ($1)`,
      positions,
    );
    return rows.map(({ subject }) => subject);
  };
});
