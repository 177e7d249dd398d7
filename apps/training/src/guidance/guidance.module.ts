import { Module } from '@nestjs/common';
import { ClassesModule } from '../classes/classes.module.js';
import { GuidanceQuestionsService } from './guidance-questions.service.js';
import { GuidanceController, GuidanceQuestionsController } from './guidance.controller.js';
import { GuidanceService } from './guidance.service.js';

@Module({
  imports: [ClassesModule],
  controllers: [GuidanceController, GuidanceQuestionsController],
  providers: [GuidanceService, GuidanceQuestionsService],
})
export class GuidanceModule {}
