import { readSettings } from '#service-kit/config';
import { migrate } from '#persistence/provision';
import { runProcess } from '#service-kit/process';
import { databases } from './services.js';

/** Creates roles and schemas and migrates them, as the owner in DATABASE_URL. */
await runProcess(async () => {
  const settings = readSettings(process.env, ['DATABASE_URL', 'LANGNGHE_ROLE_SECRET']);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await migrate(databases, settings.DATABASE_URL, settings.LANGNGHE_ROLE_SECRET, say);
});
