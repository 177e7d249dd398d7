import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accountSecurityChanged } from '#contracts/accounts';
import { mailDispatch, NoticeKind } from '#contracts/notifications';
import { eventually } from '#testing/eventually';
import { ifMatch, type TestClient } from '#testing/test-service';
import { MailServer } from '../mail/mail-server.fixture.js';
import { address, made, preferences, type Reader, Readers } from './readers.fixture.js';

let server: MailServer;
let readers: Readers;

beforeAll(async () => {
  server = await MailServer.start();
  readers = await Readers.open({ url: server.url(), from: 'Lắng Nghe <so@vp.example>', publicUrl: null });
  await readers.startWorker();
});
afterAll(async () => {
  await readers?.close();
  await server?.close();
});

const choose = (client: TestClient, version: number | { version: number }, body: object) =>
  client.put(preferences, body, ifMatch(version));

describe('the preferences', () => {
  it('are the usual ones until somebody chooses', async () => {
    const { client } = await readers.reader();
    const answer = await client.get(preferences);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"v1"' } });
    expect(answer.body).toMatchObject({
      mailAvailable: true,
      address: null,
      unconfirmedAddress: null,
      quietHours: { from: '21:00', to: '06:00' },
      timeZone: 'Asia/Ho_Chi_Minh',
      version: 1,
    });
    expect(answer.body.kinds.map(({ kind }: { kind: string }) => kind)).toEqual(NoticeKind.options);
    expect(answer.body.kinds).toContainEqual({
      kind: 'account.security',
      label: 'Bảo mật tài khoản',
      channel: 'at-once',
      mandatory: true,
    });
  });

  it('are replaced by what is chosen; what is left out is as usual again', async () => {
    const { client } = await readers.reader();
    const first = await choose(client, 1, {
      quietHours: null,
      kinds: [
        { kind: 'opinion-report.returned', channel: 'daily' },
        { kind: 'appointment.recorded', channel: 'off' },
      ],
    });
    expect(first).toMatchObject({ status: 200, body: { quietHours: null, version: 2 } });
    const channelIn = (kinds: { kind: string; channel: string }[], name: string) =>
      kinds.find(({ kind }) => kind === name)!.channel;
    expect(channelIn(first.body.kinds, 'appointment.recorded')).toBe('off');
    const quietHours = { from: '12:00', to: '13:00' };
    const second = await choose(client, 2, {
      quietHours,
      kinds: [{ kind: 'opinion-report.returned', channel: 'in-product' }],
    });
    expect(second.body.quietHours).toEqual(quietHours);
    expect(channelIn(second.body.kinds, 'appointment.recorded')).toBe('at-once');
    expect(channelIn(second.body.kinds, 'opinion-report.returned')).toBe('in-product');
    expect(made(await client.get(preferences))).toEqual(second.body);
  });

  it('are not changed by somebody who has not read them', async () => {
    const { client } = await readers.reader();
    const body = { quietHours: null, kinds: [] };
    expect((await client.put(preferences, body)).status).toBe(428);
    expect(await choose(client, 7, body)).toMatchObject({ status: 412, body: { code: 'resource.stale' } });
    expect(await choose(client, 1, body)).toMatchObject({ status: 200 });
    expect(await choose(client, 1, body)).toMatchObject({ status: 412 });
    expect(made(await client.get(preferences)).version).toBe(2);
  });

  it('cannot switch off what must be heard of', async () => {
    const { client } = await readers.reader();
    for (const channel of ['off', 'in-product', 'daily']) {
      const kinds = [{ kind: 'account.security', channel }];
      expect(await choose(client, 1, { quietHours: null, kinds })).toMatchObject({
        status: 422,
        body: { code: 'notification.mandatory', errors: [{ path: 'kinds.0.channel' }] },
      });
    }
    const kinds = [{ kind: 'account.security', channel: 'at-once' }];
    expect((await choose(client, 1, { quietHours: null, kinds })).status).toBe(200);
  });

  it.each([
    ['an hour that there is not', { quietHours: { from: '24:00', to: '06:00' }, kinds: [] }],
    ['hours that never end', { quietHours: { from: '06:00', to: '06:00' }, kinds: [] }],
    ['a kind that there is not', { quietHours: null, kinds: [{ kind: 'weather', channel: 'off' }] }],
    [
      'a kind twice',
      {
        quietHours: null,
        kinds: ['off', 'daily'].map((channel) => ({ kind: 'webhook.disabled', channel })),
      },
    ],
  ])('do not take %s', async (_, body) => {
    const { client } = await readers.reader();
    expect(await choose(client, 1, body)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('are kept in the audit log, but not the address', async () => {
    const { client, accountId } = await readers.reader();
    await choose(client, 1, { quietHours: null, kinds: [] });
    await client.put(address, { address: 'kin-dao@thu.example' });
    const entries = await readers.service.database.query<{ action: string; details: object }>(
      'SELECT action, details FROM registry.audit_entry WHERE entity = $1 AND actor = $2 ORDER BY seq',
      [`account:${accountId}`, accountId],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'notification-preferences.choose',
      'notification-address.propose',
    ]);
    expect(JSON.stringify(entries)).not.toContain('kin-dao');
  });
});

describe('an address', () => {
  const codeIn = (mailbox: string, count: number) =>
    eventually(() => {
      const mails = server.to(mailbox);
      expect(mails).toHaveLength(count);
      return /\d{8}/.exec(mails.at(-1)!.text!)![0];
    });
  const confirm = ({ client }: Reader, code: string) => client.post(`${address}/confirm`, { code });

  it('counts when the code that was sent to it has come back', async () => {
    const reader = await readers.reader();
    const mailbox = 'an@thu.example';
    const proposed = await reader.client.put(address, { address: mailbox });
    expect(proposed).toMatchObject({ status: 202, body: { address: null, unconfirmedAddress: mailbox } });
    const code = await codeIn(mailbox, 1);
    expect(server.to(mailbox)[0]).toMatchObject({ subject: '[Lắng Nghe] Mã xác nhận địa chỉ thư' });
    expect(JSON.stringify(proposed.body)).not.toContain(code);
    const confirmed = await confirm(reader, code);
    expect(confirmed).toMatchObject({ status: 200, body: { address: mailbox, unconfirmedAddress: null } });
    expect((await confirm(reader, code)).body.code).toBe('notification-address.nothing-to-confirm');
    expect(confirmed.body.version).toBe(3);
  });

  it('keeps the former one until then', async () => {
    const reader = await readers.reader({ address: 'cu@thu.example' });
    const { body } = await reader.client.put(address, { address: 'moi@thu.example' });
    expect(body).toMatchObject({ address: 'cu@thu.example', unconfirmedAddress: 'moi@thu.example' });
  });

  it('is not confirmed by a wrong code, nor by the right one after five wrong ones', async () => {
    const reader = await readers.reader();
    await reader.client.put(address, { address: 'binh@thu.example' });
    const code = await codeIn('binh@thu.example', 1);
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0');
    for (let count = 0; count < 5; count += 1)
      expect(await confirm(reader, wrong)).toMatchObject({
        status: 422,
        body: { code: 'notification-address.wrong-code' },
      });
    expect(await confirm(reader, code)).toMatchObject({
      status: 409,
      body: { code: 'notification-address.nothing-to-confirm' },
    });
    expect(made(await reader.client.get(preferences)).address).toBeNull();
  });

  it('is not confirmed by a code that is too old, or that another has replaced', async () => {
    const reader = await readers.reader();
    await reader.client.put(address, { address: 'chi@thu.example' });
    const first = await codeIn('chi@thu.example', 1);
    await reader.client.put(address, { address: 'chi@thu.example' });
    const second = await codeIn('chi@thu.example', 2);
    if (first !== second) expect((await confirm(reader, first)).status).toBe(422);
    await readers.service.database.query(
      `UPDATE registry.notification_settings SET code_expires_at = now() WHERE account_id = $1`,
      [reader.accountId],
    );
    expect((await confirm(reader, second)).body.code).toBe('notification-address.nothing-to-confirm');
  });

  it('cannot be used to fill a mailbox', async () => {
    const { client } = await readers.reader();
    for (let count = 0; count < 5; count += 1)
      expect((await client.put(address, { address: 'dung@thu.example' })).status).toBe(202);
    const refused = await client.put(address, { address: 'dung@thu.example' });
    expect(refused).toMatchObject({ status: 429, body: { code: 'notification-address.too-many-codes' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(86_000);
  });

  it('is its owner’s alone', async () => {
    const [owner, other] = [await readers.reader({ address: 'giau@thu.example' }), await readers.reader()];
    expect(made(await owner.client.get(preferences)).address).toBe('giau@thu.example');
    expect(made(await other.client.get(preferences)).address).toBeNull();
    const account = await readers.service.as('administrator').get(`/v1/registry/accounts/${owner.accountId}`);
    expect(JSON.stringify(account.body)).not.toContain('giau@');
  });

  it('can be taken back', async () => {
    const reader = await readers.reader({ address: 'xoa@thu.example' });
    expect((await reader.client.delete(address)).status).toBe(204);
    expect(made(await reader.client.get(preferences)).address).toBeNull();
    const event = accountSecurityChanged.of(reader.accountId, 2, {
      accountId: reader.accountId,
      change: 'password-reset',
    });
    await readers.service.publish(event);
    expect(await reader.notices()).toHaveLength(1);
    await readers.run(mailDispatch);
    expect(server.to('xoa@thu.example')).toEqual([]);
  });

  it('goes with whoever is erased, and so do their notices and mail', async () => {
    const reader = await readers.reader({ address: 'nguoi-cu@thu.example' });
    const { accountId, personId } = reader;
    await reader.choose({ kinds: [{ kind: 'webhook.disabled', channel: 'off' }] });
    await readers.service.publish(accountSecurityChanged.of(accountId, 2, { accountId, change: 'locked' }));
    expect(await reader.notices()).toHaveLength(1);
    expect(await readers.mailOf(reader)).toHaveLength(1);
    const [asks, carriesOut] = [readers.service.as('registrar'), readers.service.as('registrar')];
    const decision = { decisionNumber: '9-QĐ', decisionDate: '2026-01-02' };
    const erasures = '/v1/registry/erasures';
    const erasure = made(await asks.post(erasures, { personId, reason: 'asked-by-person', ...decision }));
    made(await carriesOut.post(`${erasures}/${erasure.id}/carry-out`, undefined, ifMatch(erasure)));
    for (const table of ['notice', 'mail', 'notice_preference', 'notification_settings']) {
      const rows = await readers.service.database.query(
        `SELECT 1 FROM registry.${table} WHERE account_id = $1`,
        [accountId],
      );
      expect({ table, rows }).toEqual({ table, rows: [] });
    }
  });

  it.each(['', 'khong-phai', 'a@b', 'a@b.vn\r\nBcc: c@d.vn', `${'a'.repeat(250)}@b.vn`])(
    'must be one: not %j',
    async (mailbox) => {
      const { client } = await readers.reader();
      expect((await client.put(address, { address: mailbox })).status).toBe(400);
    },
  );

  it('is not taken where no mail is sent, and the preferences say so', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn');
    const silent = await Readers.open(null);
    expect(warn.mock.calls.flat().filter((line) => String(line).includes('no mail is sent'))).toHaveLength(1);
    warn.mockRestore();
    const { client } = await silent.reader();
    expect(made(await client.get(preferences)).mailAvailable).toBe(false);
    expect(await client.put(address, { address: 'ai@thu.example' })).toMatchObject({
      status: 409,
      body: { code: 'notification-address.no-mail' },
    });
    await silent.close();
  });
});
