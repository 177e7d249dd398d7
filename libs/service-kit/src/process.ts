import { StartError } from './config.js';

/** What a process has to shut down, last thing first. */
export interface Stoppable {
  close(): Promise<unknown>;
}

/** Seconds a process may take to end after SIGTERM before it ends itself; below the 30 s of Kubernetes. */
const GRACE_SECONDS = 25;

/**
 * Ends the process cleanly on SIGTERM and SIGINT: what is in flight is finished, then everything is closed in
 * the given order. A second signal ends it at once.
 */
export function closeOnSignals(...parts: Stoppable[]): void {
  const stop = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130));
    setTimeout(() => process.exit(1), GRACE_SECONDS * 1000).unref();
    for (const part of parts) await part.close().catch(() => undefined);
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

/** Runs the body of a process; a wrong start is said plainly, anything else with its stack. Ends with code 1. */
export async function runProcess(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const text =
      error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
