import { Module } from '@nestjs/common';
import { CertificateRemindersProcessor } from './certificates/certificate-reminders.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [CertificateRemindersProcessor] })
export class TrainingWorker {}
