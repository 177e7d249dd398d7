import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateExpiring } from '#contracts/certificates';
import { conferenceTold } from '#contracts/conference-events';
import { classTold } from '#contracts/participants';
import { casesAssigned } from '#contracts/survey-events';
import { accountSecurityChanged, clientPermissionsChanged } from '#contracts/accounts';
import { aggregateReportDispatched, aggregateReportSuperseded } from '#contracts/aggregates';
import { contractExpiring, contractsLeftUnsigned } from '#contracts/contracts';
import { explanationChanged } from '#contracts/explanations';
import { auditFoundBroken } from '#contracts/audit';
import { inspectionChanged, inspectionRequestDue } from '#contracts/inspections';
import { NoticeKind } from '#contracts/notifications';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import { recommendationChanged, recommendationOverdue } from '#contracts/recommendation-events';
import { regulationReadingDue } from '#contracts/regulations';
import { reportsDue, reportsOverdue } from '#contracts/report-reminders';
import { thematicRequestOpened } from '#contracts/thematic-requests';
import { webhookDisabled } from '#contracts/webhook-events';
import { noticesOf } from './notices.fixture.js';

const id = randomUUID();
const [personId, periodId, organisationId, areaId] = Array.from({ length: 4 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
];

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

describe('a thematic request', () => {
  it('is told to whoever is asked, without what it asks', () => {
    const facts = { id, code: 'CD-01', topic: 'economy', endsOn: '2026-11-30', appointmentIds: [personId] };
    expect(noticesOf(thematicRequestOpened.of(id, 1, facts))).toMatchObject([
      {
        kind: 'thematic-request.opened',
        to: { holdersOf: [personId] },
        text: expect.stringContaining('30/11/2026'),
        link: `/v1/reporting/thematic-requests/${id}`,
      },
    ]);
  });
});

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

describe('reports that have not come', () => {
  const owed = { periodId, periodCode: '2026-10', dueOn: '2026-11-05', appointmentIds: [id, personId] };

  it('are told to those who owe them, before and after the due day', () => {
    const [soon, ...others] = noticesOf(reportsDue.of(periodId, 1, { ...owed, daysLeft: 3 }));
    expect(others).toEqual([]);
    expect(soon).toMatchObject({
      kind: 'opinion-report.due',
      to: { holdersOf: [id, personId] },
      title: 'Báo cáo dư luận kỳ 2026-10: hạn ngày 05/11/2026',
    });
    const [late] = noticesOf(reportsDue.of(periodId, 1, { ...owed, daysLeft: -4 }));
    expect(late!.text).toContain('quá hạn 4 ngày');
  });

  it('are told to the superiors without saying whose they are, and those who owe them hear that', () => {
    const [own, superior] = noticesOf(reportsOverdue.of(periodId, 1, { ...owed, daysLate: 7 }));
    expect(own).toMatchObject({ kind: 'opinion-report.due', to: { holdersOf: [id, personId] } });
    expect(superior).toMatchObject({ kind: 'opinion-report.overdue', to: { superiorsOf: [id, personId] } });
    expect(`${superior!.title} ${superior!.text} ${superior!.link}`).not.toMatch(
      new RegExp(`${id}|${personId}`),
    );
  });
});

const inspection = { id, areaId, startsOn: '2026-03-02', accountIds: [personId] };
const asked = { id, requestId: id, dueOn: '2026-05-01', accountIds: [personId] };

describe('an inspection', () => {
  it('is told to those who review the unit, and what they answer to the office', () => {
    const told = (what: 'planned' | 'concluded' | 'request-answered' | 'request-returned') =>
      noticesOf(inspectionChanged.of(id, 1, { ...inspection, state: 'following-up', what }));
    for (const what of ['planned', 'concluded', 'request-returned'] as const)
      expect(told(what)).toMatchObject([{ to: { accounts: [personId] } }]);
    expect(told('request-answered').map(({ to }) => to)).toEqual([{ roles: ['editor'] }]);
  });

  it('asks in time for what it requested, and afterwards the office hears of it as well', () => {
    const to = (daysLeft: number) =>
      noticesOf(inspectionRequestDue.of(id, 1, { ...asked, daysLeft })).map((notice) => notice.to);
    expect(to(0)).toEqual([{ accounts: [personId] }]);
    expect(to(-1)).toEqual([{ accounts: [personId], roles: ['editor'] }]);
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
    aggregateReportSuperseded.of(id, 1, {
      id,
      number: 1,
      symbol: 'BC/X',
      by: { id, number: 2, symbol: 'BC/X' },
      organisationIds: [id],
    }),
    thematicRequestOpened.of(id, 1, {
      id,
      code: 'CD-01',
      topic: 'economy',
      endsOn: '2026-11-30',
      appointmentIds: [id],
    }),
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
      endsOn: '2026-05-05',
      what: 'invited',
    }),
    casesAssigned.of(id, 1, {
      planId: id,
      personId: id,
      title: 'Chuyển đổi số',
      given: 1,
      taken: 0,
      fieldStartsOn: '2026-05-04',
      fieldEndsOn: '2026-05-20',
    }),
    conferenceTold.of(id, 1, {
      conferenceId: id,
      personIds: [personId],
      title: 'Giao ban',
      startsAt: '2026-05-04T00:30:00Z',
      what: 'soon',
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
    recommendationOverdue.of(id, 2, {
      id,
      organisationId,
      superiorId: null,
      dueOn: '2026-03-01',
      daysLate: 1,
    }),
    inspectionChanged.of(id, 1, { ...inspection, state: 'planned', what: 'planned' }),
    inspectionRequestDue.of(id, 1, { ...asked, daysLeft: 1 }),
    explanationChanged.of(id, 1, { id, state: 'published', appointmentIds: [id] }),
    reportsOverdue.of(id, 1, {
      periodId,
      periodCode: '2026-10',
      dueOn: '2026-11-05',
      daysLate: 7,
      appointmentIds: [id],
    }),
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

  it('that is not answered in time is told to whom it went and above them, and to the office', () => {
    const owed = { id, organisationId, dueOn: '2026-03-01', daysLate: 3 };
    const to = (superiorId: string | null) =>
      noticesOf(recommendationOverdue.of(id, 3, { ...owed, superiorId })).map((notice) => notice.to);
    const itself = { recipientsAt: [organisationId] };
    expect(to(areaId)).toEqual([itself, { recipientsAt: [areaId], roles: ['editor', 'approver'] }]);
    expect(to(null)).toEqual([itself, { recipientsAt: [], roles: ['editor', 'approver'] }]);
  });
});

it('an explanation and its withdrawal are told to those who report, without their text', () => {
  for (const state of ['published', 'withdrawn'] as const)
    expect(noticesOf(explanationChanged.of(id, 1, { id, state, appointmentIds: [personId] }))).toMatchObject([
      {
        kind: 'explanation.changed',
        to: { holdersOf: [personId] },
        link: `/v1/reporting/explanations/${id}`,
      },
    ]);
});
