import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { AggregateReport } from '#contracts/aggregates';
import { serverUrls } from '#testing/servers';

const compiled = (path: string): string =>
  resolve(import.meta.dirname, '../../dist/apps/standalone/src', path);

/** What a played month left behind. */
export interface PlayedMonth {
  report: AggregateReport;
  docx: Buffer;
  output: string;
}

/** Plays the demonstration's month as a user would start it: a process of its own, until it ends. */
export async function playDemo(args: string[], environment: Record<string, string>): Promise<PlayedMonth> {
  const folder = await mkdtemp(join(tmpdir(), 'langnghe-journey-'));
  try {
    const output = await finished(
      start('demo.js', ['--exit', ...args], { ...environment, LANGNGHE_DATA_DIR: folder }),
    );
    const documents = join(folder, 'documents');
    const [docx, json] = (await readdir(documents)).sort();
    return {
      report: JSON.parse(await readFile(join(documents, json!), 'utf8')) as AggregateReport,
      docx: await readFile(join(documents, docx!)),
      output,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The product as separate processes, on a database and names of its own. */
export interface Distributed {
  url: string;
  password: string;
  databaseUrl: string;
  /** Process ids by name, as they were started. */
  pids: Record<string, number>;
  /** Everything the processes have said so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts `npm run distributed` against the servers of this host. */
export async function startDistributed(): Promise<Distributed> {
  const name = `journey_${randomBytes(6).toString('hex')}`;
  const databaseUrl = Object.assign(new URL(serverUrls.postgres), { pathname: `/${name}` }).toString();
  await asOwner(`CREATE DATABASE ${name}`);
  const port = await freePortRange();
  const password = randomBytes(12).toString('hex');
  const child = start('distributed.js', [], {
    DATABASE_URL: databaseUrl,
    RABBITMQ_URL: serverUrls.rabbitmq,
    REDIS_URL: serverUrls.redis,
    PORT: String(port),
    LANGNGHE_NAME_PREFIX: `${name.replace('_', '-')}-`,
    LANGNGHE_ADMIN_PASSWORD: password,
    LANGNGHE_RATE_LIMIT: '1000000',
  });
  const output = collect(child);
  await said(child, output, 'processes: ');
  const pids = Object.fromEntries(
    [...output().matchAll(/(\w+) (\d{2,})/g)].map(([, process, pid]) => [process!, Number(pid)]),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    password,
    databaseUrl,
    pids,
    output,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
      await asOwner(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Runs one statement as the owner of this host's PostgreSQL, in its own database or the one given. */
export async function asOwner(
  sql: string,
  values: unknown[] = [],
  url: string = serverUrls.postgres,
): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

function start(script: string, args: string[], environment: Record<string, string>): ChildProcess {
  const { PATH, HOME, TZ } = process.env;
  return spawn(process.execPath, [compiled(script), ...args], {
    env: { PATH, HOME, TZ, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

async function finished(child: ChildProcess): Promise<string> {
  const output = collect(child);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`it ended with code ${code}:\n${output()}`);
  return output();
}

function said(child: ChildProcess, output: () => string, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (output().includes(words)) resolve();
    };
    child.stdout!.on('data', look);
    child.once('exit', (code) => reject(new Error(`it ended with code ${code}:\n${output()}`)));
  });
}

/** The first of six free ports in a row, above those that are handed out by chance. */
async function freePortRange(): Promise<number> {
  for (let port = 20_000 + Math.floor(Math.random() * 10_000); ; port += 10) {
    const free = await Promise.all([0, 1, 2, 3, 4, 5].map((offset) => isFree(port + offset)));
    if (free.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The product in one process, as `npm start` runs it. */
export interface Running {
  url: string;
  output(): string;
  /** Sends the signal and waits for the end; the answer is the exit code, null after SIGKILL. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the embedded product on a data folder.
 * @throws Error with its output when it ends instead of getting ready.
 */
export async function startEmbeddedProcess(
  folder: string,
  environment: Record<string, string> = {},
): Promise<Running> {
  const child = start('main.js', [], { PORT: '0', ...environment, LANGNGHE_DATA_DIR: folder });
  const output = collect(child);
  await said(child, output, '/docs');
  return {
    url: /is ready after .*: (http\S+)/.exec(output())![1]!,
    output,
    stop: async (signal) => {
      if (child.exitCode !== null) return child.exitCode;
      const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill(signal);
      return gone;
    },
  };
}
