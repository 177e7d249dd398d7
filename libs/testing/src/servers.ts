import { connect } from 'node:net';

/** URLs of the servers that some tests need; set them to use others than the ones on this host. */
export const serverUrls = {
  rabbitmq: process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672',
  redis: process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
  postgres: process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
};

/**
 * Whether the named server answers. Without it the tests that need it are skipped, loudly;
 * with `CI=true` its absence is an error.
 */
export async function serverIsThere(name: keyof typeof serverUrls): Promise<boolean> {
  const url = new URL(serverUrls[name]);
  const there = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), timeout: 2_000 });
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('timeout', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (there) return true;
  const message = `${name} does not answer at ${url.host}`;
  if (process.env['CI'] === 'true') throw new Error(`${message}, and CI=true forbids skipping`);
  console.warn(`SKIPPED: ${message}; tests that need it do not run`);
  return false;
}
