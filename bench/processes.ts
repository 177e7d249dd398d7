import { type ChildProcess, fork, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Runs when a benchmark is over, last thing first. */
export type Cleanup = (() => Promise<unknown>)[];

/** A child process of this folder that answers each message with one. */
export class Child {
  private readonly gone: Promise<never>;

  private constructor(private readonly process: ChildProcess) {
    this.gone = once(process, 'exit').then(() =>
      Promise.reject(new Error('A process of the benchmark ended')),
    );
    this.gone.catch(() => undefined);
  }

  /** Starts `<module>.js` of this folder, with these flags of Node. */
  static start(module: string, cleanup: Cleanup, execArgv: string[] = []): Child {
    const stdio: StdioOptions = ['ignore', 'inherit', 'inherit', 'ipc'];
    const child = new Child(fork(new URL(`./${module}.js`, import.meta.url), { stdio, execArgv }));
    cleanup.push(() => stop(child.process));
    return child;
  }

  get pid(): number {
    return this.process.pid!;
  }

  async ask<Answer>(question: object): Promise<Answer> {
    const answered = new Promise<Answer>((resolve) =>
      this.process.once('message', (answer) => resolve(answer as Answer)),
    );
    this.process.send(question);
    return Promise.race([answered, this.gone]);
  }
}

/** The other side of {@link Child.ask}. */
export function answerParent<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', (question: Question) => {
    answer(question).then(
      (reply) => process.send!(reply),
      (error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}

/** Starts one process of the product and waits until it is ready; the answer is its process id. */
export async function startProduct(
  name: string,
  environment: Record<string, string>,
  cleanup: Cleanup,
): Promise<number> {
  const { PATH, HOME } = process.env;
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(`../apps/${name}/src/main.js`, import.meta.url))],
    {
      env: { PATH, HOME, LANGNGHE_LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  cleanup.push(() => stop(child));
  for (const end = Date.now() + 60_000; Date.now() < end; await delay(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${environment['PORT']}/health/ready`).catch(() => undefined);
    if (answer?.ok) return child.pid!;
  }
  throw new Error(`${name} did not become ready`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** CPU time that processes have used so far, in seconds; Linux only. */
export function cpuSeconds(...pids: number[]): number {
  const ticks = pids.map((pid) => {
    // The name of the process, in brackets, may hold blanks; user and system time are the 12th and 13th after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, count) => sum + count, 0) / 100;
}

/** A database of the benchmark's own on a running server, dropped at the end. */
export async function ownDatabase(serverUrl: string, name: string, cleanup: Cleanup): Promise<string> {
  const run = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`);
  cleanup.push(() => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return servers.map((server) => {
    const { port } = server.address() as { port: number };
    server.close();
    return port;
  });
}
