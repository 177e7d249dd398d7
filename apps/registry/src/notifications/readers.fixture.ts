import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { CreatedAccount, NewAccountGrant } from '#contracts/accounts';
import type { Job } from '#contracts/job';
import type { ChooseNotifications, Notice } from '#contracts/notifications';
import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { appUrl } from '#persistence/provision';
import { createLogger } from '#service-kit/log';
import { createWorker } from '#service-kit/worker';
import { eventually } from '#testing/eventually';
import { testRoleSecret } from '#testing/test-database';
import {
  type Answer,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { MAIL_SETTINGS, type MailSettings } from '../mail/mail.settings.js';
import { OIDC_SETTINGS } from '../oidc/oidc.settings.js';
import { registry } from '../registry.service-definition.js';

export const notices = '/v1/registry/notices';
export const preferences = '/v1/registry/notification-preferences';
export const address = '/v1/registry/notification-address';
export const failures = '/v1/registry/mail-failures';

/** Quick enough for tests. */
const timing = { sweep: 100, recheck: 400, lostAfter: 1_000, heartbeat: 100, grace: 3_000, abort: 1_000 };

/** Somebody with an account, signed in. */
export interface Reader {
  accountId: string;
  personId: string;
  client: TestClient;
  notices(): Promise<Notice[]>;
  choose(choice: Partial<ChooseNotifications>): Promise<void>;
}

/** The registry with people who read their notices, and a worker when asked for. */
export class Readers {
  private people = 0;
  private readonly workers: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly service: TestService,
    private readonly mail: MailSettings | null,
  ) {}

  static async open(mail: MailSettings | null = null): Promise<Readers> {
    const service = await startTestService(registry, {
      logLevel: 'silent',
      settings: [
        { provide: OIDC_SETTINGS, useValue: null },
        { provide: MAIL_SETTINGS, useValue: mail },
      ],
    });
    await provisionJobs(service.database.adminUrl, testRoleSecret);
    return new Readers(service, mail);
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.service.close();
  }

  get backendUrl(): string {
    return appUrl(this.service.database.adminUrl, JOBS_SCHEMA, testRoleSecret);
  }

  async startWorker(mail: MailSettings | null = this.mail): Promise<void> {
    const backend = postgresBackend(this.backendUrl, 20);
    const worker: INestApplicationContext = await createWorker(registry, {
      databaseUrl: this.service.database.urlOf('registry'),
      backend,
      logger: createLogger('test-worker', 'error'),
      settings: [{ provide: MAIL_SETTINGS, useValue: mail }],
      timing,
    });
    this.workers.push({
      stop: async () => {
        await worker.close();
        await backend.close();
      },
    });
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop()));
  }

  /** A person with an account, and with an address if so wished. */
  async reader(more: { grants?: NewAccountGrant[]; address?: string } = {}): Promise<Reader> {
    const registrar = this.service.as(['administrator', 'registrar']);
    const number = (this.people += 1);
    const person = made(await registrar.post('/v1/registry/people', { fullName: `Người thứ ${number}` }));
    const account: CreatedAccount = made(
      await registrar.post('/v1/registry/accounts', {
        username: `nguoi-${number}`,
        personId: person.id,
        initialPassword: 'mot-mat-khau-rat-dai',
        grants: more.grants ?? [],
      }),
    );
    const client = this.service.as([], { accountId: account.id, personId: person.id });
    if (more.address) await this.addressed(account.id, more.address);
    return {
      accountId: account.id,
      personId: person.id,
      client,
      notices: async () => made(await client.get(`${notices}?limit=100`)).items,
      choose: async (choice) => {
        const before = made(await client.get(preferences));
        const body = { quietHours: null, kinds: [], ...choice };
        made(await client.put(preferences, body, ifMatch(before)));
      },
    };
  }

  /** Somebody whose mail may come at any hour. */
  async mailReader(name: string, grants: NewAccountGrant[] = []): Promise<Reader & { address: string }> {
    const mailbox = `${name}@thu.example`;
    const reader = await this.reader({ grants, address: mailbox });
    await reader.choose({});
    return { ...reader, address: mailbox };
  }

  /** As if a code had been sent there and come back. */
  private async addressed(accountId: string, mailbox: string): Promise<void> {
    await this.service.database.query(
      `INSERT INTO registry.notification_settings (account_id, address, version) VALUES ($1, $2, 1)`,
      [accountId, mailbox],
    );
  }

  /** Makes a job as the clock or somebody else would, and waits for its end. */
  async run(queue: { name: string }, at = new Date()): Promise<Job> {
    const id = randomUUID();
    await this.service.database.query(
      `INSERT INTO registry.job (id, queue, data, requested_by, created_at) VALUES ($1, $2, '{}', 'test', $3)`,
      [id, queue.name, at],
    );
    return eventually(async () => {
      const job: Job = made(await this.service.as('administrator').get(`/v1/registry/jobs/${id}`));
      if (job.state !== 'completed') throw new Error(`The job is ${job.state}: ${job.error}`);
      return job;
    }, 20_000);
  }

  /** The rows of an account's mail, oldest first. */
  mailOf({ accountId }: Pick<Reader, 'accountId'>) {
    return this.service.database.query<{
      id: string;
      state: string;
      attempts: number;
      error: string | null;
      due_at: Date;
    }>(
      `SELECT id, state, attempts, error, due_at FROM registry.mail WHERE account_id = $1 ORDER BY created_at`,
      [accountId],
    );
  }

  /** Lets time pass for mail that waits: until its next try, or a whole day. */
  async passed(time: 'the pause' | 'a day' = 'the pause'): Promise<void> {
    const give = time === 'a day' ? `, give_up_at = give_up_at - interval '1 day'` : '';
    await this.service.database.query(
      `UPDATE registry.mail SET due_at = now()${give} WHERE state = 'waiting'`,
    );
  }
}

/** The body of an answer that must be a success. */
export function made({ status, body }: Answer) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
