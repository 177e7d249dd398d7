import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointmentHandedOver } from '#contracts/appointments';
import { appointmentRecorded } from '#contracts/people';
import type { ExpectedReport, ReportingPeriod } from '#contracts/periods';
import { ifMatch } from '#testing/test-service';
import { type Collaborator, periods, Province, reports } from '../province.fixture.js';

let province: Province;
beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

let spans = 0;
/** June 2015, a new period each time. */
const june = (): Promise<ReportingPeriod> =>
  province.month({
    code: `thang-6-${(spans += 1)}`,
    kind: 'custom',
    startsOn: '2015-06-01',
    endsOn: '2015-06-30',
    dueAt: '2015-07-04T17:00:00+07:00',
  });
const expectedIn = async (period: { id: string }): Promise<ExpectedReport[]> =>
  (await province.editor.get(`${periods}/${period.id}/expected-reports?limit=100`)).body.items;
const owes = async (period: { id: string }, { appointment }: Collaborator) =>
  (await expectedIn(period)).find(({ appointmentId }) => appointmentId === appointment.id);
const handOver = (from: Collaborator, to: Collaborator, on: string) =>
  province.service.publish(
    appointmentRecorded.of(from.appointment.id, 2, { ...from.appointment, to: on, state: 'ended' }),
    appointmentHandedOver.of(from.appointment.id, 2, {
      from: from.appointment.id,
      to: to.appointment.id,
      on,
    }),
  );
const onPaper = (who: Collaborator, receivedOn: string) =>
  ({ appointmentId: who.appointment.id, channel: 'upload', receivedOn }) as const;

describe('who is suspended', () => {
  it.each([
    ['all of the period', [{ from: '2015-06-01', to: '2015-07-01' }], false],
    ['for an unknown time', [{ from: '2015-05-20', to: null }], false],
    [
      'twice, without a day between',
      [
        { from: '2015-05-01', to: '2015-06-15' },
        { from: '2015-06-15', to: null },
      ],
      false,
    ],
    ['until the last day', [{ from: '2015-05-01', to: '2015-06-30' }], true],
    ['from the second day on', [{ from: '2015-06-02', to: null }], true],
    ['in another month', [{ from: '2015-07-01', to: null }], true],
  ])('%s: whether a report is owed', async (_, suspensions, expected) => {
    const who = await province.collaborator('kyLua', { suspensions });
    expect((await owes(await june(), who)) !== undefined).toBe(expected);
  });

  it('owes again once the suspension is given up, and not what is frozen already', async () => {
    const away = { suspensions: [{ from: '2015-01-01', to: null }] };
    const who = await province.collaborator('kyLua', away);
    const [frozen, open] = [await june(), await june()];
    await province.closed(frozen);
    await province.service.publish(
      appointmentRecorded.of(who.appointment.id, 2, { ...who.appointment, suspensions: [] }),
    );
    expect(await owes(open, who)).toBeDefined();
    expect(await owes(frozen, who)).toBeUndefined();
  });
});

describe('who takes over', () => {
  it('owes what was not filed before, and not what was', async () => {
    const [filed, silent] = [await june(), await june()];
    const before = await province.collaborator();
    const after = await province.collaborator('kyLua', { from: '2015-06-20' });
    await province.editor.post(reports, province.report(filed, onPaper(before, '2015-06-10')));
    await handOver(before, after, '2015-06-20');
    expect(await owes(filed, after)).toMatchObject({ received: true, onTime: true });
    expect(await owes(silent, after)).toMatchObject({ received: false });
    expect(await owes(filed, before)).toBeUndefined();
  });

  it('goes on with drafts and returned reports, and sees nothing else of the other’s', async () => {
    const month = await province.month();
    const [before, after, stranger] = [
      await province.collaborator(),
      await province.collaborator(),
      await province.collaborator(),
    ];
    const sent = await province.filed(before, month);
    const adHoc = { kind: 'ad-hoc' } as const;
    const accepted = await province.step(reports, await province.filed(before, month, adHoc), 'accept');
    const draft = await province.filed(before, month, { ...adHoc, submit: false });
    const returned = await province.step(reports, sent, 'return', {
      reviseBy: '2026-12-24',
      items: [{ itemId: sent.items[0]!.id, reason: 'Cần nói rõ cơ sở' }],
    });
    const seen = async ({ client }: Collaborator) =>
      (await client.get(reports)).body.items.map(({ id }: { id: string }) => id).sort();
    expect(await seen(after)).toEqual([]);
    await handOver(before, after, '2026-01-01');
    expect(await seen(after)).toEqual([draft.id, returned.id].sort());
    expect(await seen(before)).toEqual([accepted.id, draft.id, returned.id].sort());
    expect(await seen(stranger)).toEqual([]);
    expect((await after.client.get(`${reports}/${accepted.id}`)).status).toBe(404);
    const address = `${reports}/${sent.id}/items/${sent.items[0]!.id}`;
    expect((await stranger.client.put(address, province.item(), ifMatch(returned))).status).toBe(404);
    const { status, body } = await after.client.put(address, province.item(), ifMatch(returned));
    expect(status).toBe(200);
    const again = await after.client.post(`${reports}/${sent.id}/submit`, undefined, ifMatch(body));
    expect(again).toMatchObject({ status: 200, body: { state: 'submitted' } });
  });
});

it('discipline shows how late reports came, and how many had something returned', async () => {
  await province.service.database.query(`UPDATE reporting.appointment SET role = 'interviewer'`);
  const month = await june();
  const people = [
    await province.collaborator(),
    await province.collaborator(),
    await province.collaborator(),
  ];
  await province.collaborator();
  // Received at noon; due at five in the afternoon of the fourth.
  for (const [index, receivedOn] of ['2015-07-03', '2015-07-06', '2015-07-10'].entries()) {
    const report = province.report(month, onPaper(people[index]!, receivedOn));
    const { body } = await province.editor.post(reports, report);
    if (index > 0) continue;
    const returned = {
      reviseBy: '2026-12-24',
      items: [{ itemId: body.items[0].id, reason: 'Cần nói rõ cơ sở' }],
    };
    await province.step(reports, body as { id: string; version: number }, 'return', returned);
  }
  const { body } = await province.editor.get(`${periods}/${month.id}/discipline`);
  expect(body.items).toMatchObject([
    { expected: 4, received: 3, onTime: 1, returned: 1, returnRate: 1 / 3, medianDelayDays: 1.8 },
  ]);
});

describe('whatever the history of appointments, suspensions and hand-overs', () => {
  const day = fc.constantFrom(
    '2015-05-01',
    '2015-06-01',
    '2015-06-15',
    '2015-06-30',
    '2015-07-01',
    '2199-01-01',
  );
  const span = fc
    .tuple(day, fc.option(day))
    .filter(([from, to]) => to === null || from < to)
    .map(([from, to]) => ({ from, to }));
  const person = fc.record({
    life: span,
    suspensions: fc.array(span, { maxLength: 2 }),
    files: fc.option(fc.constantFrom('2015-06-20', '2015-07-04', '2015-07-20')),
    handsOver: fc.boolean(),
  });

  /** The days of June on which somebody with these dates is appointed, and those on which they are not suspended. */
  const daysAtWork = ({ life, suspensions }: { life: Span; suspensions: Span[] }) =>
    Array.from({ length: 30 }, (_, index) => `2015-06-${String(index + 1).padStart(2, '0')}`).filter(
      (on) => holds(life, on) && !suspensions.some((days) => holds(days, on)),
    );
  interface Span {
    from: string;
    to: string | null;
  }
  const holds = ({ from, to }: Span, on: string) => from <= on && (to === null || on < to);

  it('0 ≤ on time ≤ received ≤ expected, and who is at work on no day of it is not expected', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 5 }), async (people) => {
        await province.service.database.query(`UPDATE reporting.appointment SET role = 'interviewer'`);
        const period = await june();
        let previous: Collaborator | null = null;
        const owing: string[] = [];
        for (const { life, suspensions, files, handsOver } of people) {
          const who = await province.collaborator('kyLua', { ...life, suspensions });
          if (files) await province.editor.post(reports, province.report(period, onPaper(who, files)));
          if (previous && handsOver) {
            const { id } = previous.appointment;
            const facts = { from: id, to: who.appointment.id, on: life.from };
            await province.service.publish(appointmentHandedOver.of(id, 2, facts));
          }
          if (holds(life, period.endsOn) && daysAtWork({ life, suspensions }).length > 0)
            owing.push(who.appointment.id);
          previous = who;
        }
        const forecast = await expectedIn(period);
        expect(forecast.map(({ appointmentId }) => appointmentId).sort()).toEqual(owing.sort());
        await province.closed(period);
        expect(await expectedIn(period)).toEqual(forecast);
        const { body } = await province.editor.get(`${periods}/${period.id}/discipline`);
        for (const { expected, received, onTime } of body.items) {
          expect(onTime).toBeGreaterThanOrEqual(0);
          expect(received).toBeGreaterThanOrEqual(onTime);
          expect(expected).toBeGreaterThanOrEqual(received);
        }
      }),
      { numRuns: 25 },
    );
  });
});
