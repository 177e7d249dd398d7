import { Module } from '@nestjs/common';
import { PeriodResultsConsumer } from './period-results.consumer.js';
import { PeriodResultsService } from './period-results.service.js';

@Module({ controllers: [PeriodResultsConsumer], providers: [PeriodResultsService] })
export class PeriodResultsModule {}
