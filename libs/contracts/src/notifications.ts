import { z } from 'zod';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { timestamp } from './values.js';

/** How somebody wants to hear of something: in the product only, also by mail at once or once a day, or not at all. */
export const NoticeChannel = z.enum(['in-product', 'at-once', 'daily', 'off']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

interface NoticeKindRule {
  /** What it is about, for those who choose. */
  label: string;
  /** The channel of whoever has not chosen. */
  channel: Exclude<NoticeChannel, 'off'>;
  /** Nobody can choose another channel. */
  mandatory?: true;
}

/** The kinds of notices. */
export const noticeKinds = {
  'account.security': { label: 'Bảo mật tài khoản', channel: 'at-once', mandatory: true },
  'opinion-report.returned': { label: 'Báo cáo dư luận được trả lại', channel: 'at-once' },
  'opinion-report.ad-hoc': { label: 'Báo cáo dư luận đột xuất', channel: 'at-once' },
  'opinion-report.due': { label: 'Nhắc gửi báo cáo dư luận', channel: 'at-once' },
  'thematic-request.opened': { label: 'Yêu cầu báo cáo chuyên đề', channel: 'at-once' },
  'opinion-report.overdue': { label: 'Báo cáo quá hạn trong địa bàn phụ trách', channel: 'daily' },
  'aggregate-report.dispatched': { label: 'Báo cáo tổng hợp được gửi đến', channel: 'at-once' },
  'aggregate-report.superseded': { label: 'Báo cáo tổng hợp được thay thế', channel: 'at-once' },
  'recommendation.forwarded': { label: 'Kiến nghị được chuyển đến', channel: 'at-once' },
  'recommendation.outcome': { label: 'Kết quả kiến nghị bạn phản ánh', channel: 'daily' },
  'recommendation.overdue': { label: 'Kiến nghị quá hạn trả lời', channel: 'at-once' },
  'explanation.changed': { label: 'Trả lời, giải thích chính thức', channel: 'daily' },
  'inspection.changed': { label: 'Kiểm tra đơn vị', channel: 'at-once' },
  'inspection.request-due': { label: 'Yêu cầu sau kiểm tra đến hạn', channel: 'at-once' },
  'appointment.recorded': { label: 'Quyết định bổ nhiệm của bạn', channel: 'at-once' },
  'network.vacated': { label: 'Vị trí trong mạng lưới bị trống', channel: 'daily' },
  'contract.unsigned': { label: 'Hợp đồng chưa ký được', channel: 'at-once' },
  'contract.expiring': { label: 'Hợp đồng sắp hết hạn', channel: 'daily' },
  'class.invitation': { label: 'Lớp tập huấn bạn được mời', channel: 'at-once' },
  'conference.invitation': { label: 'Hội nghị bạn được mời', channel: 'at-once' },
  'fieldwork.assigned': { label: 'Phân công điều tra của bạn', channel: 'at-once' },
  'certificate.expiring': { label: 'Giấy chứng nhận sắp hết hạn', channel: 'daily' },
  'regulation.to-read': { label: 'Văn bản cần đọc', channel: 'daily' },
  'audit.broken': { label: 'Nhật ký kiểm toán không toàn vẹn', channel: 'at-once', mandatory: true },
  'client.changed': { label: 'Quyền của hệ thống khác thay đổi', channel: 'at-once' },
  'webhook.disabled': { label: 'Webhook bị ngừng', channel: 'at-once' },
} as const satisfies Record<string, NoticeKindRule>;

export const NoticeKind = z.enum(Object.keys(noticeKinds) as [keyof typeof noticeKinds]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** The rule of a kind, without the narrow literal types of the table. */
export const noticeKindRule = (kind: NoticeKind): NoticeKindRule => noticeKinds[kind];

/** Something that somebody should know. In Vietnamese, as it is shown and mailed. */
export const Notice = z
  .object({
    id: z.uuid(),
    kind: NoticeKind,
    urgent: z.boolean(),
    title: z.string(),
    text: z.string(),
    /** Path of what it is about, at the address of the API. */
    link: z.string().nullable(),
    createdAt: timestamp,
    readAt: timestamp.nullable(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof Notice>;
export const NoticePage = pageOf(Notice, 'NoticePage');
export const NoticeListQuery = listQuery({ kind: 'value' });

export const UnreadNotices = z.object({ unread: z.int() }).meta({ id: 'UnreadNotices' });
export type UnreadNotices = z.infer<typeof UnreadNotices>;

/** The newest notice that was seen: it and all before it count as read. */
export const ReadNotices = z.strictObject({ upTo: z.uuid() }).meta({ id: 'ReadNotices' });
export type ReadNotices = z.infer<typeof ReadNotices>;

export const FollowNoticesQuery = z.strictObject({
  seconds: z.coerce
    .number()
    .int()
    .min(0)
    .max(600)
    .default(600)
    .describe('How long to follow, 0 to 600; come again after that, with a fresh token'),
});
export type FollowNoticesQuery = z.infer<typeof FollowNoticesQuery>;

const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is HH:MM');

/** Between these times of day, in Vietnam, mail that is not urgent waits. May span midnight. */
export const QuietHours = z
  .strictObject({ from: minute, to: minute })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'It must end at another time' })
  .meta({ id: 'QuietHours' });
export type QuietHours = z.infer<typeof QuietHours>;

/** How somebody is notified. Only the owner reads it. */
export const NotificationPreferences = z
  .object({
    /** False where this installation sends no mail. */
    mailAvailable: z.boolean(),
    /** Where mail goes; null until an address is confirmed. */
    address: z.string().nullable(),
    /** An address that a code was sent to, which has not come back yet. */
    unconfirmedAddress: z.string().nullable(),
    quietHours: QuietHours.nullable(),
    timeZone: z.string(),
    kinds: z.array(
      z.object({
        kind: NoticeKind,
        label: z.string(),
        channel: NoticeChannel,
        /** Whether it cannot be chosen. */
        mandatory: z.boolean(),
      }),
    ),
    version: z.int(),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

export const ChooseNotifications = z
  .strictObject({
    /** Null: mail comes at any time. */
    quietHours: QuietHours.nullable(),
    /** Kinds that are left out go by their usual channel. */
    kinds: z
      .array(z.strictObject({ kind: NoticeKind, channel: NoticeChannel }))
      .max(50)
      .refine((kinds) => new Set(kinds.map(({ kind }) => kind)).size === kinds.length, {
        error: 'A kind is named twice',
      }),
  })
  .meta({ id: 'ChooseNotifications' });
export type ChooseNotifications = z.infer<typeof ChooseNotifications>;

export const NewNotificationAddress = z
  .strictObject({ address: z.email().max(254) })
  .meta({ id: 'NewNotificationAddress' });
export type NewNotificationAddress = z.infer<typeof NewNotificationAddress>;

export const ConfirmNotificationAddress = z
  .strictObject({ code: z.string().regex(/^\d{8}$/, 'A code has eight digits') })
  .meta({ id: 'ConfirmNotificationAddress' });
export type ConfirmNotificationAddress = z.infer<typeof ConfirmNotificationAddress>;

/** What a mail program sends when its user wants no more of a mail: the token stands in the mail. */
export const UnsubscribeQuery = z.strictObject({
  token: z.uuid(),
  kind: NoticeKind.optional().describe('Left out: whatever comes in the daily mail'),
});
export type UnsubscribeQuery = z.infer<typeof UnsubscribeQuery>;

export const MailPurpose = z.enum(['notice', 'digest', 'address-code']);

/** A mail that was given up. Neither its text nor its address: these are its reader's own. */
export const MailFailure = z
  .object({
    id: z.uuid(),
    accountId: z.uuid(),
    purpose: MailPurpose,
    attempts: z.int(),
    error: z.string(),
    createdAt: timestamp,
    failedAt: timestamp,
  })
  .meta({ id: 'MailFailure' });
export type MailFailure = z.infer<typeof MailFailure>;
export const MailFailurePage = pageOf(MailFailure, 'MailFailurePage');
export const MailFailureListQuery = listQuery({ accountId: 'value', purpose: 'value' });

const once = { data: z.object({}), attempts: 5, backoffMs: 1_000, concurrency: 1 };
/** Sends the mail whose time has come. */
export const mailDispatch = queueType({ name: 'registry.mail-dispatch', ...once });
/** Makes the daily mail of everyone who has one coming. */
export const mailDigest = queueType({ name: 'registry.mail-digest', ...once });
/** Forgets notices and mail that are past their time. */
export const noticeRetention = queueType({ name: 'registry.notice-retention', ...once });
