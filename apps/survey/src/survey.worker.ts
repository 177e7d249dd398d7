import { Module } from '@nestjs/common';
import { AnalysisRunProcessor } from './estimates/analysis-run.processor.js';
import { VaultModule } from './vault/vault.module.js';

/** What the worker runs for this service. */
@Module({ imports: [VaultModule], providers: [AnalysisRunProcessor] })
export class SurveyWorker {}
