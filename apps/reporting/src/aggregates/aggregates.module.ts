import { Module } from '@nestjs/common';
import { AggregateReportsController } from './aggregates.controller.js';
import { AggregatesService } from './aggregates.service.js';

@Module({
  controllers: [AggregateReportsController],
  providers: [AggregatesService],
})
export class AggregatesModule {}
