import { Module } from '@nestjs/common';
import { AggregateBuildProcessor } from './aggregates/aggregate-build.processor.js';
import { RemindersProcessor } from './reminders/reminders.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [AggregateBuildProcessor, RemindersProcessor] })
export class ReportingWorker {}
