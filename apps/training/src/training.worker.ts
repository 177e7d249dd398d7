import { Module } from '@nestjs/common';
import { CertificateRemindersProcessor } from './certificates/certificate-reminders.processor.js';
import { ClassRemindersProcessor } from './classes/class-reminders.processor.js';
import { ConferenceRemindersProcessor } from './conferences/conference-reminders.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [CertificateRemindersProcessor, ClassRemindersProcessor, ConferenceRemindersProcessor] })
export class TrainingWorker {}
