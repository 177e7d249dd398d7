import { createTransport } from 'nodemailer';
import type { MailSettings } from './mail.settings.js';
import type { MailText } from './mail-text.rules.js';

/** All of it is shorter than the lease of a mail. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
const SEND_MS = 60_000;

/** A mail as it goes to the server. */
export interface OutgoingMail extends MailText {
  /** The same whenever this mail is sent, so that a second copy can be told. */
  id: string;
  to: string;
  /** How its reader stops such mail; null where it cannot be stopped. */
  unsubscribe: { token: string; kind: string | null } | null;
}

/** The connections to the mail server; whoever opens it closes it. */
export class MailCarrier {
  private readonly transport;

  constructor(private readonly settings: MailSettings) {
    this.transport = createTransport({
      ...timeouts,
      pool: true,
      maxConnections: 3,
      // A password never goes over a line that is not encrypted; the query of the URL may say otherwise.
      requireTLS: new URL(settings.url).username !== '',
      url: settings.url,
    });
  }

  /** @throws Error of nodemailer when the server has not taken it. */
  async send({ id, to, unsubscribe, ...text }: OutgoingMail): Promise<void> {
    const { from } = this.settings;
    await this.transport.sendMail({
      ...text,
      from,
      to,
      messageId: `<${id}@${domainOf(from)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe && this.listHeaders(unsubscribe)) },
      signal: AbortSignal.timeout(SEND_MS),
    });
  }

  close(): void {
    this.transport.close();
  }

  private listHeaders({ token, kind }: NonNullable<OutgoingMail['unsubscribe']>): Record<string, string> {
    const { from, publicUrl } = this.settings;
    if (publicUrl === null) return { 'List-Unsubscribe': `<mailto:${addressOf(from)}?subject=unsubscribe>` };
    const url = new URL('/v1/registry/notification-preferences/unsubscribe', publicUrl);
    url.searchParams.set('token', token);
    if (kind) url.searchParams.set('kind', kind);
    return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  }
}

const addressOf = (from: string): string => /<(.+)>$/.exec(from)?.[1] ?? from;
const domainOf = (from: string): string => addressOf(from).split('@').at(-1)!;
