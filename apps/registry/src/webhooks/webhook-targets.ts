import { lookup as lookUp } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';
import { faultOfUrl, isPublicAddress, literalAddress, notPublic } from './webhook-targets.rules.js';

/** Finds the addresses of a name. */
export type Resolver = (name: string) => Promise<{ address: string; family: number }[]>;

/** A receiver that deliveries must not be sent to. */
export class RefusedTarget extends Error {}

/** Injection token of a {@link Resolver} other than the system's. */
export const RESOLVER = Symbol('Resolver');

/** Keeps webhooks from reaching into private networks, when they are registered and again whenever they connect. */
@Injectable()
export class WebhookTargets {
  private readonly privateTargets: boolean;

  constructor(
    @Optional() @Inject(WEBHOOK_SETTINGS) settings?: WebhookSettings,
    @Optional() @Inject(RESOLVER) private readonly resolve: Resolver = (name) => lookUp(name, { all: true }),
  ) {
    this.privateTargets = settings?.privateTargets ?? false;
  }

  /**
   * Checks an address as it is registered; it must also be known by name just now.
   * @throws Problem 422 `webhook.target-refused`
   */
  async check(url: string): Promise<void> {
    const fault = faultOfUrl(url, this.privateTargets) ?? (await this.faultOfName(url));
    if (fault) {
      const errors = [{ path: 'url', message: fault }];
      throw Problem.unprocessable('webhook.target-refused', 'Webhooks cannot be sent there', { errors });
    }
  }

  /**
   * Checks what can be checked without a look-up, which leaves names to {@link lookup}.
   * @throws RefusedTarget
   */
  checkUrl(url: string): void {
    const fault = faultOfUrl(url, this.privateTargets);
    if (fault) throw new RefusedTarget(fault);
  }

  /** For the connection itself: it gets the very addresses that were checked, so a name cannot change in between. */
  readonly lookup: LookupFunction = (name, { all }, callback) => {
    this.addressesOf(name).then(
      (addresses) => {
        if (all) callback(null, addresses);
        else callback(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: Error) => callback(error, ''),
    );
  };

  private async faultOfName(url: string): Promise<string | undefined> {
    if (literalAddress(url)) return undefined;
    try {
      await this.addressesOf(new URL(url).hostname);
      return undefined;
    } catch (error) {
      return error instanceof RefusedTarget ? error.message : 'Its name is not known';
    }
  }

  /** One private address among several is one too many: which of them is taken is chance. */
  private async addressesOf(name: string): ReturnType<Resolver> {
    const addresses = await this.resolve(name);
    if (addresses.length === 0) throw new Error('Its name is not known');
    if (!this.privateTargets && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new RefusedTarget(notPublic);
    return addresses;
  }
}
