import { Module } from '@nestjs/common';
import { PlanQuestionnairesController, QuestionnairesController } from './questionnaires.controller.js';
import { QuestionnairesService } from './questionnaires.service.js';

@Module({
  controllers: [PlanQuestionnairesController, QuestionnairesController],
  providers: [QuestionnairesService],
})
export class QuestionnairesModule {}
