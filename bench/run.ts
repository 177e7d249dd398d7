import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { aggregate } from './aggregate.js';
import { areas } from './areas.js';
import { estimation } from './estimation.js';
import { event } from './event.js';
import { filing } from './filing.js';
import { history } from './history.js';
import { intake } from './intake.js';
import { reading } from './reading.js';
import type { Cleanup } from './processes.js';
import type { Servers } from './servers.js';

type Benchmark = (servers: Servers, cleanup: Cleanup, say: (line: string) => void) => Promise<string>;

const benchmarks: Record<string, [title: string, run: Benchmark]> = {
  filing: ['Filing a report', filing],
  event: ['An event, from commit to commit', event],
  areas: ['Units of a whole country', areas],
  aggregate: ['The aggregate of a month of 1,000,000 items', aggregate],
  history: ['Closing a month, with few and with many behind it', history],
  reading: ['Reading 1,000,000 items', reading],
  intake: ['Taking the answers to a survey', intake],
  estimation: ['Estimates of a survey of 100,000', estimation],
};

const servers: Servers = {
  postgres: process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  rabbitmq: process.env['RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672',
};
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the benchmarks named, or all, and writes each one's outcome to stdout and to `dist/bench/results`. */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0)
  throw new Error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}`,
  );
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  const [title, run] = benchmarks[name]!;
  const cleanup: Cleanup = [];
  try {
    const outcome = await run(servers, cleanup, say);
    const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, loopback, Node ${process.versions.node}`;
    const text = `## ${title}\n\n${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n${outcome}\n`;
    const folder = fileURLToPath(new URL('./results/', import.meta.url));
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}${name}.md`, text);
    process.stdout.write(`${text}\n`);
  } finally {
    for (const step of cleanup.reverse())
      await step().catch((error: Error) => say(`cleaning up: ${error.message}`));
  }
}
process.exit(0);
