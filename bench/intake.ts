import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { survey } from '#apps/survey/src/survey.service-definition';
import { migrate } from '#persistence/provision';
import { startEmbeddedProduct } from './embedded-product.js';
import { compare, type Contender, table, type Turn } from './harness.js';
import { BATCH, type IntakeCast, prepareIntake } from './intake-cast.js';
import type { Load, Loaded } from './load.js';
import { compareServers } from './compare-servers.js';
import { Child, type Cleanup, cpuSeconds, ownDatabase } from './processes.js';
import type { Servers } from './servers.js';

/** Of batches: each is over in a moment. */
const ROUNDS = 31;
const COUNT = 1_500;

/** Taking responses of thirty questions, one by one and in batches, against the least that leaves the same rows. */
export async function intake(
  _servers: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const load = Child.start('load', cleanup);
  const { url, pid, password, folder, cluster, productUrl, roleSecret } = await startEmbeddedProduct(cleanup);
  const cast = await prepareIntake(url, password);
  // Dropped with the cluster itself. What the triggers and indexes of the table cost, it costs the limit as well.
  const databaseUrl = await ownDatabase(cluster, 'bench_bare', []);
  await migrate([survey.vault!], databaseUrl, roleSecret);
  const bare = Child.start('bare-intake-server', cleanup);
  const { url: bareUrl } = await bare.ask<{ url: string }>({ databaseUrl });
  const contenders = [
    { name: 'bare', url: bareUrl, pids: [bare.pid] },
    { name: 'embedded', url: `${url}/v1/survey/responses/poll`, pids: [pid] },
  ];
  const asked = { take: cast.poll.take, count: COUNT, unit: 'responses' };
  const single = await compareServers(contenders, load, asked, say);

  // What a batch leaves is in two schemas, and its cases are there already: the limit writes into the product's own tables.
  const client = new pg.Client({ connectionString: productUrl });
  await client.connect();
  cleanup.push(() => client.end());
  const at = `${url}/v1/survey/plans/${cast.interviews.planId}/interviews`;
  const batches = await compare([copier(client, folder, cast), sender(load, at, pid, cast)], ROUNDS, say);
  return [
    `### One by one\n\nResponses of 30 questions to an open poll.\n\n${single}`,
    `### In batches of ${BATCH}\n\nInterviews of 30 questions, one batch a turn; the limit writes the responses, the contacts and what the cases came to.\n\n${table(batches, 'responses')}`,
  ].join('\n\n');
}

/**
 * The limit of batches: PostgreSQL reads the same rows from files of its own host, responses and contacts, and updates the
 * cases, in one transaction. Nothing is checked, read or told.
 */
function copier(client: pg.Client, folder: string, { interviews }: IntakeCast): Contender {
  const { planId, questionnaireId } = interviews;
  const put = async (name: string, rows: (string | number | boolean)[][]): Promise<string> => {
    const file = join(folder, `${name}.tsv`);
    await writeFile(file, rows.map((row) => `${row.join('\t')}\n`).join(''), { mode: 0o644 });
    return file;
  };
  return {
    name: 'COPY',
    turn: async (): Promise<Turn> => {
      const { cases, answers, heldOn } = interviews.next();
      const responses = await put(
        'responses',
        answers.map((one) => {
          const escaped = one.replaceAll('\\', '\\\\');
          return [randomUUID(), planId, questionnaireId, 1, 'interviewer', true, '\\N', escaped];
        }),
      );
      const contacts = await put(
        'contacts',
        cases.map((id) => [randomUUID(), id, heldOn, 'morning', 'visit', 'complete', false]),
      );
      const began = performance.now();
      await client.query('BEGIN');
      await client.query(
        `COPY vault.response (id, plan_id, questionnaire_id, cell, mode, complete, minutes, answers) FROM '${responses}'`,
      );
      await client.query(
        `COPY survey.contact_attempt (id, case_id, held_on, part_of_day, mode, outcome, firm) FROM '${contacts}'`,
      );
      await client.query(
        `UPDATE survey.field_case SET disposition = 'complete', settled = true, saved = 1, version = version + 1
          WHERE id = ANY ($1::uuid[])`,
        [cases],
      );
      await client.query('COMMIT');
      return { units: BATCH, seconds: (performance.now() - began) / 1000, cpuSeconds: 0 };
    },
  };
}

function sender(load: Child, url: string, pid: number, { interviews }: IntakeCast): Contender {
  return {
    name: 'embedded',
    turn: async (): Promise<Turn> => {
      const { request } = interviews.next();
      const before = cpuSeconds(pid);
      const { seconds } = await load.ask<Loaded>({
        url,
        requests: [request],
        count: 1,
        inFlight: 1,
      } satisfies Load);
      return { units: BATCH, seconds, cpuSeconds: cpuSeconds(pid) - before };
    },
  };
}
