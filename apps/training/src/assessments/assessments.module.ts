import { Module } from '@nestjs/common';
import { AssessmentsController } from './assessments.controller.js';
import { AssessmentsService } from './assessments.service.js';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsService } from './attempts.service.js';
import { QuestionBanksController } from './question-banks.controller.js';

@Module({
  controllers: [QuestionBanksController, AssessmentsController, AttemptsController],
  providers: [AssessmentsService, AttemptsService],
})
export class AssessmentsModule {}
