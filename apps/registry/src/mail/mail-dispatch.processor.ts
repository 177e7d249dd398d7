import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import type { z } from 'zod';
import { mailDispatch, noticeKindRule } from '#contracts/notifications';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { afterQuietHours } from '../notifications/preferences.rules.js';
import { MailCarrier, type OutgoingMail } from './mail-carrier.js';
import { isRefusedAddress, pauseAfter, reasonOf, type SendingFailure } from './mail-failure.rules.js';
import { type ClaimedMail, type MailContents, MailOutbox } from './mail-outbox.js';
import { codeMail, digestMail, noticeMail } from './mail-text.rules.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';

/** So many mails are on their way at a time; one whose server is slow holds up only those behind it. */
const LANES = 3;

/** Retries, ends of quiet hours, and whatever nobody was woken for. */
const everyMinute = { name: 'registry.mail-dispatch', pattern: '* * * * *', data: {} };

/**
 * Sends the mail whose time has come. Its state is in the rows, each of which is settled as soon as it is sent: a job
 * is no more than the word that there is something to do.
 */
@Injectable()
@ProcessesJob(mailDispatch, [everyMinute])
export class MailDispatchProcessor implements JobProcessor<typeof mailDispatch.data> {
  private readonly logger = new Logger('Mail');

  constructor(
    private readonly outbox: MailOutbox,
    @Optional() @Inject(MAIL_SETTINGS) private readonly settings: MailSettings | null,
  ) {}

  async process(_: z.infer<typeof mailDispatch.data>, job: JobHandle): Promise<{ taken: number }> {
    // Without a server mail waits: whoever runs the installation is about to name one.
    if (!this.settings) return { taken: 0 };
    const carrier = new MailCarrier(this.settings);
    try {
      // Each to its end, also when one has failed: what is under way would be cut off and sent twice.
      const lanes = await Promise.allSettled(
        Array.from({ length: LANES }, () => this.work(carrier, job.signal)),
      );
      const failed = lanes.find((lane) => lane.status === 'rejected');
      if (failed) throw failed.reason;
      return { taken: lanes.reduce((sum, lane) => sum + (lane.status === 'fulfilled' ? lane.value : 0), 0) };
    } finally {
      carrier.close();
    }
  }

  /** One mail after the other, until none is due; how many. */
  private async work(carrier: MailCarrier, signal: AbortSignal): Promise<number> {
    for (let taken = 0; ; taken += 1) {
      signal.throwIfAborted();
      const mail = await this.outbox.claim();
      if (!mail) return taken;
      await this.deliver(mail, carrier);
    }
  }

  private async deliver(mail: ClaimedMail, carrier: MailCarrier): Promise<void> {
    const contents = await this.outbox.contentsOf(mail);
    const outgoing = this.compose(mail, contents);
    if (!outgoing) return this.outbox.drop(mail, 'Nothing to send any more, or nowhere to send it');
    const until = mail.urgent ? mail.now : afterQuietHours(mail.now, quietHoursOf(contents));
    if (until > mail.now) return this.outbox.hold(mail, until);
    try {
      await carrier.send(outgoing);
    } catch (error) {
      return this.failed(mail, error as SendingFailure, outgoing.to);
    }
    await this.outbox.sent(mail);
  }

  private async failed(mail: ClaimedMail, failure: SendingFailure, to: string): Promise<void> {
    const reason = reasonOf(failure, to);
    this.logger.warn(`mail ${mail.id}, attempt ${mail.attempts}: ${reason}`);
    const pauseSeconds = pauseAfter(mail.attempts);
    await this.outbox.fail(mail, { reason, forGood: isRefusedAddress(failure), pauseSeconds });
  }

  private compose(mail: ClaimedMail, { settings, notices }: MailContents): OutgoingMail | undefined {
    if (!settings) return undefined;
    const { address, pendingAddress, code, codeExpiresAt, unsubscribeToken: token } = settings;
    if (mail.purpose === 'address-code') {
      if (pendingAddress === null || code === null || codeExpiresAt! <= mail.now) return undefined;
      return { id: mail.id, to: pendingAddress, ...codeMail(code), unsubscribe: null };
    }
    const [first] = notices;
    if (address === null || !first) return undefined;
    const { publicUrl } = this.settings!;
    const envelope = { id: mail.id, to: address };
    if (mail.digestOn !== null)
      return {
        ...envelope,
        ...digestMail(notices, mail.digestOn, publicUrl),
        unsubscribe: { token, kind: null },
      };
    const unsubscribe = noticeKindRule(first.kind).mandatory ? null : { token, kind: first.kind };
    return { ...envelope, ...noticeMail(first, publicUrl), unsubscribe };
  }
}

const quietHoursOf = ({ settings }: MailContents) =>
  settings?.quietFrom && settings.quietTo ? { from: settings.quietFrom, to: settings.quietTo } : null;
