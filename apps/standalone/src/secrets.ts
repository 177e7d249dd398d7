import { randomBytes } from 'node:crypto';
import { appUrl } from '#persistence/provision';
import { readSettings } from '#service-kit/config';
import { runProcess } from '#service-kit/process';
import { survey } from '../../survey/src/survey.service-definition.js';
import { services } from './services.js';

const secret = (): string => randomBytes(24).toString('hex');

/**
 * Prints the secrets of a new installation as KEY=value lines: for `.env` beside docker-compose.yml, or for
 * `kubectl create secret generic langnghe --from-env-file`. Servers that are there already are named in
 * DATABASE_URL (as its owner), RABBITMQ_URL and REDIS_URL; for the others a password is made.
 */
await runProcess(async () => {
  const made = { POSTGRES_PASSWORD: secret(), RABBITMQ_PASSWORD: secret(), REDIS_PASSWORD: secret() };
  const given = readSettings(process.env);
  const roles = given.LANGNGHE_ROLE_SECRET ?? secret();
  const owner = given.DATABASE_URL ?? `postgres://langnghe:${made.POSTGRES_PASSWORD}@postgres:5432/langnghe`;
  const lines = {
    ...(!given.DATABASE_URL && { POSTGRES_PASSWORD: made.POSTGRES_PASSWORD }),
    ...(!given.RABBITMQ_URL && { RABBITMQ_PASSWORD: made.RABBITMQ_PASSWORD }),
    ...(!given.REDIS_URL && { REDIS_PASSWORD: made.REDIS_PASSWORD }),
    DATABASE_URL: owner,
    RABBITMQ_URL: given.RABBITMQ_URL ?? `amqp://langnghe:${made.RABBITMQ_PASSWORD}@rabbitmq:5672`,
    REDIS_URL: given.REDIS_URL ?? `redis://:${made.REDIS_PASSWORD}@redis:6379`,
    LANGNGHE_ROLE_SECRET: roles,
    LANGNGHE_ADMIN_PASSWORD: given.LANGNGHE_ADMIN_PASSWORD ?? secret(),
    // What each service connects with: its own role, which owns nothing.
    ...Object.fromEntries(
      services.map(({ name, database }) => [
        `LANGNGHE_${name.toUpperCase()}_DATABASE_URL`,
        appUrl(owner, database.schema, roles),
      ]),
    ),
    LANGNGHE_VAULT_DATABASE_URL: appUrl(owner, survey.vault!.schema, roles),
  };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`${name}=${value}\n`);
});
