import { Module } from '@nestjs/common';
import { AggregateReportsController } from './aggregates.controller.js';
import { AggregateDocumentsService } from './aggregate-documents.service.js';
import { AggregateRebuildService } from './aggregate-rebuild.service.js';
import { AggregateTextService } from './aggregate-text.service.js';
import { AggregatesConsumer } from './aggregates.consumer.js';
import { AggregatesService } from './aggregates.service.js';

@Module({
  controllers: [AggregateReportsController, AggregatesConsumer],
  providers: [AggregatesService, AggregateDocumentsService, AggregateTextService, AggregateRebuildService],
})
export class AggregatesModule {}
