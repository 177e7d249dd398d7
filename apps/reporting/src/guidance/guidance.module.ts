import { Module } from '@nestjs/common';
import { PeriodsModule } from '../periods/periods.module.js';
import { GuidanceConsumer } from './guidance.consumer.js';
import { GuidanceController } from './guidance.controller.js';
import { GuidanceService } from './guidance.service.js';

@Module({
  imports: [PeriodsModule],
  controllers: [GuidanceController, GuidanceConsumer],
  providers: [GuidanceService],
})
export class GuidanceModule {}
