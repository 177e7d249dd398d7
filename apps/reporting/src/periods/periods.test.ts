import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExpectedReport, periodClosed, type ReportingPeriod } from '#contracts/periods';
import { appointmentRecorded } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { type Collaborator, muchLater, periods, Province, reports } from '../province.fixture.js';

let province: Province;

beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

const expectedIn = async (period: { id: string }): Promise<ExpectedReport[]> => {
  const { body } = await province.editor.get(`${periods}/${period.id}/expected-reports?limit=100&total=true`);
  expect(body.total).toBe(body.items.length);
  return body.items;
};
const expectedOf = async (period: { id: string }, { appointment }: Collaborator) =>
  (await expectedIn(period)).find(({ appointmentId }) => appointmentId === appointment.id);
const close = (period: ReportingPeriod) =>
  province.editor.post(`${periods}/${period.id}/close`, undefined, ifMatch(period));

describe('a reporting period', () => {
  it('is opened by an editor and read by everyone', async () => {
    const { body } = await province.editor.post(periods, {
      code: '2009-Q3',
      kind: 'quarterly',
      startsOn: '2009-07-01',
      endsOn: '2009-09-30',
      dueAt: '2009-10-05T17:00:00+07:00',
    });
    expect(body).toMatchObject({
      state: 'open',
      closedAt: null,
      dueAt: '2009-10-05T10:00:00.000Z',
      version: 1,
    });
    for (const client of [
      province.service.as('collaborator'),
      province.service.asClient('reporting-period.read'),
    ]) {
      expect((await client.get(`${periods}/${body.id}`)).body).toEqual(body);
    }
    expect((await province.service.as('reviewer').post(periods, {})).status).toBe(403);
  });

  it('does not overlap another of its kind, nor share its code', async () => {
    const month = await province.month();
    const again = { ...month, startsOn: month.endsOn, endsOn: '2199-12-31', dueAt: '2199-12-31T00:00:00Z' };
    const { id: _, state: __, closedAt: ___, version: ____, calendarId: _____, ...fields } = again;
    expect(await province.editor.post(periods, { ...fields, code: '2198-01' })).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
    expect(
      (await province.editor.post(periods, { ...fields, code: 'dot-xuat', kind: 'custom' })).status,
    ).toBe(201);
    expect(
      (await province.editor.post(periods, { ...fields, code: 'dot-xuat', kind: 'custom' })).status,
    ).toBe(409);
  });

  it.each([
    ['ends before it starts', { startsOn: '2008-02-01', endsOn: '2008-01-31' }, 'endsOn'],
    ['falls due before it ends', { dueAt: '2008-01-30T00:00:00Z' }, 'dueAt'],
    ['has the code of another kind', { code: '2008-Q1' }, 'code'],
    ['has the code of a month that there is not', { code: '2008-13' }, 'code'],
  ])('is refused when it %s', async (_, changes, path) => {
    const january = {
      code: '2008-01',
      kind: 'monthly',
      startsOn: '2008-01-01',
      endsOn: '2008-01-31',
      dueAt: muchLater,
    };
    const { status, body } = await province.editor.post(periods, { ...january, ...changes });
    expect({ status, paths: body.errors?.map((error: { path: string }) => error.path) }).toEqual({
      status: 400,
      paths: [path],
    });
  });
});

describe('the close of a period', () => {
  it('freezes who was expected, with what came', async () => {
    const month = await province.month({ dueAt: '2012-01-01T00:00:00Z' });
    const [silent, late, onTime] = [
      await province.collaborator(),
      await province.collaborator(),
      await province.collaborator('dongDang'),
    ];
    const forecast = await expectedIn(month);
    await province.filed(late, month);
    const onPaper = {
      appointmentId: onTime.appointment.id,
      channel: 'upload',
      receivedOn: '2011-12-01',
    } as const;
    await province.editor.post(reports, province.report(month, onPaper));
    const draft = await province.collaborator();
    await province.filed(draft, month, { submit: false });
    const adHoc = await province.collaborator();
    await province.filed(adHoc, month, { kind: 'ad-hoc' });

    const { status, body: closed } = await close(month);
    expect({ status, closed }).toMatchObject({ status: 200, closed: { state: 'closed', version: 2 } });
    const seen = async (who: Collaborator) => {
      const { received, onTime: punctual } = (await expectedOf(month, who))!;
      return [received, punctual];
    };
    expect(await Promise.all([silent, late, onTime, draft, adHoc].map(seen))).toEqual([
      [false, false],
      [true, false],
      [true, true],
      [false, false],
      [false, false],
    ]);
    const frozen = await expectedIn(month);
    expect(frozen).toHaveLength(forecast.length + 2);
    const [event] = await eventually(() => {
      const told = province.service.sent(periodClosed).filter(({ subject }) => subject === month.id);
      expect(told).toHaveLength(1);
      return told;
    });
    expect(event!.data).toMatchObject({ code: month.code, expected: frozen.length, received: 2, onTime: 1 });

    // Whoever comes or goes later changes the past no more.
    await province.collaborator();
    const gone = { ...silent.appointment, to: '2001-02-01', state: 'ended' as const };
    await province.service.publish(appointmentRecorded.of(gone.id, 2, gone));
    expect(await expectedIn(month)).toEqual(frozen);
  });

  it('expects those who are appointed as collaborators on the last day', async () => {
    const month = await province.month();
    const lastDay = month.endsOn;
    const someone = (changes: object) => province.collaborator('kyLua', changes);
    const whoever = {
      cameOnTheLastDay: await someone({ from: lastDay }),
      leftOnTheLastDay: await someone({ to: lastDay }),
      cameAfterwards: await someone({ from: muchLater.slice(0, 10) }),
      interviewer: await someone({ role: 'interviewer' }),
    };
    const expected = await Promise.all(Object.values(whoever).map((who) => expectedOf(month, who)));
    expect(expected.map((row) => row !== undefined)).toEqual([true, false, false, false]);
  });

  it('comes once, for the version that was read, by an editor', async () => {
    const month = await province.month();
    expect((await province.editor.post(`${periods}/${month.id}/close`)).status).toBe(428);
    expect((await province.editor.post(`${periods}/${month.id}/close`, undefined, ifMatch(2))).status).toBe(
      412,
    );
    expect(
      (await province.editor.post(`${periods}/${randomUUID()}/close`, undefined, ifMatch(1))).status,
    ).toBe(404);
    expect((await province.approver.post(`${periods}/${month.id}/close`, undefined, ifMatch(1))).status).toBe(
      403,
    );
    const { body } = await close(month);
    expect(await close(body)).toMatchObject({ status: 409, body: { code: 'period.closed' } });
  });

  it('does not come before the last day is over', async () => {
    const year = await province.month({
      code: '2190',
      kind: 'yearly',
      startsOn: '2190-01-01',
      endsOn: '2190-12-31',
    });
    expect(await close(year)).toMatchObject({ status: 422, body: { code: 'period.not-over' } });
  });

  it('is seen by collaborators as far as it is about themselves, by reviewers in their area', async () => {
    const month = await province.closed(await province.month());
    const hoa = await province.collaborator('tamThanh');
    const next = await province.month();
    const path = `${periods}/${next.id}/expected-reports?limit=100`;
    const seen = async (client: Collaborator['client']) =>
      (await client.get(path)).body.items.map(({ appointmentId }: ExpectedReport) => appointmentId);
    expect(await seen(hoa.client)).toEqual([hoa.appointment.id]);
    expect(await seen(province.reviewer('tamThanh'))).toEqual([hoa.appointment.id]);
    expect(await expectedOf(month, hoa)).toBeUndefined();
    expect((await province.service.as('recipient').get(path)).status).toBe(403);
  });
});

describe('whatever the history of appointments and reports', () => {
  const day = fc.constantFrom(
    '2009-12-01',
    '2010-01-01',
    '2015-06-15',
    '2015-06-30',
    '2015-07-01',
    '2199-01-01',
  );
  const life = fc
    .tuple(day, fc.option(day))
    .filter(([from, to]) => to === null || from < to)
    .map(([from, to]) => ({ from, to }));
  const history = fc.array(
    fc.record({
      life,
      role: fc.constantFrom('collaborator' as const, 'collaborator' as const, 'interviewer' as const),
      files: fc.option(fc.constantFrom('2015-06-20', '2015-07-04', '2015-07-05', '2016-01-01')),
      asDraft: fc.boolean(),
    }),
    { maxLength: 6 },
  );

  it('no more reports are on time than came, and no more came than were expected', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async (people) => {
        const period = await province.month({
          code: `lan-${(run += 1)}`,
          kind: 'custom',
          startsOn: '2015-06-01',
          endsOn: '2015-06-30',
          dueAt: '2015-07-04T17:00:00+07:00',
        });
        let received = 0;
        let onTime = 0;
        for (const { life: dates, role, files, asDraft } of people) {
          const who = await province.collaborator('kyLua', { ...dates, role });
          if (!files) continue;
          const entered = {
            appointmentId: who.appointment.id,
            channel: 'upload',
            receivedOn: files,
          } as const;
          const report = province.report(period, { ...entered, submit: !asDraft });
          const { status } = await province.editor.post(reports, report);
          const inForce = dates.from <= period.endsOn && (dates.to ?? muchLater) > period.startsOn;
          expect(status).toBe(role === 'collaborator' && inForce ? 201 : 422);
          // Who left before the last day may still report, but is not expected to.
          const isExpected = (dates.to ?? muchLater) > period.endsOn;
          if (status !== 201 || asDraft || !isExpected) continue;
          received += 1;
          if (files <= '2015-07-04') onTime += 1;
        }
        await province.closed(period);
        const rows = await expectedIn(period);
        const counted = {
          expected: rows.length,
          received: rows.filter((row) => row.received).length,
          onTime: rows.filter((row) => row.onTime).length,
        };
        expect(counted).toMatchObject({ received, onTime });
        expect(counted.onTime).toBeLessThanOrEqual(counted.received);
        expect(counted.received).toBeLessThanOrEqual(counted.expected);
        // The next history begins with nobody.
        await province.service.database.query(`UPDATE reporting.appointment SET role = 'interviewer'`);
      }),
      { numRuns: 15 },
    );
  });
});
