import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import { appUrl, migrate } from '#persistence/provision';
import { monthOfItems } from './aggregate-month.js';
import { figure, spread, withSpread } from './harness.js';
import { Child, type Cleanup, cpuSeconds, ownDatabase } from './processes.js';
import type { Servers } from './servers.js';

const ROUNDS = 7;
const items = '/v1/reporting/opinion-items';

/** What is asked of a million items: words that every item has, that one in ten has, that one has, and filters. */
const questions: Record<string, string> = {
  'the newest': '',
  'words that all have': `search=${encodeURIComponent('giá vật tư')}`,
  'words that every tenth has': 'search=nhom3',
  'a word that one has': 'search=777777',
  'a phrase that every tenth has, of one topic': `search=${encodeURIComponent('"hỗ trợ nhom3"')}&filter[topic][eq]=economy`,
  'words that none has': 'search=khongco',
};

/** Searching a million items, and handing all of them out: times, rows per second, and the memory of the service. */
export async function reading(
  { postgres }: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const database = await ownDatabase(postgres, 'bench_reading', cleanup);
  const secret = randomBytes(12).toString('hex');
  await migrate([reporting.database], database, secret);
  const client = new pg.Client({ connectionString: database, options: '-c search_path=reporting,public' });
  await client.connect();
  cleanup.push(() => client.end());
  for (const [index, statement] of monthOfItems.entries()) {
    say(`making the month, ${index + 1} of ${monthOfItems.length}`);
    await client.query(
      statement.replace("có hỗ trợ; ', 3) || i", `có hỗ trợ; ', 3) || 'nhom' || i % 10 || ' ' || i`),
    );
  }
  // Reports come one after the other.
  await client.query(`UPDATE opinion_report SET created_at = created_at - n * interval '1 minute'
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM opinion_report) AS turn WHERE turn.id = opinion_report.id`);
  await client.query('ANALYZE opinion_report');
  const server = Child.start('reading-server', cleanup);
  const databaseUrl = appUrl(database, 'reporting', secret);
  const { url, token } = await server.ask<{ url: string; token: string }>({ databaseUrl });
  const headers = { authorization: `Bearer ${token}` };

  const rows = ['| a page of 50 | ms | found |', '| --- | --- | --- |'];
  for (const [question, query] of Object.entries(questions)) {
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const began = performance.now();
      const answer = await fetch(`${url}${items}?${query}`, { headers });
      if (!answer.ok) throw new Error(`${question}: ${answer.status} ${await answer.text()}`);
      found = ((await answer.json()) as { items: unknown[] }).items.length;
      if (round > 0) times.push(performance.now() - began);
    }
    rows.push(`| ${question} | ${withSpread(spread(times))} | ${found} |`);
    say(rows.at(-1)!);
  }

  const before = memoryOf(server.pid);
  const [began, cpu] = [performance.now(), cpuSeconds(server.pid)];
  const answer = await fetch(`${url}${items}/export.csv`, { headers });
  let [lines, bytes] = [0, 0];
  const most = [before, before, before, before];
  for await (const chunk of answer.body!) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines += 1;
    const quarter = Math.min(3, Math.floor(lines / 250_000));
    most[quarter] = Math.max(most[quarter]!, memoryOf(server.pid));
  }
  const seconds = (performance.now() - began) / 1000;
  const told =
    `${(lines - 1).toLocaleString('en')} rows (${figure(bytes / 2 ** 20)} MiB of CSV) in ${figure(seconds)} s: ` +
    `${figure((lines - 1) / seconds)} rows/s with ${figure(cpuSeconds(server.pid) - cpu)} s of CPU. ` +
    `The service held ${figure(before)} MiB before, and at most ${most.map(figure).join(', ')} MiB during each quarter of them.`;
  return [rows.join('\n'), told].join('\n\n');
}

/** What a process holds in memory, in MiB; Linux only. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}
