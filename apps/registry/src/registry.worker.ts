import { Module } from '@nestjs/common';
import { MailDigestProcessor } from './mail/mail-digest.processor.js';
import { MailDispatchProcessor } from './mail/mail-dispatch.processor.js';
import { MailOutbox } from './mail/mail-outbox.js';
import { NoticeRetentionProcessor } from './notifications/notice-retention.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [MailOutbox, MailDispatchProcessor, MailDigestProcessor, NoticeRetentionProcessor] })
export class RegistryWorker {}
