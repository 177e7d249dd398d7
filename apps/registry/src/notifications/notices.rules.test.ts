import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountSecurityChanged } from '#contracts/accounts';
import type { EventEnvelope, NewEvent } from '#contracts/event';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import { noticeRules } from './notices.rules.js';

const id = randomUUID();
const [personId, periodId, organisationId, areaId] = Array.from({ length: 4 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
];

const noticesOf = (event: NewEvent) =>
  noticeRules
    .filter(({ type }) => type === event.type)
    .flatMap((rule) => rule.notices(event as unknown as EventEnvelope));

const report = { id, periodId, appointmentId: id, onTime: true };
const appointment = {
  id,
  personId,
  role: 'collaborator' as const,
  level: 'commune' as const,
  organisationId,
  areaId,
  from: '2026-01-01',
  to: '2027-01-01',
};

describe('a report', () => {
  it('that is returned is told to its author', () => {
    const [notice, ...others] = noticesOf(
      opinionReportChanged.of(id, 2, { ...report, state: 'returned', before: 'submitted' }),
    );
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'opinion-report.returned',
      to: { holdersOf: [id] },
      link: `/v1/reporting/opinion-reports/${id}`,
    });
  });

  it('is not told of again while its author revises it, nor on its other ways', () => {
    const others = [
      { state: 'returned', before: 'returned' },
      { state: 'submitted', before: 'returned' },
      { state: 'accepted', before: 'received' },
    ] as const;
    for (const change of others)
      expect(noticesOf(opinionReportChanged.of(id, 3, { ...report, ...change }))).toEqual([]);
  });
});

describe('an appointment', () => {
  it('is told to the person, with its role and days', () => {
    const [notice] = noticesOf(appointmentRecorded.of(id, 1, { ...appointment, state: 'appointed' }));
    expect(notice).toMatchObject({ kind: 'appointment.recorded', to: { persons: [personId] } });
    expect(notice!.text).toBe(
      'Bổ nhiệm của bạn: cộng tác viên, từ ngày 01/01/2026 đến trước ngày 01/01/2027.',
    );
  });

  it('that ends is told to the person, and to the reviewers without saying who it was', () => {
    const [own, vacated] = noticesOf(appointmentRecorded.of(id, 2, { ...appointment, state: 'ended' }));
    expect(own).toMatchObject({ to: { persons: [personId] }, title: 'Bổ nhiệm kết thúc' });
    expect(vacated).toMatchObject({ kind: 'network.vacated', to: { superiorsOf: [id] } });
    expect(JSON.stringify(vacated)).not.toContain(personId);
  });

  it('that is only nominated is told to nobody', () => {
    expect(noticesOf(appointmentRecorded.of(id, 1, { ...appointment, state: 'nominated' }))).toEqual([]);
  });
});

describe('what is done to an account', () => {
  it('is told to its owner, urgently', () => {
    for (const change of ['password-changed', 'password-reset', 'second-factor-reset', 'locked'] as const) {
      const [notice] = noticesOf(accountSecurityChanged.of(id, 2, { accountId: id, change }));
      expect(notice).toMatchObject({ kind: 'account.security', to: { accounts: [id] }, urgent: true });
    }
  });
});

it('refuses an event whose data are not what its type promises', () => {
  const event = { ...accountSecurityChanged.of(id, 2, { accountId: id, change: 'locked' }), data: {} };
  expect(() => noticesOf(event)).toThrow('accountId');
});
