import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import { registry } from '#apps/registry/src/registry.service-definition';
import { appUrl, migrate } from '#persistence/provision';
import { type Cast, prepareCast } from './filing-cast.js';
import { startEmbeddedProduct } from './embedded-product.js';
import { compareServers } from './compare-servers.js';
import { Child, type Cleanup, freePorts, ownDatabase, startProduct } from './processes.js';
import { ownTopology, type Servers } from './servers.js';

const COUNT = 1_200;

/** Filing a report, in both topologies, against a bare server on the same PostgreSQL. */
export async function filing(
  servers: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const load = Child.start('load', cleanup);
  const parts = [await embedded(load, cleanup, say), await throughGateway(servers, load, cleanup, say)];
  return parts.join('\n\n');
}

async function embedded(load: Child, cleanup: Cleanup, say: (line: string) => void): Promise<string> {
  const { url, pid, password, cluster, roleSecret } = await startEmbeddedProduct(cleanup);
  const cast = await prepareCast(url, password);
  // Dropped with the cluster itself.
  const bare = await bareServer(await ownDatabase(cluster, 'bench_bare', []), roleSecret, cast, cleanup);
  const contenders = [
    { name: 'bare', url: bare.url, pids: [bare.pid] },
    { name: 'embedded', url: pathOf(url), pids: [pid] },
  ];
  return `### Embedded\n\n${describe(cast)}\n\n${await compareServers(contenders, load, asked(cast), say)}`;
}

async function throughGateway(
  servers: Servers,
  load: Child,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const prefix = await ownTopology(servers.rabbitmq, cleanup);
  const password = randomBytes(12).toString('hex');
  const secret = randomBytes(12).toString('hex');
  const database = await ownDatabase(servers.postgres, 'bench_filing', cleanup);
  await migrate([registry.database, reporting.database], database, secret);
  const [gatewayPort, registryPort, reportingPort] = (await freePorts(3)) as [number, number, number];
  const environment = {
    RABBITMQ_URL: servers.rabbitmq,
    LANGNGHE_NAME_PREFIX: prefix,
    LANGNGHE_ADMIN_PASSWORD: password,
    LANGNGHE_RATE_LIMIT: '100000000',
    LANGNGHE_REGISTRY_URL: `http://127.0.0.1:${registryPort}`,
    LANGNGHE_REPORTING_URL: `http://127.0.0.1:${reportingPort}`,
  };
  const service = (name: 'registry' | 'reporting', port: number): Promise<number> =>
    startProduct(
      name,
      { ...environment, PORT: String(port), DATABASE_URL: appUrl(database, name, secret) },
      cleanup,
    );
  // Reporting first: what registry publishes before anyone listens passes by.
  const reportingPid = await service('reporting', reportingPort);
  await service('registry', registryPort);
  const gatewayPid = await startProduct('gateway', { ...environment, PORT: String(gatewayPort) }, cleanup);
  const url = `http://127.0.0.1:${gatewayPort}`;
  const cast = await prepareCast(url, password);

  const bare = await bareServer(
    await ownDatabase(servers.postgres, 'bench_bare', cleanup),
    secret,
    cast,
    cleanup,
  );
  const contenders = [
    { name: 'bare', url: bare.url, pids: [bare.pid] },
    { name: 'gateway and reporting', url: pathOf(url), pids: [gatewayPid, reportingPid] },
    { name: 'reporting alone', url: pathOf(environment.LANGNGHE_REPORTING_URL), pids: [reportingPid] },
  ];
  return `### Through the separate gateway\n\n${await compareServers(contenders, load, asked(cast), say)}`;
}

const asked = ({ take }: Cast) => ({ take, count: COUNT, unit: 'reports' });

const pathOf = (url: string): string => `${url}/v1/reporting/opinion-reports`;

/** The same schema in a database of its own, with the one period and appointment that its rows refer to. */
async function bareServer(
  database: string,
  secret: string,
  cast: Cast,
  cleanup: Cleanup,
): Promise<{ url: string; pid: number }> {
  await migrate([reporting.database], database, secret);
  const { periodId, appointmentId, personId } = cast;
  const client = new pg.Client({ connectionString: database, options: '-c search_path=reporting' });
  await client.connect();
  await client.query(
    `INSERT INTO reporting_period (id, code, kind, starts_on, ends_on, due_at, state, version)
     VALUES ($1, '2026-01', 'monthly', '2026-01-01', '2026-01-31', now(), 'open', 1)`,
    [periodId],
  );
  await client.query(
    `INSERT INTO appointment VALUES ($1, $2, 'collaborator', 'commune', gen_random_uuid(), gen_random_uuid(), '2026-01-01', NULL, 'appointed', 1)`,
    [appointmentId, personId],
  );
  await client.end();
  const server = Child.start('bare-server', cleanup);
  const { url } = await server.ask<{ url: string }>({ databaseUrl: database, periodId, appointmentId });
  return { url: `${url}/opinion-reports`, pid: server.pid };
}

function describe({ meanBytes, meanItems }: Cast): string {
  return `Reports of ${meanItems.toFixed(1)} items and ${(meanBytes / 1000).toFixed(1)} kB on average.`;
}
