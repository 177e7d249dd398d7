import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { vi } from 'vitest';

const script = join(import.meta.dirname, '../../apps/standalone/src/secrets.ts');

/** What `npm run secrets` prints, as the lines of an `.env` file. */
export async function installationSecrets(
  given: Record<string, string> = {},
): Promise<Record<string, string>> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  try {
    // The query makes it another module each time: the script runs when it is imported.
    await import(/* @vite-ignore */ `${script}?${randomUUID()}`);
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
  }
  return Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}
