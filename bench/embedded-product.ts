import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, type Cleanup } from './processes.js';

/** The whole product in a process of its own, on its own PostgreSQL, which a limit can use too. */
export interface EmbeddedProduct {
  url: string;
  pid: number;
  /** Of the first administrator. */
  password: string;
  folder: string;
  /** Of the cluster's superuser. */
  cluster: string;
  /** Of the same, on the product's own database. */
  productUrl: string;
  /** What the passwords of the application roles are derived from. */
  roleSecret: string;
}

export async function startEmbeddedProduct(cleanup: Cleanup): Promise<EmbeddedProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'langnghe-bench-'));
  cleanup.push(() => rm(folder, { recursive: true, force: true }));
  // As root, PostgreSQL runs as another user, who must get in.
  await chmod(folder, 0o755);
  const password = randomBytes(12).toString('hex');
  const server = Child.start('embedded-server', cleanup, await flagsOfStart());
  const { url } = await server.ask<{ url: string }>({ folder, password });
  const secrets = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as {
    database: string;
    roles: string;
  };
  const port = (await readFile(join(folder, 'postgresql', 'postmaster.pid'), 'utf8')).split('\n')[3]!;
  const cluster = `postgres://postgres:${secrets.database}@127.0.0.1:${port}/postgres`;
  const productUrl = Object.assign(new URL(cluster), { pathname: '/langnghe' }).toString();
  return { url, pid: server.pid, password, folder, cluster, productUrl, roleSecret: secrets.roles };
}

/** Flags that `npm start` gives Node. */
async function flagsOfStart(): Promise<string[]> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.match(/--\S+=\S+/g) ?? [];
}
