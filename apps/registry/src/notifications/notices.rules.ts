import type { z } from 'zod';
import { accountSecurityChanged, clientPermissionsChanged } from '#contracts/accounts';
import { formatDocumentNumber, formatShortDay, inVietnam } from '#documents/vietnamese-format';
import { aggregateReportDispatched, aggregateReportSuperseded } from '#contracts/aggregates';
import { auditFoundBroken } from '#contracts/audit';
import { certificateExpiring } from '#contracts/certificates';
import { conferenceTold } from '#contracts/conference-events';
import { contractExpiring, contractsLeftUnsigned } from '#contracts/contracts';
import { explanationChanged } from '#contracts/explanations';
import type { EventEnvelope, EventType } from '#contracts/event';
import { inspectionChanged, inspectionRequestDue } from '#contracts/inspections';
import type { NoticeKind } from '#contracts/notifications';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import type { Role } from '#contracts/permissions';
import { recommendationChanged, recommendationOverdue } from '#contracts/recommendation-events';
import { classTold } from '#contracts/participants';
import { regulationReadingDue } from '#contracts/regulations';
import { reportsDue, reportsOverdue } from '#contracts/report-reminders';
import { thematicRequestOpened } from '#contracts/thematic-requests';
import { casesAssigned } from '#contracts/survey-events';
import { webhookDisabled } from '#contracts/webhook-events';
import {
  classTexts,
  conferenceTexts,
  inspectionTexts,
  inWriting,
  roleNames,
  securityTexts,
  unexpected,
  unsignedTexts,
} from './notice-wording.js';

/** Whom an event concerns. Whoever is named in several ways is told once; an id that nobody has is no error. */
export interface Audience {
  accounts?: string[];
  persons?: string[];
  /** Who holds these appointments, or stands in for the holder today. */
  holdersOf?: string[];
  /** Reviewers of the areas in which these appointments lie. */
  superiorsOf?: string[];
  /** Who acts for these organisations as a recipient. */
  recipientsAt?: string[];
  /** Whoever has been granted one of these roles. */
  roles?: Exclude<Role, 'collaborator'>[];
}

/** What is said to whom. Ids and facts of the reader's own: no opinion text, nobody else's personal data. */
export interface NewNotice {
  kind: NoticeKind;
  to: Audience;
  title: string;
  text: string;
  /** Path of what it is about. */
  link?: string;
  /** Its mail does not wait for the end of quiet hours. */
  urgent?: true;
}

/** Who is told what when an event of this type has happened. */
export interface NoticeRule {
  type: string;
  /** @throws ZodError when the event's data are not what its type promises. */
  notices(event: EventEnvelope): NewNotice[];
}

function on<Data extends z.ZodType>(
  { type, data }: EventType<Data>,
  notices: (data: z.output<Data>) => NewNotice[],
): NoticeRule {
  return { type, notices: (event) => notices(data.parse(event.data)) };
}

/** The one table of notices: event type → who is told → kind → wording → urgency. */
export const noticeRules: readonly NoticeRule[] = [
  on(accountSecurityChanged, ({ accountId, change }) => {
    const [title, text] = securityTexts[change];
    const to = { accounts: [accountId] };
    return [{ kind: 'account.security', to, title, text: `${text} ${unexpected}`, urgent: true }];
  }),

  // While its author revises a returned report, it stays returned and changes all the same.
  on(opinionReportChanged, ({ id, appointmentId, kind, state, before }) => {
    const link = `/v1/reporting/opinion-reports/${id}`;
    const isNew = before === null || before === 'draft';
    if (kind === 'ad-hoc' && state === 'submitted' && isNew) {
      const title = 'Báo cáo đột xuất';
      const text = 'Một báo cáo dư luận đột xuất vừa được gửi lên: xin xem ngay.';
      const to = { superiorsOf: [appointmentId], roles: ['editor' as const] };
      return [{ kind: 'opinion-report.ad-hoc', to, title, text, link, urgent: true }];
    }
    if (state !== 'returned' || before === 'returned') return [];
    const title = 'Báo cáo dư luận được trả lại';
    const text = 'Có nội dung cần làm rõ: xin xem lý do ở từng mục, sửa và gửi lại đúng hạn.';
    return [{ kind: 'opinion-report.returned', to: { holdersOf: [appointmentId] }, title, text, link }];
  }),

  on(thematicRequestOpened, ({ id, code, endsOn, appointmentIds }) => {
    const title = `Yêu cầu báo cáo chuyên đề ${code}`;
    const text = `Xin xem câu hỏi gợi ý và gửi báo cáo chuyên đề đến hết ngày ${formatShortDay(endsOn)}.`;
    const link = `/v1/reporting/thematic-requests/${id}`;
    return [{ kind: 'thematic-request.opened', to: { holdersOf: appointmentIds }, title, text, link }];
  }),

  on(reportsDue, ({ periodId, periodCode, dueOn, daysLeft, appointmentIds }) => {
    const until = formatShortDay(dueOn);
    const title = `Báo cáo dư luận kỳ ${periodCode}: hạn ngày ${until}`;
    const text =
      daysLeft < 0
        ? `Báo cáo đã quá hạn ${-daysLeft} ngày: xin gửi sớm.`
        : `Báo cáo chưa được gửi: xin gửi trước khi hết hạn.`;
    const link = `/v1/reporting/reporting-periods/${periodId}`;
    return [{ kind: 'opinion-report.due', to: { holdersOf: appointmentIds }, title, text, link }];
  }),

  // The superior sees at the link which units it is; whoever owes knows that it was told.
  on(reportsOverdue, ({ periodId, periodCode, daysLate, appointmentIds }) => {
    const title = `Báo cáo dư luận kỳ ${periodCode} quá hạn`;
    const period = `/v1/reporting/reporting-periods/${periodId}`;
    return [
      {
        kind: 'opinion-report.due',
        to: { holdersOf: appointmentIds },
        title,
        text: `Báo cáo đã quá hạn ${daysLate} ngày; cấp trên đã được thông báo.`,
        link: period,
      },
      {
        kind: 'opinion-report.overdue',
        to: { superiorsOf: appointmentIds, roles: ['editor'] },
        title,
        text: `Trong địa bàn phụ trách còn báo cáo quá hạn ${daysLate} ngày: xin đôn đốc.`,
        link: `${period}/discipline/areas`,
      },
    ];
  }),

  on(aggregateReportDispatched, ({ id, number, symbol, organisationIds }) => {
    const title = `Báo cáo tổng hợp số ${formatDocumentNumber(number, symbol)}`;
    const text = 'Báo cáo vừa được gửi đến cơ quan mà bạn đại diện: xin xem và xác nhận đã nhận.';
    const link = `/v1/reporting/aggregate-reports/${id}`;
    return [
      { kind: 'aggregate-report.dispatched', to: { recipientsAt: organisationIds }, title, text, link },
    ];
  }),

  on(aggregateReportSuperseded, ({ id, number, symbol, by, organisationIds }) => {
    const title = `Báo cáo tổng hợp số ${formatDocumentNumber(number, symbol)} đã được thay thế`;
    const text = `Báo cáo số ${formatDocumentNumber(by.number, by.symbol)} thay thế báo cáo mà cơ quan bạn đã nhận; bản đã nhận vẫn xem được.`;
    const link = `/v1/reporting/aggregate-reports/${id}`;
    return [
      { kind: 'aggregate-report.superseded', to: { recipientsAt: organisationIds }, title, text, link },
    ];
  }),

  on(recommendationChanged, ({ id, state, organisationId, dueOn, raisedBy }) => {
    const link = `/v1/reporting/recommendations/${id}`;
    if (state === 'forwarded' && organisationId && dueOn) {
      const text = `Xin xem xét và trả lời trước ngày ${formatShortDay(dueOn)}.`;
      const to = { recipientsAt: [organisationId] };
      return [{ kind: 'recommendation.forwarded', to, title: 'Kiến nghị được chuyển đến', text, link }];
    }
    if (state !== 'answered' && state !== 'closed') return [];
    const text =
      state === 'answered'
        ? 'Kiến nghị từ báo cáo của bạn đã được trả lời.'
        : 'Kiến nghị từ báo cáo của bạn đã kết thúc: xin xem kết quả.';
    const to = { persons: raisedBy };
    return [{ kind: 'recommendation.outcome', to, title: 'Kết quả kiến nghị', text, link }];
  }),

  on(recommendationOverdue, ({ id, organisationId, superiorId, dueOn, daysLate }) => {
    const own = {
      kind: 'recommendation.overdue' as const,
      title: `Kiến nghị quá hạn trả lời từ ngày ${formatShortDay(dueOn)}`,
      link: `/v1/reporting/recommendations/${id}`,
    };
    const late = `đã quá hạn trả lời ${daysLate} ngày`;
    const above = superiorId === null ? [] : [superiorId];
    const told = superiorId === null ? 'Ban' : 'cơ quan cấp trên';
    return [
      { ...own, to: { recipientsAt: [organisationId] }, text: `Kiến nghị ${late}; ${told} đã được báo.` },
      {
        ...own,
        to: { recipientsAt: above, roles: ['editor', 'approver'] },
        text: `Kiến nghị ${late}: xin đôn đốc.`,
      },
    ];
  }),

  on(inspectionChanged, ({ id, what, accountIds }) => {
    const [title, text] = inspectionTexts[what];
    const to = what === 'request-answered' ? { roles: ['editor' as const] } : { accounts: accountIds };
    return [{ kind: 'inspection.changed', to, title, text, link: `/v1/reporting/inspections/${id}` }];
  }),

  on(inspectionRequestDue, ({ id, dueOn, daysLeft, accountIds }) => {
    const title = `Yêu cầu sau kiểm tra: hạn ngày ${formatShortDay(dueOn)}`;
    const late = daysLeft < 0;
    const text = late
      ? `Yêu cầu đã quá hạn ${-daysLeft} ngày mà chưa có báo cáo thực hiện.`
      : 'Xin báo cáo việc thực hiện trước khi hết hạn.';
    const to = { accounts: accountIds, ...(late && { roles: ['editor' as const] }) };
    return [{ kind: 'inspection.request-due', to, title, text, link: `/v1/reporting/inspections/${id}` }];
  }),

  on(explanationChanged, ({ id, state, appointmentIds }) => {
    const [title, text] =
      state === 'published'
        ? ['Trả lời, giải thích chính thức', 'Có nội dung trả lời, giải thích mới: xin xem và trao đổi lại.']
        : ['Nội dung giải thích được rút', 'Một nội dung giải thích không còn giá trị: xin xem lý do.'];
    const link = `/v1/reporting/explanations/${id}`;
    return [{ kind: 'explanation.changed', to: { holdersOf: appointmentIds }, title, text, link }];
  }),

  on(appointmentRecorded, ({ id, personId, role, from, to, state, suspensions }) => {
    const link = `/v1/registry/appointments/${id}`;
    const own = { kind: 'appointment.recorded' as const, to: { persons: [personId] }, link };
    if (state === 'appointed') {
      const end = to === null ? '' : ` đến trước ngày ${formatShortDay(to)}`;
      const suspended = suspensions.at(-1);
      const pause = suspended ? ` Tạm ngừng từ ngày ${formatShortDay(suspended.from)}.` : '';
      const text = `Bổ nhiệm của bạn: ${roleNames[role]}, từ ngày ${formatShortDay(from)}${end}.${pause}`;
      return [{ ...own, title: 'Quyết định bổ nhiệm được ghi nhận', text }];
    }
    if (state !== 'ended') return [];
    const since = formatShortDay(to ?? from);
    const text = `Bổ nhiệm của bạn làm ${roleNames[role]} kết thúc từ ngày ${since}.`;
    const vacated = `Một vị trí ${roleNames[role]} trong địa bàn của bạn trống từ ngày ${since}.`;
    return [
      { ...own, title: 'Bổ nhiệm kết thúc', text },
      { kind: 'network.vacated', to: { superiorsOf: [id] }, title: 'Vị trí bị trống', text: vacated, link },
    ];
  }),

  on(contractExpiring, ({ contractId, personId, endsOn, daysLeft }) => {
    const title = `Hợp đồng hết hạn ngày ${formatShortDay(endsOn)}`;
    const text =
      daysLeft < 0
        ? 'Hợp đồng giao khoán công việc đã hết hạn và chưa được thanh lý.'
        : 'Hợp đồng giao khoán công việc sắp hết hạn: cần gia hạn hoặc thanh lý.';
    const to = { persons: [personId], roles: ['registrar' as const] };
    return [{ kind: 'contract.expiring', to, title, text, link: `/v1/registry/contracts/${contractId}` }];
  }),

  on(certificateExpiring, ({ certificateId, personId, appointmentIds, courseTitle, validTo }) => {
    const until = formatShortDay(validTo);
    const kind = 'certificate.expiring';
    return [
      {
        kind,
        to: { persons: [personId] },
        title: `Giấy chứng nhận hết hạn ngày ${until}`,
        text: `Giấy chứng nhận “${courseTitle}” sắp hết hạn: cần tham gia tập huấn để được cấp lại.`,
        link: `/v1/training/certificates/${certificateId}`,
      },
      {
        kind,
        to: { superiorsOf: appointmentIds },
        title: `Một giấy chứng nhận hết hạn ngày ${until}`,
        text: `Một người trong địa bàn phụ trách sắp hết hạn giấy chứng nhận “${courseTitle}”: cần cử đi tập huấn.`,
      },
    ];
  }),

  on(classTold, ({ classId, personIds, courseTitle, startsOn, endsOn, what }) => {
    const [title, text] = classTexts[what];
    const isWritten = inWriting.includes(what);
    const of = isWritten
      ? `Hướng dẫn “${courseTitle}”, hạn đọc ${formatShortDay(endsOn)}`
      : `Lớp “${courseTitle}” ngày ${formatShortDay(startsOn)}`;
    const link = `/v1/training/classes/${classId}${isWritten ? '/guidance' : ''}`;
    return [
      {
        kind: 'class.invitation',
        to: { persons: personIds },
        title,
        text: `${of}. ${text}`,
        link,
      },
    ];
  }),

  on(conferenceTold, ({ conferenceId, personIds, title: name, startsAt, what }) => {
    const [title, text] = conferenceTexts[what];
    const { day, hour } = inVietnam(startsAt);
    return [
      {
        kind: 'conference.invitation',
        to: { persons: personIds },
        title,
        text: `${name}, ${hour} ngày ${formatShortDay(day)}. ${text}`,
        link: `/v1/training/conferences/${conferenceId}`,
      },
    ];
  }),

  on(casesAssigned, ({ planId, title: name, personId, given, taken, fieldStartsOn, fieldEndsOn }) => {
    const [title, what] =
      given > 0
        ? ['Phân công điều tra', `Bạn được giao thêm ${given} trường hợp`]
        : ['Phân công điều tra thay đổi', `${taken} trường hợp không còn do bạn phụ trách`];
    const days = `${formatShortDay(fieldStartsOn)} – ${formatShortDay(fieldEndsOn)}`;
    const text = `${what} của cuộc “${name}” (thực địa ${days}).`;
    const link = `/v1/survey/plans/${planId}/assignments`;
    return [{ kind: 'fieldwork.assigned', to: { persons: [personId] }, title, text, link }];
  }),

  on(contractsLeftUnsigned, ({ signedOn, contracts }) => {
    const title = `${contracts.length} hợp đồng chưa ký được ngày ${formatShortDay(signedOn)}`;
    const lines = Object.entries(unsignedTexts).flatMap(([reason, words]) => {
      const ids = contracts.filter((contract) => contract.reason === reason).map(({ id }) => id);
      return ids.length === 0 ? [] : [`${words}: ${ids.join(', ')}.`];
    });
    const to = { roles: ['registrar' as const] };
    const link = '/v1/registry/contracts';
    return [{ kind: 'contract.unsigned', to, title, text: lines.join('\n'), link }];
  }),

  on(regulationReadingDue, ({ regulationId, personId, dueOn, daysLeft }) => {
    const title = daysLeft < 0 ? 'Văn bản quá hạn đọc' : 'Văn bản cần đọc';
    const text = `Xin đọc và xác nhận đã đọc, hạn đến ngày ${formatShortDay(dueOn)}.`;
    const link = `/v1/registry/regulations/${regulationId}`;
    return [{ kind: 'regulation.to-read', to: { persons: [personId] }, title, text, link }];
  }),

  on(auditFoundBroken, ({ verificationId, services }) => {
    const title = 'Nhật ký kiểm toán không toàn vẹn';
    const text = `Đối chiếu nhật ký của ${services.join(', ')} có chỗ sai hoặc không có trả lời: xin xem ngay.`;
    const link = `/v1/registry/audit/verifications/${verificationId}`;
    const to = { roles: ['administrator' as const] };
    return [{ kind: 'audit.broken', to, title, text, link, urgent: true }];
  }),

  on(clientPermissionsChanged, ({ given, taken }) => {
    const title = 'Quyền của một hệ thống khác thay đổi';
    const added = given.length > 0 ? `Thêm: ${given.join(', ')}. ` : '';
    const removed = taken.length > 0 ? `Bớt: ${taken.join(', ')}. ` : '';
    const text = `${added}${removed}Nếu không đúng, hãy ngừng hệ thống đó.`;
    const to = { roles: ['administrator' as const] };
    return [{ kind: 'client.changed', to, title, text, link: '/v1/registry/clients' }];
  }),

  on(webhookDisabled, ({ id, reason }) => {
    if (reason === 'administrator') return [];
    const title = 'Một webhook đã bị ngừng';
    const text =
      reason === 'gone'
        ? 'Nơi nhận báo rằng địa chỉ không còn nữa.'
        : 'Nơi nhận không tiếp nhận gì trong nhiều ngày liền: xin kiểm tra và mở lại.';
    const link = `/v1/registry/webhooks/${id}`;
    return [{ kind: 'webhook.disabled', to: { roles: ['administrator'] }, title, text, link }];
  }),
];
