import { readSettings } from '#service-kit/config';
import { closeOnSignals, runProcess } from '#service-kit/process';
import { startEmbedded } from './embedded.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runProcess(async () => {
  // People read this process's output: only what is wrong goes to the log, unless asked otherwise.
  const settings = readSettings({ LANGNGHE_LOG_LEVEL: 'warn', ...process.env });
  const started = Date.now();
  const embedded = await startEmbedded(settings, (line) => say(`  ${line}`));
  closeOnSignals({
    close: async () => {
      say('Stopping …');
      await embedded.stop();
      say('Stopped.');
    },
  });
  const { url, firstAdministrator: admin } = embedded;
  const lines = [
    `Lắng Nghe is ready after ${((Date.now() - started) / 1000).toFixed(1)} s: ${url}`,
    `  API and its documentation: ${url}/docs`,
  ];
  if (admin && settings.LANGNGHE_ADMIN_PASSWORD === undefined) {
    lines.push(`  First administrator (shown this once): ${admin.username} / ${admin.password}`);
  }
  say(lines.join('\n'));
});
