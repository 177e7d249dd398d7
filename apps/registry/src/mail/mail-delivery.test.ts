import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountSecurityChanged } from '#contracts/accounts';
import { mailDispatch, noticeRetention } from '#contracts/notifications';
import { JOBS_SCHEMA } from '#jobs/provision';
import { eventually } from '#testing/eventually';
import { failures, made, notices, type Reader, Readers } from '../notifications/readers.fixture.js';
import { MailServer, type ReceivedMail } from './mail-server.fixture.js';
import type { MailSettings } from './mail.settings.js';

let server: MailServer;
let readers: Readers;
let people = 0;

beforeAll(async () => {
  server = await MailServer.start();
  readers = await Readers.open(through(server.url()));
});
beforeEach(async () => {
  await server.close();
  await server.open();
  server.received.length = 0;
});
afterEach(() => readers.stopWorkers());
afterAll(async () => {
  await readers?.close();
  await server?.close();
});

const through = (url: string): MailSettings => ({ url, from: 'so@vp.example', publicUrl: null });
const newReader = () => readers.mailReader(`nguoi-doc-${(people += 1)}`);

/** Somebody whose account has just been changed, and so has mail coming. */
async function expecting(): Promise<Reader & { address: string }> {
  const reader = await newReader();
  await tell(reader);
  return reader;
}
const tell = ({ accountId }: Reader) =>
  readers.service.publish(accountSecurityChanged.of(accountId, 2, { accountId, change: 'password-reset' }));

const became = (reader: Reader, row: object) =>
  eventually(async () => {
    const rows = await readers.mailOf(reader);
    expect(rows).toMatchObject([row]);
    return rows[0]!;
  }, 20_000);

/** It was tried, and will be again. */
const failed = (reader: Reader, attempts: number) =>
  became(reader, { state: 'waiting', attempts, error: expect.any(String) });

/** Tries again what waits, as if its pause were over. */
async function triedAgain(): Promise<void> {
  await readers.passed();
  await readers.run(mailDispatch);
}

describe('a mail', () => {
  it('that finds no server waits, and is delivered once when it is back', async () => {
    await server.close();
    await readers.startWorker();
    const reader = await expecting();
    const first = await failed(reader, 1);
    expect(first.error).toMatch(/^ESOCKET|^ECONN/);
    expect(first.due_at.getTime()).toBeGreaterThan(Date.now() + 15_000);
    await triedAgain();
    await failed(reader, 2);
    await server.open();
    await triedAgain();
    await became(reader, { state: 'sent', attempts: 3, error: null });
    await triedAgain();
    expect(server.to(reader.address)).toHaveLength(1);
  });

  it('is not sent while the server does not take our password, and then is', async () => {
    await server.close();
    await server.open({ password: 'mot-mat-khau-khac' });
    await readers.startWorker(through(server.url('mat-khau')));
    const reader = await expecting();
    const first = await failed(reader, 1);
    expect(first.error).toContain('EAUTH');
    expect(first.error).not.toContain('mat-khau');
    await server.close();
    await server.open({ password: 'mat-khau' });
    await triedAgain();
    await became(reader, { state: 'sent' });
    expect(server.to(reader.address)).toHaveLength(1);
  });

  it('gives no password over a line that is not encrypted', async () => {
    await server.close();
    await server.open({ password: 'mat-khau', startTls: false });
    await readers.startWorker(through(server.url('mat-khau')));
    const reader = await expecting();
    const first = await failed(reader, 1);
    expect(first.error).toContain('ETLS');
    expect(server.received).toEqual([]);
    await server.close();
    await server.open({ password: 'mat-khau' });
    await triedAgain();
    await became(reader, { state: 'sent' });
  });

  it('that a server cannot take just now is tried again', async () => {
    let busy = true;
    await server.close();
    await server.open({ refuse: () => (busy ? { responseCode: 451, message: 'Later' } : null) });
    await readers.startWorker();
    const reader = await expecting();
    await failed(reader, 1);
    busy = false;
    await triedAgain();
    await became(reader, { state: 'sent', attempts: 2 });
  });

  it('is given up after a day', async () => {
    await server.close();
    await readers.startWorker();
    const reader = await expecting();
    await failed(reader, 1);
    await readers.passed('a day');
    await readers.run(mailDispatch);
    await became(reader, { state: 'dead', attempts: 2 });
    await server.open();
    await triedAgain();
    expect(server.received).toEqual([]);
  });

  it('waits while this installation’s worker knows no server', async () => {
    await readers.startWorker(null);
    const reader = await expecting();
    await readers.run(mailDispatch);
    await became(reader, { state: 'waiting', attempts: 0 });
  });

  it('is sent although the queue that should have carried the word has been wiped', async () => {
    const reader = await expecting();
    const tables = ['job', 'job_log', 'job_dependency', 'event', 'scheduler', 'meta'];
    await eventually(() =>
      readers.service.database.query(`TRUNCATE ${tables.map((table) => `${JOBS_SCHEMA}.${table}`).join()}`),
    );
    await readers.startWorker();
    await became(reader, { state: 'sent' });
    expect(server.to(reader.address)).toHaveLength(1);
  });

  it('does not hold up the others when its server is slow to answer', async () => {
    let release = (): void => undefined;
    const waits = new Promise<void>((resolve) => (release = resolve));
    const slow = await newReader();
    await server.close();
    await server.open({ taken: (mail) => (mail.recipient === slow.address ? waits : undefined) });
    await readers.startWorker();
    const quick = await newReader();
    await readers.service.publish(
      ...[slow, quick].map(({ accountId }) =>
        accountSecurityChanged.of(accountId, 2, { accountId, change: 'locked' }),
      ),
    );
    await became(quick, { state: 'sent' });
    await became(slow, { state: 'waiting' });
    release();
    await became(slow, { state: 'sent' });
  });
});

describe('two workers', () => {
  it('send each mail once', async () => {
    const all = await Promise.all(Array.from({ length: 25 }, expecting));
    await Promise.all([readers.startWorker(), readers.startWorker()]);
    await Promise.all(Array.from({ length: 6 }, () => readers.run(mailDispatch)));
    await eventually(() => expect(server.received.length).toBeGreaterThanOrEqual(25), 20_000);
    for (const reader of all) await became(reader, { state: 'sent', attempts: 1 });
    for (const { address } of all) expect(server.to(address)).toHaveLength(1);
  });
});

describe('a worker that is killed', () => {
  const runSource = fileURLToPath(
    new URL('../../../../libs/jobs/test-support/run-source.mjs', import.meta.url),
  );
  const source = fileURLToPath(new URL('./mail-worker.fixture.ts', import.meta.url));
  const startProcess = (): ChildProcess => {
    const urls = [readers.service.database.urlOf('registry'), readers.backendUrl, server.url()];
    return spawn(process.execPath, [runSource, source, ...urls], { stdio: ['ignore', 'inherit', 'inherit'] });
  };

  it('between the sending and the commit loses nothing, and the second copy can be told', async () => {
    const reader = await expecting();
    const worker = startProcess();
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    let killed = false;
    await server.close();
    await server.open({
      taken: async () => {
        // The server has the mail, and the worker will never hear of it.
        if (killed) return;
        killed = true;
        worker.kill('SIGKILL');
        await gone;
      },
    });
    await eventually(() => expect(server.to(reader.address)).toHaveLength(1), 30_000);
    await gone;
    await became(reader, { state: 'waiting', attempts: 1 });
    await readers.startWorker();
    // Not before its lease is over.
    await readers.run(mailDispatch);
    expect(server.to(reader.address)).toHaveLength(1);
    await triedAgain();
    const { id } = await became(reader, { state: 'sent', attempts: 2 });
    const ids = server.to(reader.address).map((mail: ReceivedMail) => mail.messageId);
    expect(ids).toEqual([`<${id}@vp.example>`, `<${id}@vp.example>`]);
  }, 60_000);
});

describe('mail that was given up', () => {
  const listed = async ({ accountId }: Reader) => {
    const administrator = readers.service.as('administrator');
    return made(await administrator.get(`${failures}?filter[accountId][eq]=${accountId}`)).items;
  };

  it('because its address was refused is listed for administrators, who do not see the address', async () => {
    let moved = true;
    await server.close();
    const refusal = (address: string) => ({ responseCode: 550, message: `5.1.1 <${address}> unknown` });
    await server.open({ refuse: (address) => (moved ? refusal(address) : null) });
    await readers.startWorker();
    const reader = await expecting();
    const { id } = await became(reader, { state: 'dead', attempts: 1 });
    const [failure] = await listed(reader);
    expect(failure).toEqual({
      id,
      accountId: reader.accountId,
      purpose: 'notice',
      attempts: 1,
      error: expect.stringMatching(/^EENVELOPE at RCPT TO: .*550 5\.1\.1 <…> unknown/),
      createdAt: expect.stringMatching(/Z$/),
      failedAt: expect.stringMatching(/Z$/),
    });
    moved = false;
    const administrator = readers.service.as('administrator');
    expect((await administrator.post(`${failures}/${id}/retry`)).status).toBe(204);
    await became(reader, { state: 'sent', attempts: 1 });
    expect(await listed(reader)).toEqual([]);
    expect(server.to(reader.address)).toHaveLength(1);
    expect(await administrator.post(`${failures}/${id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'mail-failure.not-failed' },
    });
    expect((await administrator.post(`${failures}/${randomUUID()}/retry`)).status).toBe(404);
  });

  it('is for administrators only', async () => {
    const reader = await newReader();
    for (const client of [reader.client, readers.service.as(['registrar', 'editor', 'approver'])]) {
      expect((await client.get(failures)).body.code).toBe('auth.forbidden');
      expect((await client.post(`${failures}/${randomUUID()}/retry`)).body.code).toBe('auth.forbidden');
    }
  });
});

describe('after half a year', () => {
  it('notices and mail are forgotten, and codes when they no longer count', async () => {
    await readers.startWorker();
    const [old, young] = [await expecting(), await expecting()];
    await became(old, { state: 'sent' });
    await became(young, { state: 'sent' });
    await young.client.put('/v1/registry/notification-address', { address: 'khac@thu.example' });
    const { query } = readers.service.database;
    for (const table of ['notice', 'mail'])
      await query(
        `UPDATE registry.${table} SET created_at = now() - interval '181 days' WHERE account_id = $1`,
        [old.accountId],
      );
    await query(`UPDATE registry.notification_settings SET code_expires_at = now() - interval '1 second'
                  WHERE code IS NOT NULL`);
    await query(
      `UPDATE registry.job SET finished_at = now() - interval '25 hours' WHERE state = 'completed'`,
    );
    await readers.run(noticeRetention);
    expect(await old.notices()).toEqual([]);
    expect(await readers.mailOf(old)).toEqual([]);
    expect(await young.notices()).toHaveLength(1);
    expect(made(await young.client.get(`${notices}/unread`))).toEqual({ unread: 1 });
    expect(await query('SELECT 1 FROM registry.notification_settings WHERE code IS NOT NULL')).toEqual([]);
    const runs = await query<{ queue: string }>(
      `SELECT DISTINCT queue FROM registry.job WHERE finished_at < now() - interval '1 day'`,
    );
    expect(runs.map(({ queue }) => queue)).not.toContain(mailDispatch.name);
  });
});
