import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AddedAssignments,
  CaseAssignment,
  CaseAssignmentListQuery,
  CaseAssignmentPage,
  CertificateException,
  FieldInterviewerListQuery,
  FieldInterviewerPage,
  FieldRules,
  FieldRulesText,
  NewAssignments,
  NewCertificateException,
  WithdrawAssignment,
} from '#contracts/assignments';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AssignmentsService } from './assignments.service.js';
import { FieldRulesService } from './field-rules.service.js';
import { InterviewersService } from './interviewers.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id')
export class PlanInterviewersController {
  constructor(
    private readonly rules: FieldRulesService,
    private readonly interviewers: InterviewersService,
    private readonly assignments: AssignmentsService,
  ) {}

  @Get('field-rules')
  @Route({
    summary: 'Show what interviewers of a survey must hold and how much they may have',
    requires: 'field-rules.read',
    returns: FieldRules,
    problems: notFound,
  })
  fieldRules(@Param('id', { schema: IdParam }) id: string) {
    return this.rules.get(id);
  }

  @Put('field-rules')
  @Route({
    summary: 'Say what interviewers of a survey must hold; the first replaces version 0',
    requires: 'field-rules.write',
    returns: FieldRules,
    guarded: true,
    problems: { ...notFound, 409: ['field-case.closed'] },
  })
  setFieldRules(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: FieldRulesText }) body: FieldRulesText,
  ) {
    return this.rules.set(id, version, body);
  }

  @Post('certificate-exceptions')
  @Route({
    summary: 'Let somebody interview for some days without a valid certificate, for a reason',
    requires: 'certificate-exception.grant',
    returns: CertificateException,
    status: 201,
    repeatable: true,
    problems: { ...notFound, 409: ['field-case.closed'], 422: ['certificate-exception.personal-data'] },
  })
  except(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewCertificateException }) body: NewCertificateException,
  ) {
    return this.rules.except(id, body);
  }

  @Get('interviewers')
  @Route({
    summary: 'List who has cases of a survey, how those stand, and who may no longer interview',
    requires: 'field-interviewer.read',
    returns: FieldInterviewerPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: FieldInterviewerListQuery }) query: z.infer<typeof FieldInterviewerListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.interviewers.list(id, query, caller);
  }

  @Get('assignments')
  @Route({
    summary: 'List who has and had which case',
    requires: 'case-assignment.read',
    returns: CaseAssignmentPage,
    problems: notFound,
  })
  assigned(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: CaseAssignmentListQuery }) query: z.infer<typeof CaseAssignmentListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.assignments.list(id, query, caller);
  }

  @Post('assignments')
  @Route({
    summary: 'Give cases to an interviewer, who holds a valid certificate that day',
    requires: 'case-assignment.write',
    returns: AddedAssignments,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: [
        'field-case.closed',
        'interviewer.not-certified',
        'assignment.settled',
        'assignment.taken',
        'assignment.workload',
      ],
      422: ['assignment.no-case'],
    },
  })
  assign(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewAssignments }) body: NewAssignments,
  ) {
    return this.assignments.assign(id, body);
  }
}

@Controller('case-assignments')
export class CaseAssignmentsController {
  constructor(private readonly assignments: AssignmentsService) {}

  @Post(':id/withdraw')
  @Route({
    summary: 'Take a case back from an interviewer',
    requires: 'case-assignment.write',
    returns: CaseAssignment,
    guarded: true,
    problems: { ...notFound, 409: ['assignment.ended', 'field-case.closed'] },
  })
  withdraw(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: WithdrawAssignment }) body: WithdrawAssignment,
  ) {
    return this.assignments.withdraw(id, version, body);
  }
}
