import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { appUrl, migrate } from '#persistence/provision';
import { readSettings, type Settings } from '#service-kit/config';
import { closeOnSignals, runProcess } from '#service-kit/process';
import { databases, portsFrom, type ProcessName, services } from './services.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const DATABASE = 'langnghe';

/** Restarts within this time of each other are spaced out. */
const RESTART_DELAY_MS = 1_000;

/**
 * Runs gateway, services and worker as processes of their own on this host, against PostgreSQL, RabbitMQ and
 * Redis of this host or the URLs given. A process that dies is started again.
 */
await runProcess(async () => {
  const settings = readSettings({
    DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres',
    RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
    REDIS_URL: 'redis://127.0.0.1:6379',
    ...process.env,
  });
  const secret = settings.LANGNGHE_ROLE_SECRET ?? randomBytes(24).toString('hex');
  const adminUrl = await ownDatabase(settings.DATABASE_URL!);
  await migrate(databases, adminUrl, secret, (line) => say(`  ${line}`));

  const ports = portsFrom(settings.PORT ?? 3000);
  const children = new Map<ProcessName, ChildProcess>();
  let stopping = false;
  const start = (name: ProcessName): void => {
    const child = spawn(
      process.execPath,
      [join(dirname(fileURLToPath(import.meta.url)), `../../${name}/src/main.js`)],
      {
        env: environmentOf(name, { settings, ports, adminUrl, secret }),
        stdio: ['ignore', 'inherit', 'inherit'],
        // Ctrl-C reaches this process, which stops the others in order.
        detached: true,
      },
    );
    children.set(name, child);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      say(`  ${name} ended (${signal ?? code}); starting it again`);
      setTimeout(() => !stopping && start(name), RESTART_DELAY_MS);
    });
  };
  const order: ProcessName[] = ['registry', 'reporting', 'survey', 'training', 'worker', 'gateway'];
  for (const name of order) start(name);
  closeOnSignals({
    close: async () => {
      stopping = true;
      await Promise.all([...children.values()].map(stopChild));
    },
  });
  await Promise.all(order.map((name) => ready(ports[name], name)));
  const processes = order.map((name) => `${name} ${children.get(name)!.pid}`).join(', ');
  say(`Lắng Nghe is ready: http://127.0.0.1:${ports.gateway}\n  processes: ${processes}`);
});

interface Installation {
  settings: Settings;
  ports: Record<ProcessName, number>;
  adminUrl: string;
  secret: string;
}

/** What one process gets: its own role's URL and nothing of the others'. */
function environmentOf(
  name: ProcessName,
  { settings, ports, adminUrl, secret }: Installation,
): NodeJS.ProcessEnv {
  const own = services.find((service) => service.name === name);
  const kept = [
    'PATH',
    'HOME',
    'TZ',
    'NODE_OPTIONS',
    'LANGNGHE_ADMIN_PASSWORD',
    'LANGNGHE_PUBLIC_URL',
    'LANGNGHE_RATE_LIMIT',
    'LANGNGHE_NAME_PREFIX',
    'LANGNGHE_WEBHOOK_PRIVATE_TARGETS',
  ];
  return {
    ...Object.fromEntries(kept.map((key) => [key, process.env[key]])),
    ...Object.fromEntries(
      services.map((service) => [
        `LANGNGHE_${service.name.toUpperCase()}_URL`,
        `http://127.0.0.1:${ports[service.name]}`,
      ]),
    ),
    PORT: String(ports[name]),
    LANGNGHE_LOG_LEVEL: process.env['LANGNGHE_LOG_LEVEL'] ?? 'warn',
    RABBITMQ_URL: settings.RABBITMQ_URL,
    ...(['registry', 'worker'].includes(name) && {
      LANGNGHE_SMTP_URL: settings.LANGNGHE_SMTP_URL,
      LANGNGHE_MAIL_FROM: settings.LANGNGHE_MAIL_FROM,
    }),
    ...(own && { DATABASE_URL: appUrl(adminUrl, own.database.schema, secret) }),
    ...(own?.vault && { LANGNGHE_VAULT_DATABASE_URL: appUrl(adminUrl, own.vault.schema, secret) }),
    ...(name === 'worker' && {
      REDIS_URL: settings.REDIS_URL,
      ...Object.fromEntries(
        services.flatMap(({ vault }) =>
          vault ? [['LANGNGHE_VAULT_DATABASE_URL', appUrl(adminUrl, vault.schema, secret)]] : [],
        ),
      ),
      ...Object.fromEntries(
        services.map(({ name: served, database: { schema } }) => [
          `LANGNGHE_${served.toUpperCase()}_DATABASE_URL`,
          appUrl(adminUrl, schema, secret),
        ]),
      ),
    }),
  };
}

/** The product's own database beside the one named, made when it is missing. */
async function ownDatabase(url: string): Promise<string> {
  const own = new URL(url);
  if (own.pathname !== '/postgres') return url;
  own.pathname = `/${DATABASE}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
  return own.toString();
}

async function ready(port: number, name: ProcessName): Promise<void> {
  for (const end = Date.now() + 60_000; ; await delay(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`${name} did not become ready`);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
