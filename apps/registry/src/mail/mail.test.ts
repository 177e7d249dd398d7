import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountSecurityChanged } from '#contracts/accounts';
import { appointmentRecorded } from '#contracts/people';
import { mailDigest, mailDispatch, type NoticeChannel } from '#contracts/notifications';
import { eventually } from '#testing/eventually';
import { made, preferences, type Reader, Readers } from '../notifications/readers.fixture.js';
import { MailServer } from './mail-server.fixture.js';

const publicUrl = 'https://langnghe.example.org';
let server: MailServer;
let readers: Readers;

beforeAll(async () => {
  server = await MailServer.start();
  readers = await Readers.open({
    url: server.url(),
    from: 'Ban Tuyên giáo <so@vp.example>',
    publicUrl,
  });
  await readers.startWorker();
});
afterAll(async () => {
  await readers?.close();
  await server?.close();
});

const appointed = ({ personId }: Reader, from = '2026-01-01') => {
  const id = randomUUID();
  const facts = { id, personId, role: 'speaker', level: 'province', to: null, state: 'appointed' } as const;
  const ids = { organisationId: randomUUID(), areaId: randomUUID() };
  return appointmentRecorded.of(id, 1, { ...facts, ...ids, from });
};
const reset = ({ accountId }: Reader) =>
  accountSecurityChanged.of(accountId, 2, { accountId, change: 'password-reset' });

/** Quiet hours that began an hour ago and last for another two. */
const quietNow = () => {
  const minutes = (ahead: number): string =>
    new Date(Date.now() + 7 * 3_600_000 + ahead * 60_000).toISOString().slice(11, 16);
  return { from: minutes(-60), to: minutes(120) };
};

const mailsTo = (mailbox: string, count: number) =>
  eventually(() => {
    expect(server.to(mailbox)).toHaveLength(count);
    return server.to(mailbox);
  }, 20_000);

describe('a mail', () => {
  it('says what the notice says, in text and HTML, and how to stop it', async () => {
    const an = await readers.mailReader('an');
    const event = appointed(an);
    await readers.service.publish(event);
    const [mail] = await mailsTo(an.address, 1);
    const [row] = await eventually(async () => {
      const rows = await readers.mailOf(an);
      expect(rows).toMatchObject([{ state: 'sent', attempts: 1, error: null }]);
      return rows;
    });
    const link = `${publicUrl}/v1/registry/appointments/${event.subject}`;
    expect(mail).toMatchObject({
      subject: '[Lắng Nghe] Quyết định bổ nhiệm được ghi nhận',
      from: { value: [{ name: 'Ban Tuyên giáo', address: 'so@vp.example' }] },
      to: { value: [{ address: an.address }] },
      messageId: `<${row!.id}@vp.example>`,
    });
    expect(mail!.text).toContain('Bổ nhiệm của bạn: báo cáo viên, từ ngày 01/01/2026.');
    expect(mail!.text).toContain(link);
    expect(mail!.html).toContain(`<a href="${link}">`);
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    const list = mail!.headers.get('list') as unknown as { unsubscribe: { url: string } };
    expect(list.unsubscribe.url).toMatch(
      /^https:\/\/langnghe\.example\.org\/v1\/registry\/notification-preferences\/unsubscribe\?token=[0-9a-f-]{36}&kind=appointment\.recorded$/,
    );
    expect(mail!.headerLines).toContainEqual({
      key: 'list-unsubscribe-post',
      line: 'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    });
    // What was sent is not kept.
    const kept = await readers.service.database.query('SELECT * FROM registry.mail WHERE id = $1', [row!.id]);
    expect(JSON.stringify(kept)).not.toContain(an.address);
  });

  it('about the security of an account cannot be stopped, and does not wait for the morning', async () => {
    const binh = await readers.mailReader('binh');
    await binh.choose({ quietHours: quietNow() });
    await readers.service.publish(reset(binh));
    const [mail] = await mailsTo(binh.address, 1);
    expect(mail!.subject).toBe('[Lắng Nghe] Mật khẩu được đặt lại');
    expect(mail!.headers.has('list')).toBe(false);
    expect(mail!.text).toContain('không thể tắt');
  });

  it.each([
    ['in-product', 1, 0],
    ['at-once', 1, 1],
    ['daily', 1, 0],
    ['off', 0, 0],
  ] as const)('comes as its reader has chosen: %s', async (channel, notices, mails) => {
    const reader = await readers.mailReader(`chon-${channel}`);
    await reader.choose({ kinds: [{ kind: 'appointment.recorded', channel }] });
    await readers.service.publish(appointed(reader));
    expect(await reader.notices()).toHaveLength(notices);
    await readers.run(mailDispatch);
    expect(await readers.mailOf(reader)).toHaveLength(mails);
    expect(server.to(reader.address)).toHaveLength(mails);
  });

  it('is not made where there is no address, and the notice is there all the same', async () => {
    const reader = await readers.reader();
    await readers.service.publish(appointed(reader));
    expect(await reader.notices()).toHaveLength(1);
    expect(await readers.mailOf(reader)).toEqual([]);
  });

  it('waits while its reader wants quiet, and goes when they no longer do', async () => {
    const chi = await readers.mailReader('chi');
    await chi.choose({ quietHours: quietNow() });
    await readers.service.publish(appointed(chi));
    const [held] = await eventually(async () => {
      const rows = await readers.mailOf(chi);
      expect(rows[0]!.due_at.getTime()).toBeGreaterThan(Date.now() + 110 * 60_000);
      return rows;
    });
    expect(held).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(held!.due_at.getTime()).toBeLessThan(Date.now() + 125 * 60_000);
    expect(server.to(chi.address)).toEqual([]);
    await chi.choose({ quietHours: null });
    await readers.run(mailDispatch);
    await mailsTo(chi.address, 1);
  });

  it('that is no longer wanted when its time comes is not sent', async () => {
    const dung = await readers.mailReader('dung');
    await dung.choose({ quietHours: quietNow() });
    await readers.service.publish(appointed(dung));
    await eventually(async () => {
      const [held] = await readers.mailOf(dung);
      expect(held).toMatchObject({ attempts: 0 });
      expect(held!.due_at.getTime()).toBeGreaterThan(Date.now());
    });
    await dung.choose({ quietHours: null, kinds: [{ kind: 'appointment.recorded', channel: 'off' }] });
    await readers.run(mailDispatch);
    expect(await readers.mailOf(dung)).toMatchObject([{ state: 'dropped' }]);
    expect(server.to(dung.address)).toEqual([]);
  });
});

describe('the mail of the day', () => {
  const seven = (day: string): Date => new Date(`${day}T07:00:00+07:00`);
  const daily = async (name: string) => {
    const reader = await readers.mailReader(name);
    await reader.choose({ kinds: [{ kind: 'appointment.recorded', channel: 'daily' }] });
    return reader;
  };

  it('has what came since the last and was not read yet; whoever has nothing coming gets none', async () => {
    const [em, idle] = [await daily('em'), await daily('nhan')];
    const events = ['2026-01-01', '2026-02-01', '2026-03-01'].map((from) => appointed(em, from));
    await readers.service.publish(...events);
    const read = (await em.notices()).find(({ text }) => text.includes('01/02/2026'))!;
    made(await em.client.post(`/v1/registry/notices/${read.id}/read`));
    await readers.run(mailDigest, seven('2026-05-10'));
    const [mail] = await mailsTo(em.address, 1);
    expect(mail!.subject).toBe('[Lắng Nghe] 2 thông báo đến ngày 10/05/2026');
    expect(mail!.text).toContain('từ ngày 01/01/2026');
    expect(mail!.text).toContain('từ ngày 01/03/2026');
    expect(mail!.text).not.toContain('từ ngày 01/02/2026');
    expect(await readers.mailOf(idle)).toEqual([]);

    await readers.run(mailDigest, seven('2026-05-11'));
    expect(await readers.mailOf(em)).toHaveLength(1);
  });

  it('is one for each reader and day, even when it is made twice', async () => {
    const giang = await daily('giang');
    await readers.service.publish(appointed(giang));
    const day = seven('2026-05-12');
    await Promise.all([readers.run(mailDigest, day), readers.run(mailDigest, day)]);
    await readers.service.publish(appointed(giang));
    await readers.run(mailDigest, day);
    expect(await readers.mailOf(giang)).toHaveLength(1);
    // What came after it is in the next.
    await readers.run(mailDigest, seven('2026-05-13'));
    const mails = await mailsTo(giang.address, 2);
    expect(mails.map(({ subject }) => subject)).toEqual([
      '[Lắng Nghe] 1 thông báo đến ngày 12/05/2026',
      '[Lắng Nghe] 1 thông báo đến ngày 13/05/2026',
    ]);
  });

  it('is for the day in Vietnam, also when it is made late', async () => {
    const hanh = await daily('hanh');
    await readers.service.publish(appointed(hanh));
    await readers.run(mailDigest, new Date('2026-05-14T23:30:00+07:00'));
    expect((await mailsTo(hanh.address, 1))[0]!.subject).toContain('14/05/2026');
  });
});

describe('the address in the List-Unsubscribe header', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const pathIn = async (mailbox: string): Promise<string> => {
    const [mail] = await mailsTo(mailbox, 1);
    const list = mail!.headers.get('list') as unknown as { unsubscribe: { url: string } };
    return list.unsubscribe.url.slice(publicUrl.length);
  };
  const channelOf = async ({ client }: Reader, name: string): Promise<NoticeChannel> =>
    made(await client.get(preferences)).kinds.find(({ kind }: { kind: string }) => kind === name).channel;

  it('stops the mail of its kind, without a sign-in, as mail programs ask for it', async () => {
    const khoa = await readers.mailReader('khoa');
    await readers.service.publish(appointed(khoa));
    const path = await pathIn(khoa.address);
    const { anonymous } = readers.service;
    const answer = await anonymous.post(path, 'List-Unsubscribe=One-Click', form);
    expect(answer.status).toBe(204);
    expect(await channelOf(khoa, 'appointment.recorded')).toBe('in-product');
    expect(await channelOf(khoa, 'opinion-report.returned')).toBe('at-once');
    await readers.service.publish(appointed(khoa));
    expect(await khoa.notices()).toHaveLength(2);
    expect(await readers.mailOf(khoa)).toHaveLength(1);
    expect((await anonymous.post(path)).status).toBe(204);
  });

  it('of the mail of the day stops all that comes in it, and nothing else', async () => {
    const lam = await readers.mailReader('lam');
    await lam.choose({ kinds: [{ kind: 'appointment.recorded', channel: 'daily' }] });
    await readers.service.publish(appointed(lam));
    await readers.run(mailDigest, new Date('2026-06-01T07:00:00+07:00'));
    const path = await pathIn(lam.address);
    expect((await readers.service.anonymous.post(path)).status).toBe(204);
    expect(await channelOf(lam, 'appointment.recorded')).toBe('in-product');
    expect(await channelOf(lam, 'contract.expiring')).toBe('in-product');
    expect(await channelOf(lam, 'webhook.disabled')).toBe('at-once');
    expect(await channelOf(lam, 'account.security')).toBe('at-once');
  });

  it('does nothing with a token that nobody has, or of a mailbox that is no longer used', async () => {
    const minh = await readers.mailReader('minh');
    await readers.service.publish(appointed(minh));
    const path = await pathIn(minh.address);
    await minh.client.delete('/v1/registry/notification-address');
    const { anonymous } = readers.service;
    expect((await anonymous.post(path)).status).toBe(404);
    expect((await anonymous.post(path.replace(/token=[^&]+/, `token=${randomUUID()}`))).status).toBe(404);
    expect((await anonymous.post(path.replace(/token=[^&]+/, 'token=x'))).status).toBe(400);
    expect(await channelOf(minh, 'appointment.recorded')).toBe('at-once');
  });

  it('is the only one that takes a form', async () => {
    const { client } = await readers.reader();
    const answer = await client.post('/v1/registry/notices/read', 'upTo=x', form);
    expect(answer).toMatchObject({ status: 415, body: { code: 'request.unsupported-media-type' } });
  });
});
