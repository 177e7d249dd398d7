import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverIsThere } from '#testing/servers';
import { startDistributed, startEmbeddedProcess } from './installation.js';

/** Something that is played through the public API of a product that was just started. */
export type Play<T> = (url: string, administrator: string) => Promise<T>;

const servers = await Promise.all([
  serverIsThere('rabbitmq'),
  serverIsThere('redis'),
  serverIsThere('postgres'),
]);

async function embedded<T>(play: Play<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'langnghe-play-'));
  const password = randomBytes(12).toString('hex');
  const product = await startEmbeddedProcess(folder, {
    LANGNGHE_ADMIN_PASSWORD: password,
    LANGNGHE_RATE_LIMIT: '1000000',
  });
  try {
    return await play(product.url, password);
  } finally {
    await product.stop('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

async function distributed<T>(play: Play<T>): Promise<T> {
  const installation = await startDistributed();
  try {
    return await play(installation.url, installation.password);
  } finally {
    await installation.stop();
  }
}

/** Both ways to run, by name, and whether this host has what each needs. */
export const topologies = [
  ['embedded', embedded, true],
  ['distributed', distributed, servers.every(Boolean)],
] as const;
