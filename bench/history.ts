import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { PeriodsService } from '#apps/reporting/src/periods/periods.service';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import { dataSourceOptions } from '#persistence/data-source';
import { appUrl, migrate } from '#persistence/provision';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { buildOnce, correctOne, timed } from './aggregate.js';
import { monthOfItems } from './aggregate-month.js';
import { compare, type Contender, table } from './harness.js';
import { type Cleanup, ownDatabase } from './processes.js';
import type { Servers } from './servers.js';

const ROUNDS = 7;
const ITEMS = 20_000;

/** So many months like the one that is there, before it. */
const monthsBefore = (count: number): string[] => [
  `CREATE TEMP TABLE month AS
   SELECT gen_random_uuid() AS id, ('2026-01-01'::date - n * interval '1 month')::date AS first FROM generate_series(1, ${count}) AS n`,
  `INSERT INTO reporting_period (id, code, kind, starts_on, ends_on, due_at, state, version)
   SELECT id, to_char(first, 'YYYY-MM'), 'monthly', first, (first + interval '1 month - 1 day')::date,
          first + interval '1 month 5 days', 'closed', 1 FROM month`,
  `CREATE TEMP TABLE copy AS
   SELECT gen_random_uuid() AS id, report.id AS of, month.id AS period_id FROM opinion_report AS report, month`,
  `INSERT INTO opinion_report
     (id, period_id, appointment_id, person_id, kind, channel, ord, state, filed_at, on_time, item_count, version)
   SELECT copy.id, copy.period_id, appointment_id, person_id, kind, channel, ord, state, filed_at, on_time, item_count, version
     FROM copy JOIN opinion_report AS report ON report.id = copy.of`,
  `INSERT INTO opinion_item
     (id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence, conversations,
      meetings, places, intensity, trend, rumour, summary, proposals, state, revision, known_from, decided_at)
   SELECT gen_random_uuid(), copy.id, position, copy.period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence,
          conversations, meetings, places, intensity, trend, rumour, summary, proposals, state, revision, known_from, decided_at
     FROM copy JOIN opinion_item AS item ON item.report_id = copy.of`,
  'VACUUM (ANALYZE) opinion_item',
  'ANALYZE',
];

/** A month that a history lies behind. */
interface Ground {
  months: number;
  client: pg.Client;
  dataSource: DataSource;
  periodId: string;
}

/**
 * Closing a month and building its report, where three months lie behind it and where sixty do; and building it anew after a
 * late correction of one item.
 */
export async function history(
  { postgres }: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const few = await ground(postgres, 3, cleanup, say);
  const many = await ground(postgres, 60, cleanup, say);
  const lines = await compare([closing(few), closing(many), correcting(many)], ROUNDS, say);
  return `Months of ${ITEMS.toLocaleString('en')} items.\n\n${table(lines, 'months')}`;
}

async function ground(
  postgres: string,
  months: number,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<Ground> {
  const database = await ownDatabase(postgres, `bench_history_${months}`, cleanup);
  const secret = randomBytes(12).toString('hex');
  await migrate([reporting.database], database, secret);
  const client = new pg.Client({ connectionString: database, options: '-c search_path=reporting,public' });
  await client.connect();
  cleanup.push(() => client.end());
  say(`making ${months} months`);
  for (const statement of monthOfItems)
    await client.query(statement.replace('generate_series(1, 1000000)', `generate_series(1, ${ITEMS})`));
  const { rows } = await client.query<{ id: string }>('SELECT id FROM reporting_period');
  for (const statement of monthsBefore(months)) await client.query(statement);
  const options = dataSourceOptions(reporting.database, appUrl(database, 'reporting', secret), 2);
  const dataSource = await new DataSource(options).initialize();
  cleanup.push(() => dataSource.destroy());
  return { months, client, dataSource, periodId: rows[0]!.id };
}

function closing({ months, client, dataSource, periodId }: Ground): Contender {
  const periods = new PeriodsService(new Transactions(dataSource, new WorkContext()));
  return {
    name: `${months} months behind it`,
    turn: async () => {
      for (const table of ['expected_report', 'kept_count'])
        await client.query(`DELETE FROM ${table} WHERE period_id = $1`, [periodId]);
      await client.query(`UPDATE reporting_period SET state = 'open', version = 1 WHERE id = $1`, [periodId]);
      return timed(async () => {
        await periods.close(periodId, 1);
        await buildOnce(dataSource, client, periodId, {});
      });
    },
  };
}

/** The month is closed since its last turn. */
function correcting({ months, client, dataSource, periodId }: Ground): Contender {
  return {
    name: `late correction, ${months} behind it`,
    turn: () =>
      timed(async () => {
        await correctOne(client, periodId);
        await buildOnce(dataSource, client, periodId, {});
      }),
  };
}
