import { noticeKindRule, type NoticeKind } from '#contracts/notifications';
import { formatShortDay } from '#documents/vietnamese-format';
import { OFFICE_TIME_ZONE } from '../notifications/preferences.rules.js';

/** What a mail says of a notice. */
export interface MailedNotice {
  kind: NoticeKind;
  title: string;
  text: string;
  link: string | null;
  createdAt: Date;
}

/** The two forms of a mail's text are the same words. */
export interface MailText {
  subject: string;
  text: string;
  html: string;
}

const PRODUCT = 'Lắng Nghe';

/** One thing that was not to wait. */
export function noticeMail(notice: MailedNotice, publicUrl: string | null): MailText {
  return composed(notice.title, [notice], { publicUrl, footer: footerOf(notice.kind) });
}

/** What has come up since the last digest; `day` is the day it is for. */
export function digestMail(notices: MailedNotice[], day: string, publicUrl: string | null): MailText {
  const subject = `${notices.length} thông báo đến ngày ${formatShortDay(day)}`;
  return composed(subject, notices, {
    publicUrl,
    footer: 'Bạn nhận thư này vì đã chọn nhận bản tổng hợp mỗi ngày.',
  });
}

/** The code that shows that a mailbox is its owner's. */
export function codeMail(code: string): MailText {
  const text = `Mã xác nhận địa chỉ thư: ${code}. Mã có hiệu lực trong 30 phút.`;
  const footer = 'Nếu bạn không yêu cầu mã này, xin bỏ qua thư.';
  return {
    subject: `[${PRODUCT}] Mã xác nhận địa chỉ thư`,
    text: `${text}\n\n--\n${footer}\n`,
    html: page(`<p>${escaped(text)}</p>`, footer),
  };
}

const footerOf = (kind: NoticeKind): string =>
  noticeKindRule(kind).mandatory
    ? 'Thông báo bảo mật luôn được gửi và không thể tắt.'
    : 'Bạn nhận thư này vì đã chọn nhận ngay thông báo loại này.';

interface Frame {
  publicUrl: string | null;
  footer: string;
}

function composed(subject: string, notices: MailedNotice[], { publicUrl, footer }: Frame): MailText {
  const parts = notices.map(({ title, text, link, createdAt }) => ({
    title,
    text,
    time: time.format(createdAt),
    href: link && publicUrl ? new URL(link, publicUrl).toString() : null,
  }));
  const lines = parts.map(({ title, text, time: at, href }) =>
    [title, text, href, at].filter((line) => line !== null).join('\n'),
  );
  const blocks = parts.map(({ title, text, time: at, href }) => {
    const link = href ? `<br><a href="${escaped(href)}">${escaped(href)}</a>` : '';
    return `<p><strong>${escaped(title)}</strong><br>${escaped(text)}${link}<br><small>${escaped(at)}</small></p>`;
  });
  return {
    subject: `[${PRODUCT}] ${subject}`,
    text: `${lines.join('\n\n')}\n\n--\n${footer}\n`,
    html: page(blocks.join('\n'), footer),
  };
}

const time = new Intl.DateTimeFormat('vi-VN', {
  timeZone: OFFICE_TIME_ZONE,
  dateStyle: 'short',
  timeStyle: 'short',
});

const page = (body: string, footer: string): string =>
  `<!DOCTYPE html><html lang="vi"><body>\n${body}\n<hr><p><small>${escaped(footer)}</small></p>\n</body></html>`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
