import { Module } from '@nestjs/common';
import { CaseAssignmentsController, PlanInterviewersController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { FieldRulesService } from './field-rules.service.js';
import { InterviewersService } from './interviewers.service.js';

@Module({
  controllers: [PlanInterviewersController, CaseAssignmentsController],
  providers: [AssignmentsService, FieldRulesService, InterviewersService],
})
export class AssignmentsModule {}
