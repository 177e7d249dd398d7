import { Module } from '@nestjs/common';
import { AggregateBuildProcessor } from './aggregates/aggregate-build.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [AggregateBuildProcessor] })
export class ReportingWorker {}
