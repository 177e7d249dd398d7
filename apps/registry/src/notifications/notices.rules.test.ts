import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountSecurityChanged, clientPermissionsChanged } from '#contracts/accounts';
import { aggregateReportDispatched } from '#contracts/aggregates';
import { certificateExpiring } from '#contracts/certificates';
import { contractExpiring, contractsLeftUnsigned } from '#contracts/contracts';
import type { EventEnvelope, NewEvent } from '#contracts/event';
import { auditFoundBroken } from '#contracts/audit';
import { NoticeKind } from '#contracts/notifications';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import { classTold } from '#contracts/participants';
import { recommendationChanged } from '#contracts/recommendation-events';
import { regulationReadingDue } from '#contracts/regulations';
import { webhookDisabled } from '#contracts/webhook-events';
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

  it('that is ad hoc is told at once to its reviewers and the office, when it is sent in', () => {
    const adHoc = { ...report, kind: 'ad-hoc' as const, state: 'submitted' as const };
    for (const before of [null, 'draft'] as const) {
      expect(noticesOf(opinionReportChanged.of(id, 1, { ...adHoc, before }))).toMatchObject([
        { kind: 'opinion-report.ad-hoc', to: { superiorsOf: [id], roles: ['editor'] }, urgent: true },
      ]);
    }
    const others = [
      { ...adHoc, before: 'returned' as const },
      { ...adHoc, state: 'draft' as const },
      { ...adHoc, kind: 'periodic' as const },
    ];
    for (const change of others) expect(noticesOf(opinionReportChanged.of(id, 2, change))).toEqual([]);
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

  it('that is suspended says so', () => {
    const suspensions = [{ from: '2026-03-01', to: null }];
    const facts = { ...appointment, state: 'appointed' as const, suspensions };
    const [notice] = noticesOf(appointmentRecorded.of(id, 2, facts));
    expect(notice!.text).toContain('Tạm ngừng từ ngày 01/03/2026.');
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

describe('what is due', () => {
  it('is told to whom it concerns, and a contract also to the office', () => {
    const facts = { contractId: id, personId, appointmentId: id, endsOn: '2026-12-31' };
    const [soon] = noticesOf(contractExpiring.of(id, 1, { ...facts, daysLeft: 30 }));
    expect(soon).toMatchObject({
      kind: 'contract.expiring',
      to: { persons: [personId], roles: ['registrar'] },
      title: 'Hợp đồng hết hạn ngày 31/12/2026',
      link: `/v1/registry/contracts/${id}`,
    });
    const [late] = noticesOf(contractExpiring.of(id, 1, { ...facts, daysLeft: -3 }));
    expect(late!.text).toContain('chưa được thanh lý');
    const reading = { regulationId: id, versionId: id, personId, dueOn: '2026-05-01', daysLeft: 3 };
    expect(noticesOf(regulationReadingDue.of(id, 1, reading))).toMatchObject([
      { kind: 'regulation.to-read', to: { persons: [personId] }, title: 'Văn bản cần đọc' },
    ]);
    expect(noticesOf(regulationReadingDue.of(id, 1, { ...reading, daysLeft: -1 }))).toMatchObject([
      { title: 'Văn bản quá hạn đọc' },
    ]);
  });
});

describe('a certificate that ends soon', () => {
  it('is told to its holder, and to the superiors without saying whose it is', () => {
    const facts = {
      courseTitle: 'Phương pháp phỏng vấn',
      number: '7/2026',
      validTo: '2026-12-31',
      daysLeft: 30,
    };
    const event = certificateExpiring.of(id, 1, {
      certificateId: id,
      personId,
      appointmentIds: [organisationId],
      ...facts,
    });
    const [own, superior] = noticesOf(event);
    expect(own).toMatchObject({ to: { persons: [personId] }, link: `/v1/training/certificates/${id}` });
    expect(superior).toMatchObject({ to: { superiorsOf: [organisationId] } });
    expect(JSON.stringify(superior)).not.toMatch(new RegExp(`${personId}|7/2026`));
  });
});

describe('a class', () => {
  it('is told to those who were invited: the invitation, a seat given back, that it will not be held', () => {
    const facts = {
      classId: id,
      personIds: [personId],
      courseTitle: 'Phương pháp phỏng vấn',
      startsOn: '2026-05-04',
    };
    const titles = (['invited', 'placed', 'cancelled'] as const).map((what) => {
      const notices = noticesOf(classTold.of(id, 1, { ...facts, what }));
      expect(notices).toMatchObject([
        { kind: 'class.invitation', to: { persons: [personId] }, link: `/v1/training/classes/${id}` },
      ]);
      expect(notices[0]!.text).toContain('Lớp “Phương pháp phỏng vấn” ngày 04/05/2026.');
      return notices[0]!.title;
    });
    expect(new Set(titles).size).toBe(3);
  });
});

describe('a webhook', () => {
  it('that has stopped by itself is told to administrators, one that they have stopped is not', () => {
    for (const reason of ['gone', 'failing'] as const)
      expect(noticesOf(webhookDisabled.of(id, 1, { id, clientId: null, reason }))).toMatchObject([
        { kind: 'webhook.disabled', to: { roles: ['administrator'] } },
      ]);
    const byHand = { id, clientId: null, reason: 'administrator' as const };
    expect(noticesOf(webhookDisabled.of(id, 1, byHand))).toEqual([]);
  });
});

it('every kind that can be chosen has something that it tells of', () => {
  const events = [
    accountSecurityChanged.of(id, 1, { accountId: id, change: 'locked' }),
    opinionReportChanged.of(id, 1, { ...report, state: 'returned' }),
    aggregateReportDispatched.of(id, 1, { id, number: 1, symbol: 'BC/X', organisationIds: [id] }),
    appointmentRecorded.of(id, 1, { ...appointment, state: 'ended' }),
    contractExpiring.of(id, 1, {
      contractId: id,
      personId,
      appointmentId: id,
      endsOn: '2026-12-31',
      daysLeft: 1,
    }),
    certificateExpiring.of(id, 1, {
      certificateId: id,
      personId,
      appointmentIds: [id],
      courseTitle: 'Phương pháp phỏng vấn',
      number: '1/2026',
      validTo: '2026-12-31',
      daysLeft: 30,
    }),
    classTold.of(id, 1, {
      classId: id,
      personIds: [personId],
      courseTitle: 'Phương pháp phỏng vấn',
      startsOn: '2026-05-04',
      what: 'invited',
    }),
    regulationReadingDue.of(id, 1, {
      regulationId: id,
      versionId: id,
      personId,
      dueOn: '2026-05-01',
      daysLeft: 3,
    }),
    opinionReportChanged.of(id, 1, { ...report, kind: 'ad-hoc', state: 'submitted' }),
    webhookDisabled.of(id, 1, { id, clientId: null, reason: 'gone' }),
    contractsLeftUnsigned.of(id, 1, {
      conferenceId: id,
      signedOn: '2026-04-03',
      contracts: [{ id, reason: 'no-draft' }],
    }),
    auditFoundBroken.of(id, 1, { verificationId: id, services: ['survey'] }),
    clientPermissionsChanged.of(id, 2, { clientId: id, given: [], taken: ['area.read'] }),
    ...(['forwarded', 'closed'] as const).map((state) =>
      recommendationChanged.of(id, 2, {
        id,
        state,
        organisationId,
        dueOn: '2026-03-01',
        aggregateId: null,
        conferenceId: null,
        raisedBy: [personId],
      }),
    ),
  ];
  const told = new Set(events.flatMap((event) => noticesOf(event).map(({ kind }) => kind)));
  expect([...told].toSorted()).toEqual(NoticeKind.options.toSorted());
});

it('refuses an event whose data are not what its type promises', () => {
  const event = { ...accountSecurityChanged.of(id, 2, { accountId: id, change: 'locked' }), data: {} };
  expect(() => noticesOf(event)).toThrow('accountId');
});

describe('a recommendation', () => {
  const facts = { id, organisationId, dueOn: '2026-03-01', aggregateId: null, conferenceId: null };
  const told = (state: 'recorded' | 'forwarded' | 'in-progress' | 'answered' | 'closed') =>
    noticesOf(recommendationChanged.of(id, 2, { ...facts, state, raisedBy: [personId] })).map(
      ({ kind, to }) => ({ kind, to }),
    );

  it('is told to whom it is forwarded, and its outcome to who raised it', () => {
    const outcome = { kind: 'recommendation.outcome', to: { persons: [personId] } };
    expect(told('forwarded')).toEqual([
      { kind: 'recommendation.forwarded', to: { recipientsAt: [organisationId] } },
    ]);
    expect(told('answered')).toEqual([outcome]);
    expect(told('closed')).toEqual([outcome]);
    expect([...told('recorded'), ...told('in-progress')]).toEqual([]);
  });
});
