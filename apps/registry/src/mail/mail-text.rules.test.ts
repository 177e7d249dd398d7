import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeMail, digestMail, type MailedNotice, noticeMail } from './mail-text.rules.js';

const notice: MailedNotice = {
  kind: 'opinion-report.returned',
  title: 'Báo cáo dư luận được trả lại',
  text: 'Xin xem lý do, sửa và gửi lại.',
  link: '/v1/reporting/opinion-reports/7',
  createdAt: new Date('2026-05-10T18:30:00Z'),
};

describe('a mail', () => {
  it('says what the notice says, when it was, and where to look', () => {
    const { subject, text, html } = noticeMail(notice, 'https://langnghe.example.org');
    expect(subject).toBe('[Lắng Nghe] Báo cáo dư luận được trả lại');
    expect(text).toContain('Xin xem lý do, sửa và gửi lại.');
    expect(text).toContain('https://langnghe.example.org/v1/reporting/opinion-reports/7');
    // In Vietnam it is the next day already.
    expect(text).toContain('11/5/26');
    expect(text).toContain('đã chọn nhận ngay');
    expect(html).toContain('<a href="https://langnghe.example.org/v1/reporting/opinion-reports/7">');
  });

  it('has no link where nobody knows the address of the product', () => {
    expect(noticeMail(notice, null).text).not.toContain('opinion-reports');
  });

  it('of the day counts its notices and has them all, in their order', () => {
    const { subject, text } = digestMail([notice, { ...notice, title: 'Việc thứ hai' }], '2026-05-11', null);
    expect(subject).toBe('[Lắng Nghe] 2 thông báo đến ngày 11/05/2026');
    expect(text.indexOf('được trả lại')).toBeLessThan(text.indexOf('Việc thứ hai'));
  });

  it('with a code says it once, and nothing else of its reader', () => {
    expect(codeMail('01234567').text.match(/01234567/g)).toHaveLength(1);
  });

  it('shows any text as text', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const { html } = noticeMail({ ...notice, title: `${title}<script>&"` }, null);
        expect(html).not.toContain('<script>');
        expect(html).toContain('&lt;script&gt;&amp;&quot;');
      }),
    );
  });
});
