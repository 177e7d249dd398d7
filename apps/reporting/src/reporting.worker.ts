import { Module } from '@nestjs/common';
import { AggregateBuildProcessor } from './aggregates/aggregate-build.processor.js';
import { PeriodOpeningProcessor } from './periods/period-opening.processor.js';
import { RemindersProcessor } from './reminders/reminders.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [AggregateBuildProcessor, PeriodOpeningProcessor, RemindersProcessor] })
export class ReportingWorker {}
