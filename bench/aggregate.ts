import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AggregateBuildProcessor } from '#apps/reporting/src/aggregates/aggregate-build.processor';
import { acceptItemsSql, supersedeItemsSql } from '#apps/reporting/src/opinion-reports/item-versions.queries';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import type { JobHandle } from '#jobs/processor';
import { dataSourceOptions } from '#persistence/data-source';
import { appUrl, migrate } from '#persistence/provision';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { monthOfItems } from './aggregate-month.js';
import { compare, type Contender, figure, type Spread, spread, withSpread } from './harness.js';
import { type Cleanup, cpuSeconds, ownDatabase } from './processes.js';
import type { Servers } from './servers.js';

const ROUNDS = 5;

/** Every table of figures of the report in one hand-written statement: the limit. */
const oneStatement = `
  WITH accepted AS NOT MATERIALIZED (SELECT * FROM opinion_item WHERE period_id = $1 AND state = 'accepted'),
  by_topic AS MATERIALIZED (
    SELECT topic, tendency, prevalence, appointment_id AS who, count(*) AS n FROM accepted GROUP BY 1, 2, 3, 4),
  by_area AS MATERIALIZED (SELECT area_id, tendency, appointment_id AS who, count(*) AS n FROM accepted GROUP BY 1, 2, 3),
  by_strata AS MATERIALIZED (SELECT strata, tendency, appointment_id AS who, count(*) AS n FROM accepted GROUP BY 1, 2, 3),
  four AS (
    SELECT b.id, b.code FROM reporting_period p JOIN reporting_period b ON b.kind = p.kind AND b.starts_on <= p.starts_on
     WHERE p.id = $1 ORDER BY b.starts_on DESC LIMIT 4),
  earlier AS (
    SELECT f.code, topic, appointment_id AS who, count(*) AS n FROM four f JOIN opinion_item i ON i.period_id = f.id
     WHERE i.state = 'accepted' AND f.id <> $1 GROUP BY 1, 2, 3),
  trend AS (SELECT * FROM earlier UNION ALL SELECT f.code, topic, who, n FROM by_topic, four f WHERE f.id = $1)
  SELECT 'tendency', topic, tendency, sum(n), count(DISTINCT who) FROM by_topic GROUP BY CUBE (topic, tendency)
  UNION ALL SELECT 'prevalence', topic, prevalence, sum(n), count(DISTINCT who) FROM by_topic GROUP BY CUBE (topic, prevalence)
  UNION ALL SELECT 'area', a.code, tendency, sum(n), count(DISTINCT who) FROM by_area JOIN area a ON a.id = area_id
             GROUP BY CUBE (a.code, tendency)
  UNION ALL SELECT 'stratum', stratum, tendency, sum(n), count(DISTINCT who) FROM by_strata, unnest(strata) AS stratum
             GROUP BY GROUPING SETS ((stratum, tendency), (stratum))
  UNION ALL SELECT 'trend', topic, code, sum(n), count(DISTINCT who) FROM trend GROUP BY GROUPING SETS ((code, topic), (code))`;

/** The tables of a month of a million items: the product's counting, and its whole build, against one statement. */
export async function aggregate(
  { postgres }: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const database = await ownDatabase(postgres, 'bench_aggregate', cleanup);
  const secret = randomBytes(12).toString('hex');
  await migrate([reporting.database], database, secret);
  const client = new pg.Client({ connectionString: database, options: '-c search_path=reporting,public' });
  await client.connect();
  cleanup.push(() => client.end());
  for (const [index, statement] of monthOfItems.entries()) {
    say(`making the month, ${index + 1} of ${monthOfItems.length}`);
    await client.query(statement);
  }
  const periodId = (await client.query<{ id: string }>('SELECT id FROM reporting_period')).rows[0]!.id;

  const dataSource = await new DataSource(
    dataSourceOptions(reporting.database, appUrl(database, 'reporting', secret), 2),
  ).initialize();
  cleanup.push(() => dataSource.destroy());
  const limit: Contender = {
    name: 'one statement',
    turn: () => timed(() => client.query(oneStatement, [periodId])),
  };
  const steps: Record<string, number[]> = {};
  const build: Contender = {
    name: 'whole build',
    turn: async () => {
      await client.query('TRUNCATE kept_count');
      return timed(() => buildOnce(dataSource, client, periodId, steps));
    },
  };
  const correction: Contender = {
    name: 'after a late correction',
    turn: async () => {
      await correctOne(client, periodId);
      return timed(() => buildOnce(dataSource, client, periodId, {}));
    },
  };
  const lines = await compare([limit, build, correction], ROUNDS, say);
  const outcome = lines.map(
    ({ name, rate, ratio }) => `| ${name} | ${inSeconds(inverse(rate))} | ${withSpread(inverse(ratio))} |`,
  );
  const parts = Object.entries(steps).map(([step, times]) => `${step} ${inSeconds(spread(times))}`);
  return [
    ['| | time | × the time of the limit |', '| --- | --- | --- |', ...outcome].join('\n'),
    `Steps of the whole build, which also composes the text: ${parts.join('; ')}.`,
  ].join('\n\n');
}

const inverse = ({ median, least, most }: Spread): Spread => ({
  median: 1 / median,
  least: 1 / most,
  most: 1 / least,
});
const inSeconds = ({ median, least, most }: Spread): string =>
  `${figure(median)} s (${figure(least)}–${figure(most)})`;

export async function timed(work: () => Promise<unknown>) {
  const [began, cpu] = [performance.now(), cpuSeconds(process.pid)];
  await work();
  return { units: 1, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds(process.pid) - cpu };
}

/** One item of a closed period, each time another, is told anew and accepted. */
export async function correctOne(client: pg.Client, periodId: string): Promise<void> {
  const { rows } = await client.query<{ id: string; report: string }>(
    `SELECT id, report_id AS report FROM opinion_item WHERE period_id = $1 AND revision = 1 LIMIT 1`,
    [periodId],
  );
  const { id, report } = rows[0]!;
  await client.query(supersedeItemsSql, [[id], 'Tính lại']);
  await client.query(`UPDATE opinion_item SET tendency = 'oppose' WHERE id = $1`, [id]);
  await client.query(acceptItemsSql, [report, [], 'province']);
}

/** The product's processor on a report of its own; what each step took is added to `steps`. */
export async function buildOnce(
  dataSource: DataSource,
  client: pg.Client,
  periodId: string,
  steps: Record<string, number[]>,
): Promise<void> {
  const [aggregateId, jobId] = [randomUUID(), randomUUID()];
  await client.query('TRUNCATE aggregate_release, aggregate_report CASCADE');
  await client.query(
    `INSERT INTO aggregate_report (id, period_id, state, title, job_id, version) VALUES ($1, $2, 'building', 'Tháng', $3, 1)`,
    [aggregateId, periodId, jobId],
  );
  const transactions = new Transactions(dataSource, new WorkContext());
  let last: { step: string; began: number } | undefined;
  const lap = (step?: string): void => {
    const now = performance.now();
    if (last) (steps[last.step] ??= []).push((now - last.began) / 1000);
    last = step === undefined ? undefined : { step, began: now };
  };
  const job: JobHandle = {
    id: jobId,
    attempt: 1,
    fence: 1,
    createdAt: new Date(),
    signal: new AbortController().signal,
    progress: async (_, step) => lap(step),
    commit: (work) => transactions.run(work),
  };
  await new AggregateBuildProcessor(dataSource).process({ aggregateId }, job);
  lap();
}
