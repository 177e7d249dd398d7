import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asOwner,
  type Distributed,
  playDemo,
  type PlayedMonth,
  startDistributed,
} from '../journeys/installation.js';

/**
 * Stops and starts this host's RabbitMQ, Redis and PostgreSQL, so it runs alone and only when asked:
 * `npm run test:faults`, as root, on a Debian host.
 */
const asked = process.env['LANGNGHE_TEST_RESTARTS'] === 'true';
if (!asked) console.warn('SKIPPED: restarts of servers are tested by `npm run test:faults`');

const run = (command: string): void =>
  void execFileSync('bash', ['-c', command], { stdio: 'ignore', timeout: 120_000 });

const restarts: [server: string, stop: string, start: string][] = [
  ['RabbitMQ', 'rabbitmqctl stop_app', 'rabbitmqctl start_app'],
  [
    'Redis, which forgets everything',
    'redis-cli -h 127.0.0.1 shutdown nosave',
    'redis-server --daemonize yes --bind 127.0.0.1 -::1 --port 6379 --save "" --appendonly no --dir /tmp',
  ],
  [
    'PostgreSQL',
    'pg_ctlcluster --skip-systemctl-redirect $(ls /etc/postgresql | tail -1) main stop -m immediate',
    'pg_ctlcluster --skip-systemctl-redirect $(ls /etc/postgresql | tail -1) main start',
  ],
];

describe.skipIf(!asked)('a month in which every server is stopped and started', () => {
  let installation: Distributed;
  let undisturbed: PlayedMonth;
  let disturbed: PlayedMonth;

  beforeAll(async () => {
    undisturbed = await playDemo([], { PORT: '0' });
    installation = await startDistributed();
    const playing = playDemo(['--url', installation.url], { LANGNGHE_ADMIN_PASSWORD: installation.password });
    for (const [, stop, start] of restarts) {
      await delay(5_000);
      run(stop);
      await delay(3_000);
      run(start);
    }
    disturbed = await playing;
  }, 480_000);
  afterAll(() => installation.stop());

  it('ends with the same report, to the last byte', () => {
    expect(disturbed.report).toMatchObject({ state: 'acknowledged', number: 1 });
    expect(disturbed.report.contentHash).toBe(undisturbed.report.contentHash);
  });

  it('leaves no event behind and gives none up', async () => {
    for (const schema of ['registry', 'reporting', 'survey', 'training']) {
      const { rows } = await asOwner(
        `SELECT (SELECT count(*) FROM ${schema}.outbox) AS waiting, (SELECT count(*) FROM ${schema}.dead_letter) AS dead`,
        [],
        installation.databaseUrl,
      );
      expect(rows[0], schema).toEqual({ waiting: '0', dead: '0' });
    }
  });
});
