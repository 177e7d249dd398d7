import { Module } from '@nestjs/common';
import { RemindersProcessor } from './reminders/reminders.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [RemindersProcessor] })
export class RegistryWorker {}
