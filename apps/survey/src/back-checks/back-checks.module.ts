import { Module } from '@nestjs/common';
import { BackChecksController, PlanBackChecksController } from './back-checks.controller.js';
import { BackChecksService } from './back-checks.service.js';

@Module({
  controllers: [PlanBackChecksController, BackChecksController],
  providers: [BackChecksService],
})
export class BackChecksModule {}
