import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Listens on one channel of PostgreSQL, and connects again with growing pauses when the connection is lost. */
export class ChannelListener {
  private client?: pg.Client;
  private readonly stopped = new AbortController();

  /** `onNotify` is also called after each connect, since notifications may have been missed before. */
  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly onNotify: () => void,
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    void this.keepListening();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.client?.end().catch(() => undefined);
  }

  private async keepListening(): Promise<void> {
    const { signal } = this.stopped;
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      const client = new pg.Client({
        connectionString: this.url,
        application_name: `langnghe-${this.channel}`,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      });
      this.client = client;
      const ended = new Promise((resolve) => client.once('end', resolve));
      client.on('error', this.onError);
      client.on('notification', this.onNotify);
      try {
        await client.connect();
        await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
        pause = 100;
        this.onNotify();
        await ended;
      } catch (error) {
        if (!signal.aborted) this.onError(error as Error);
      }
      await client.end().catch(() => undefined);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
