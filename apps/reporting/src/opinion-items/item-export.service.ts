import { AsyncResource } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, QueryRunner, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { OpinionItemExportQuery } from '#contracts/opinion-items';
import { Problem } from '#contracts/problem';
import { csvLines } from '#documents/sheets';
import { asProblem } from '#persistence/postgres-problems';
import { Transactions } from '#persistence/transactions';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { foundItems, type ItemInReport } from './opinion-items.queries.js';

/** How many rows are in memory at once. */
const batch = 500;
/** Each holds a connection to the database while it is read. */
const most = 2;
/** For how long whoever asked may take nothing before the connection is needed for others. */
const patienceMs = 60_000;

const columns: Record<string, string> = {
  periodCode: 'period.code',
  kind: 'report.kind',
  reportState: 'report.state',
  filedAt: `to_char(report.filedAt AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  reportId: 'report.id',
  itemId: 'item.id',
  state: 'item.state',
  areaCode: 'area.code',
  areaName: 'area.name',
  topic: 'item.topic',
  strata: `array_to_string(item.strata, ' ')`,
  tendency: 'item.tendency',
  prevalence: 'item.prevalence',
  conversations: 'item.conversations',
  meetings: 'item.meetings',
  places: 'item.places',
  intensity: 'item.intensity',
  trend: 'item.trend',
  rumour: 'item.rumour',
  summary: 'item.summary',
  proposals: `array_to_string(item.proposals, E'\\n')`,
  assessment: 'item.assessment',
  proposedSolution: 'item.proposedSolution',
};

const titles = Object.keys(columns);

/** Hands out items as a table of any length. */
@Injectable()
export class ItemExportService {
  private running = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The items that a search would show, as CSV with a line of titles, read from the database as fast as the reader takes
   * them, all as of one moment. It is recorded before the first and, with how many there were, after the last.
   * @throws Problem 503 while others are being made.
   */
  async csv(query: z.infer<typeof OpinionItemExportQuery>, { reach }: Caller): Promise<Readable> {
    if (this.running >= most) {
      const detail = `${most} exports are being made`;
      throw Problem.of('service.unavailable', { detail, retryAfterSeconds: 30 });
    }
    this.running += 1;
    const runner = this.dataSource.createQueryRunner();
    const end = async (): Promise<void> => {
      this.running -= 1;
      // Nothing was changed, and a connection that is gone has nothing to take back.
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    };
    try {
      await runner.startTransaction('REPEATABLE READ');
      const [sql, parameters] = exported(foundItems(runner.manager, query, reach)).getQueryAndParameters();
      // A connection in pipeline mode takes no portals of the driver's.
      await runner.query(`DECLARE found NO SCROLL CURSOR FOR ${sql}`, parameters);
      const first = await fetchFrom(runner);
      const { search, ...narrowing } = query;
      // What is searched for may be a name.
      await this.record('opinion-item.export', { query: narrowing, searched: search !== undefined });
      // Rows are read on behalf of the response, which knows nothing of who asked.
      const done = AsyncResource.bind((rows: number) => this.record('opinion-item.exported', { rows }));
      const giveUp = (): unknown => stream.destroy(new Error('Nobody takes the rows'));
      const stream: Readable = Readable.from(chunks(runner, first, { done, giveUp }));
      return stream.once('close', () => void end());
    } catch (error) {
      await end();
      throw asProblem(error);
    }
  }

  private record(action: string, details: Record<string, unknown>): Promise<void> {
    return this.transactions.run(async (unit) => unit.audit({ action, entity: 'opinion-item:*', details }));
  }
}

const fetchFrom = (runner: QueryRunner): Promise<Record<string, unknown>[]> =>
  runner.query(`FETCH ${batch} FROM found`);

async function* chunks(
  runner: QueryRunner,
  first: Record<string, unknown>[],
  { done, giveUp }: { done: (rows: number) => Promise<void>; giveUp: () => unknown },
): AsyncGenerator<string> {
  let waiting: NodeJS.Timeout | undefined;
  let rows = 0;
  try {
    yield csvLines([titles]);
    for (let page = first; page.length > 0; page = await fetchFrom(runner)) {
      rows += page.length;
      waiting = setTimeout(giveUp, patienceMs);
      yield csvLines(page.map((row) => titles.map((title) => row[title])));
      clearTimeout(waiting);
    }
    await done(rows);
  } finally {
    clearTimeout(waiting);
  }
}

function exported(select: SelectQueryBuilder<ItemInReport>): SelectQueryBuilder<ItemInReport> {
  select
    .innerJoin(ReportingPeriodEntity, 'period', 'period.id = item.periodId')
    .innerJoin('area', 'area', 'area.id = item.areaId')
    .select([]);
  for (const [name, expression] of Object.entries(columns)) select.addSelect(expression, name);
  return select.orderBy('report.createdAt').addOrderBy('item.id');
}
