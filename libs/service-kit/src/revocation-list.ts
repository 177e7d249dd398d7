import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Revocations } from '#auth/revocations';
import type { RevokedAccess } from '#contracts/access';
import { ChannelListener } from '#jobs/channel-listener';
import { keepRevokedAccess, revokedAccessSql, revokedChannel } from '#persistence/revoked-access';
import type { Transactions } from '#persistence/transactions';

const PAUSE_MS = 500;

/**
 * Keeps what the guard remembers of revoked access in step with the service's table: read before the first request,
 * again whenever a replica has written to it, and after each lost connection.
 */
export class RevocationList implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RevocationList.name);
  private readonly listener: ChannelListener;
  private readonly stopping = new AbortController();
  /** One after the other: an older answer that came late would bring back what is refused. */
  private refreshed = Promise.resolve();

  /** @param url of the service's application role. */
  constructor(
    schema: string,
    url: string,
    private readonly revocations: Revocations,
    private readonly transactions: Transactions,
  ) {
    this.listener = new ChannelListener(
      url,
      revokedChannel(schema),
      () => void (this.refreshed = this.refreshed.then(() => this.refresh())),
      (error) => this.logger.warn(error.message),
    );
  }

  async onModuleInit(): Promise<void> {
    await this.load();
    this.listener.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listener.stop();
  }

  /** Remembers what the registry has revoked. */
  async keep(revoked: RevokedAccess): Promise<void> {
    await this.transactions.run((unit) => keepRevokedAccess(unit, [revoked]));
  }

  private async refresh(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        return await this.load();
      } catch (error) {
        this.logger.warn((error as Error).message);
        await delay(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async load(): Promise<void> {
    this.revocations.replace(await this.transactions.manager.query<RevokedAccess[]>(revokedAccessSql));
  }
}
