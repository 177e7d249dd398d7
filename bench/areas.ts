import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AreaNumbering } from '#apps/registry/src/areas/area-numbering';
import { AreaRecordsService } from '#apps/registry/src/areas/area-records.service';
import { AreasService } from '#apps/registry/src/areas/areas.service';
import { CrosswalksService } from '#apps/registry/src/areas/crosswalks.service';
import { registry } from '#apps/registry/src/registry.service-definition';
import { sheetTypes } from '#documents/sheets';
import { dataSourceOptions } from '#persistence/data-source';
import { appUrl, migrate } from '#persistence/provision';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { inventedHistory } from './area-history.js';
import { compare, type Contender, figure, type Spread, spread, table, withSpread } from './harness.js';
import { type Cleanup, cpuSeconds, ownDatabase } from './processes.js';
import type { Servers } from './servers.js';

const ROUNDS = 5;
const QUERIES = 20;
/** Before the reform, which the crosswalk crosses together with many smaller ones. */
const THEN = '2010-06-01';
const NOW = '2026-01-01';

const tables = ['area', 'area_succession', 'area_node'];

/** The subtree of the province P07 by its numbers, in one statement. */
const subtreeSql = `
  SELECT a.* FROM area_node p JOIN area_node n ON n.lo BETWEEN p.lo AND p.hi JOIN area a ON a.id = n.area_id
   WHERE p.area_id = $1 AND p.tree_from <= $2 AND (p.tree_to IS NULL OR p.tree_to > $2)
     AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2) AND a.id <> $1 ORDER BY a.code`;

/** Shares of the lowest units of one day in those of another, multiplied along the way, in one statement. */
const crosswalkSql = `
  WITH RECURSIVE lowest AS (
    SELECT c.* FROM area c JOIN area d ON d.code = c.parent_code AND d.valid_from <= $1 AND (d.valid_to IS NULL OR d.valid_to > $1)
     WHERE c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1) AND ($3::text IS NULL OR d.parent_code = $3)
       AND c.type = 'commune'),
  way AS (
    SELECT id AS source, id, code, valid_to, 1::float8 AS share FROM lowest
    UNION ALL
    SELECT w.source, t.id, t.code, t.valid_to, w.share * coalesce(s.share, 1) FROM way w
      JOIN area_succession s ON s.from_code = w.code AND s.effective = w.valid_to AND s.effective <= $2
      JOIN area t ON t.code = s.to_code AND t.valid_from <= s.effective AND (t.valid_to IS NULL OR t.valid_to > s.effective))
  SELECT source, id, sum(share) FROM way WHERE valid_to IS NULL OR valid_to > $2 GROUP BY source, id`;

/** Importing the invented history of a whole country, and asking for trees and crosswalks in it. */
export async function areas(
  { postgres }: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const database = await ownDatabase(postgres, 'bench_areas', cleanup);
  const secret = randomBytes(12).toString('hex');
  await migrate([registry.database], database, secret);
  const client = new pg.Client({ connectionString: database, options: '-c search_path=registry,public' });
  await client.connect();
  cleanup.push(() => client.end());
  const dataSource = await new DataSource(
    dataSourceOptions(registry.database, appUrl(database, 'registry', secret), 2),
  ).initialize();
  cleanup.push(() => dataSource.destroy());
  const transactions = new Transactions(dataSource, new WorkContext());
  const records = new AreaRecordsService(transactions, new AreaNumbering());
  const units = new AreasService(transactions);
  const carrying = new CrosswalksService(transactions);
  const history = inventedHistory();
  const empty = () => client.query(`TRUNCATE ${tables.join()}, outbox, audit_entry CASCADE`);

  say(`importing ${history.areas.length} versions and ${history.successions.length} successions`);
  const imported = await records.import({ dryRun: false, ...history });
  if (!imported.applied) throw new Error(JSON.stringify(imported.problems.slice(0, 5)));
  const { bytes } = await records.export({ list: 'areas', format: 'xlsx' });
  for (const name of tables) await client.query(`CREATE TABLE bench_${name} AS TABLE ${name}`);
  const counts = await client.query<{ nodes: number; trees: number; days: number }>(
    `SELECT count(*)::int AS nodes, count(DISTINCT (root, tree_from))::int AS trees, count(DISTINCT tree_from)::int AS days FROM area_node`,
  );
  const { nodes, trees, days } = counts.rows[0]!;

  const importing = (name: string, work: () => Promise<unknown>): Contender => ({
    name,
    turn: async () => {
      await empty();
      return timed(history.areas.length, work);
    },
  });
  const imports = await compare(
    [
      importing('one statement a table', async () => {
        await client.query('BEGIN');
        for (const name of tables) await client.query(`INSERT INTO ${name} SELECT * FROM bench_${name}`);
        await client.query('COMMIT');
      }),
      importing('import', () => records.import({ dryRun: false, ...history })),
      importing('import of a workbook', () =>
        records.importFile({ bytes, mediaType: sheetTypes.xlsx }, { list: 'areas', dryRun: false }),
      ),
    ],
    ROUNDS,
    say,
  );

  await client.query('ANALYZE');
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM area WHERE code = 'P07'`);
  const id = rows[0]!.id;
  const asking = (name: string, work: () => Promise<unknown>, times = QUERIES): Contender => ({
    name,
    turn: () =>
      timed(times, async () => {
        for (let done = 0; done < times; done += 1) await work();
      }),
  });
  const subtrees = await compare(
    [
      asking('one statement', () => client.query(subtreeSql, [id, THEN])),
      asking('descendants, page by page', async () => {
        for (let cursor: string | undefined, more = true; more;) {
          const page = await units.descendants(id, { asOf: THEN, limit: 100, ...(cursor && { cursor }) });
          more = page.next !== null;
          cursor = page.next ?? undefined;
        }
      }),
    ],
    ROUNDS,
    say,
  );
  const crosswalks = (under: string | undefined, times: number) =>
    compare(
      [
        asking('one statement', () => client.query(crosswalkSql, [THEN, NOW, under ?? null]), times),
        asking('crosswalk', () => carrying.between({ from: THEN, to: NOW, ...(under && { under }) }), times),
      ],
      ROUNDS,
      say,
    );
  const ofProvince = await crosswalks('P07', QUERIES);
  const ofCountry = await crosswalks(undefined, 1);

  const renaming: number[] = [];
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    const operation = { operation: 'rename', code: `L000${round}`, name: 'Đơn vị khác' } as const;
    const { seconds } = await timed(1, () =>
      records.reorganise({ dryRun: false, effective: NOW, operations: [operation] }),
    );
    renaming.push(seconds);
  }
  return [
    `${figure(history.areas.length)} versions and ${figure(history.successions.length)} successions of a country make ` +
      `${figure(trees)} trees of ${figure(nodes)} numbered units, on ${days} days of change.`,
    `### Import\n\n${table(imports, 'versions')}\n\nThe whole: ${imports.map(inSeconds(history.areas.length)).join('; ')}.`,
    `### The subtree of a province on a day\n\n${table(subtrees, 'subtrees')}\n\nOne: ${subtrees.map(inMs).join('; ')}.`,
    `### The crosswalk of a province\n\n${table(ofProvince, 'crosswalks')}\n\nOne: ${ofProvince.map(inMs).join('; ')}.`,
    `### The crosswalk of the country\n\n${table(ofCountry, 'crosswalks')}\n\nOne: ${ofCountry.map(inMs).join('; ')}.`,
    `### An operation\n\nRenaming one commune in this history: ${withSpread(spread(renaming.map((seconds) => seconds * 1000)))} ms.`,
  ].join('\n\n');
}

const turned = ({ median, least, most }: Spread, units: number): Spread => ({
  median: units / median,
  least: units / most,
  most: units / least,
});
const inSeconds =
  (units: number) =>
  ({ name, rate }: { name: string; rate: Spread }): string =>
    `${name} ${withSpread(turned(rate, units))} s`;
const inMs = ({ name, rate }: { name: string; rate: Spread }): string =>
  `${name} ${withSpread(turned(rate, 1000))} ms`;

async function timed(units: number, work: () => Promise<unknown>) {
  const [began, cpu] = [performance.now(), cpuSeconds(process.pid)];
  await work();
  return { units, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds(process.pid) - cpu };
}
