import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';
import type { Attempt } from './webhook-retry.rules.js';
import { WebhookTargets } from './webhook-targets.js';

const TIMEOUT_MS = 15_000;
const MAX_REASON = 200;

/** A signed message on its way. */
export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Posts messages. Each goes over a connection of its own, whose address was checked; redirects are not followed,
 * and of an answer only its status and `Retry-After` are looked at.
 */
@Injectable()
export class WebhookSender {
  private readonly timeoutMs: number;
  /** Left out: those of Node, NODE_EXTRA_CA_CERTS among them. */
  private readonly trust: { ca?: string[] };

  constructor(
    private readonly targets: WebhookTargets,
    @Optional() @Inject(WEBHOOK_SETTINGS) settings?: WebhookSettings,
  ) {
    this.timeoutMs = settings?.timeoutMs ?? TIMEOUT_MS;
    this.trust = settings?.authorities ? { ca: [...rootCertificates, settings.authorities] } : {};
  }

  /** How it went. @throws what `stop` was aborted with; then it is not known whether it arrived. */
  async send(message: Outgoing, stop: AbortSignal): Promise<Attempt> {
    const began = performance.now();
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const outcome = await this.post(message, AbortSignal.any([stop, timeout])).catch((error: Error) => {
      stop.throwIfAborted();
      return { status: null, error: timeout.aborted ? this.tooLate : reasonOf(error) };
    });
    return { ...outcome, milliseconds: Math.round(performance.now() - began) };
  }

  private get tooLate(): string {
    return `No answer within ${this.timeoutMs / 1_000} s`;
  }

  private async post(
    { url, headers, body }: Outgoing,
    signal: AbortSignal,
  ): Promise<Omit<Attempt, 'milliseconds'>> {
    this.targets.checkUrl(url);
    const { lookup } = this.targets;
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const post = request(
        url,
        { method: 'POST', agent: false, headers, lookup, signal, ...this.trust },
        (response) => {
          // The rest of the answer is let go by, until the time is over.
          response.on('error', () => undefined).resume();
          const retryAfter = response.headers['retry-after'];
          resolve({ status: response.statusCode!, error: null, retryAfter });
        },
      );
      post.on('error', reject).end(body);
    });
  }
}

/** Connecting to several addresses fails with one error for each. */
function reasonOf(error: Error & { code?: string }): string {
  return (error.message || error.code || error.name).slice(0, MAX_REASON);
}
