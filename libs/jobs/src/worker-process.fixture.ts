import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#persistence/data-source';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { JobWorker } from './job-worker.js';
import {
  noteOnce,
  NoteWriting,
  noteWrite,
  openBackend,
  Stage,
  testTiming,
} from './sample-service.fixture.js';

// A worker in a process of its own, to be killed or blocked: run by run-source.mjs with
// the database's URL and the backend's kind, URL and prefix.
const [databaseUrl, kind, url, prefix] = process.argv.slice(3) as [
  string,
  'redis' | 'postgres',
  string,
  string,
];

class LoudStage extends Stage {
  override readonly started = loud<{ note: string; attempt: number }>('started');
  override readonly ended = loud<string>('ended');
}

function loud<T>(word: string): T[] {
  return Object.assign([] as T[], {
    push: (what: T) => {
      process.stdout.write(`${word} ${JSON.stringify(what)}\n`);
      return 1;
    },
  });
}

const dataSource = await new DataSource(
  dataSourceOptions({ schema: 'sample', entities: [], migrations: [] }, databaseUrl),
).initialize();
const context = new WorkContext();
const processor = new NoteWriting(new LoudStage());
const worker = new JobWorker({
  dataSource,
  context,
  transactions: new Transactions(dataSource, context),
  backend: openBackend({ kind, url, prefix }),
  processors: () => [noteWrite, noteOnce].map((queue) => ({ queue, schedules: [], processor }) as never),
  timing: testTiming,
});
worker.onApplicationBootstrap();
