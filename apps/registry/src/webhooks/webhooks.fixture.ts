import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { NewEvent } from '#contracts/event';
import { organisationRecorded } from '#contracts/organisations';
import type { CreatedWebhook, Webhook, WebhookDelivery } from '#contracts/webhooks';
import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { InProcessTransport } from '#messaging/in-process-transport';
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
import { registry } from '../registry.service-definition.js';
import { type Certified, Receiver } from './receiver.fixture.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

export const webhooks = '/v1/registry/webhooks';

/** Jobs of a worker that was killed are run again after a moment. */
export const quick = { heartbeat: 200, lostAfter: 1_000, sweep: 200, recheck: 1_000, grace: 200, abort: 500 };
const settingsWith = (more: Partial<WebhookSettings> = {}) => [
  { provide: WEBHOOK_SETTINGS, useValue: { privateTargets: true, ...more } },
];

/** The registry with receivers of its webhooks, and a worker once one is started. */
export class WebhookGround {
  private readonly afterwards: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly service: TestService,
    readonly transport: InProcessTransport,
    readonly admin: TestClient,
  ) {}

  static async open(): Promise<WebhookGround> {
    const transport = new InProcessTransport();
    const service = await startTestService(registry, { settings: settingsWith(), transport });
    await provisionJobs(service.database.adminUrl, testRoleSecret);
    return new WebhookGround(service, transport, service.as('administrator', { secondFactor: true }));
  }

  /** The URL of the job queues. */
  get backendUrl(): string {
    return appUrl(this.service.database.adminUrl, JOBS_SCHEMA, testRoleSecret);
  }

  async startWorker(more: Partial<WebhookSettings> = {}): Promise<() => Promise<void>> {
    const backend = postgresBackend(this.backendUrl, 20);
    const worker = await createWorker(registry, {
      databaseUrl: this.service.database.urlOf('registry'),
      backend,
      logger: createLogger('test-worker', 'error'),
      settings: settingsWith(more),
      timing: quick,
    });
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= worker.close().then(() => backend.close()));
    this.afterwards.push(stop);
    return stop;
  }

  /** A worker in a process of its own; the answer kills it. */
  async startProcess(): Promise<() => Promise<void>> {
    const run = new URL('../../../../libs/jobs/test-support/run-source.mjs', import.meta.url);
    const source = new URL('./webhook-worker-process.fixture.ts', import.meta.url);
    const urls = [this.service.database.urlOf('registry'), this.backendUrl];
    const child = spawn(process.execPath, [fileURLToPath(run), fileURLToPath(source), ...urls], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await gone;
    };
    this.afterwards.push(kill);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return kill;
  }

  async receiver(certified?: Certified): Promise<Receiver> {
    const receiver = await Receiver.start(certified);
    this.afterwards.push(() => receiver.stop());
    return receiver;
  }

  /** Subscribes to what the ground tells, unless told otherwise. */
  async subscribe({ url }: { url: string }, more: object = {}): Promise<CreatedWebhook> {
    const body = { url, eventTypes: [organisationRecorded.type], clientId: null, ...more };
    return made(await this.admin.post(webhooks, body));
  }

  get(webhook: { id: string }): Promise<Webhook> {
    return this.admin.get(`${webhooks}/${webhook.id}`).then(made);
  }

  /** A guarded change of a webhook as it stands now. */
  async change(webhook: { id: string }, action: string, body?: object): Promise<Answer> {
    return this.admin.post(`${webhooks}/${webhook.id}/${action}`, body, ifMatch(await this.get(webhook)));
  }

  async deliveries({ id }: { id: string }, state?: WebhookDelivery['state']): Promise<WebhookDelivery[]> {
    const filter = state ? `&filter[state][eq]=${state}` : '';
    const { items } = made(await this.admin.get(`${webhooks}/${id}/deliveries?limit=100${filter}`));
    return items as WebhookDelivery[];
  }

  /** The deliveries of a webhook once all are in the state. */
  untilAll(
    webhook: { id: string },
    state: WebhookDelivery['state'],
    count: number,
  ): Promise<WebhookDelivery[]> {
    return eventually(async () => {
      const all = await this.deliveries(webhook);
      expect(all.map((delivery) => delivery.state)).toEqual(Array.from({ length: count }, () => state));
      return all;
    });
  }

  /** So many events, one after the other; they are in the log when it resolves. */
  async tell(count = 1): Promise<NewEvent[]> {
    const events = Array.from({ length: count }, () => organisationWithin());
    await this.service.publish(...events);
    return events;
  }

  /** Everything that waits for a moment has come nearer to it by so many hours. */
  async hoursPass(hours: number): Promise<void> {
    await this.nothingOnItsWay();
    const earlier = (...columns: string[]): string =>
      columns.map((column) => `${column} = ${column} - interval '${hours} hours'`).join();
    await this.sql(`UPDATE registry.webhook_delivery SET ${earlier('next_attempt_at', 'last_attempt_at')}`);
    await this.sql(
      `UPDATE registry.webhook SET ${earlier('failing_since', 'failed_last_at', 'paused_until', 'former_secret_until')}`,
    );
    await this.sql(`UPDATE registry.webhook_event SET ${earlier('recorded_at')}`);
    await this.sweep();
  }

  /** Every attempt whose time has come has been made and written down. */
  async nothingOnItsWay(): Promise<void> {
    const onItsWay = `
      SELECT FROM registry.webhook_delivery d JOIN registry.webhook w ON w.id = d.webhook_id
       WHERE d.state = 'sending' OR (d.state = 'waiting' AND d.next_attempt_at <= now() AND w.state = 'active'
         AND (w.paused_until IS NULL OR w.paused_until <= now()))`;
    await eventually(async () => expect(await this.sql(onItsWay)).toEqual([]));
  }

  /** What the worker does of itself four times a minute, now. */
  async sweep(): Promise<void> {
    const [job] = await this.sql<{ id: string }>(
      `INSERT INTO registry.job (id, queue, data, requested_by)
       VALUES (gen_random_uuid(), 'registry.webhook-sweep', '{}', 'test') RETURNING id, pg_notify('job_registry', '')`,
    );
    await eventually(async () =>
      expect(await this.sql('SELECT state FROM registry.job WHERE id = $1', job!.id)).toEqual([
        { state: 'completed' },
      ]),
    );
  }

  sql<Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.service.database.query<Row>(text, values);
  }

  /** Ends what was started, and every subscription and job. */
  async tidy(): Promise<void> {
    for (const step of this.afterwards.splice(0).reverse()) await step();
    await this.sql('TRUNCATE registry.webhook, registry.webhook_delivery, registry.job');
  }

  async close(): Promise<void> {
    await this.tidy();
    await this.service.close();
    await this.transport.close();
  }
}

/** An event as the registry itself sends it. */
function organisationWithin(): NewEvent {
  const id = randomUUID();
  return organisationRecorded.of(id, 1, {
    id,
    code: `B-${id.slice(0, 8)}`,
    name: 'Ban Tuyên giáo và Dân vận',
    kind: 'party-board',
    level: 'province',
    validFrom: '2025-07-01',
    validTo: null,
    parentCode: null,
    areaCode: null,
  });
}

/** The body of an answer that must be a success. */
export function made({ status, body }: Answer) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
