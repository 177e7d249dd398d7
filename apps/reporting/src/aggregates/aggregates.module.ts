import { Module } from '@nestjs/common';
import { AggregateReportsController } from './aggregates.controller.js';
import { AggregateDocumentsService } from './aggregate-documents.service.js';
import { AggregateRebuildService } from './aggregate-rebuild.service.js';
import { AggregateTextService } from './aggregate-text.service.js';
import { AggregatesConsumer } from './aggregates.consumer.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';
import { AggregatesService } from './aggregates.service.js';

@Module({
  controllers: [AggregateReportsController, AggregatesConsumer, FiguresController],
  providers: [
    AggregatesService,
    AggregateDocumentsService,
    AggregateTextService,
    AggregateRebuildService,
    FiguresService,
  ],
  exports: [AggregatesService],
})
export class AggregatesModule {}
