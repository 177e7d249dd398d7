import { startEmbedded } from '#apps/standalone/src/embedded';
import { readSettings } from '#service-kit/config';
import { answerParent } from './processes.js';

/** The whole product in one process, as `npm start` runs it, on a folder of the benchmark's own. */
answerParent(async ({ folder, password }: { folder: string; password: string }) => {
  const settings = readSettings({
    PORT: '0',
    LANGNGHE_DATA_DIR: folder,
    LANGNGHE_ADMIN_PASSWORD: password,
    LANGNGHE_LOG_LEVEL: 'warn',
    LANGNGHE_RATE_LIMIT: '100000000',
  });
  const embedded = await startEmbedded(settings, () => undefined);
  process.once('SIGTERM', () => void embedded.stop().then(() => process.exit(0)));
  return { url: embedded.url };
});
