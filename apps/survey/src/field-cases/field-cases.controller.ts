import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AddedFieldCases,
  ContactAttemptText,
  FieldCaseHistory,
  FieldCaseListQuery,
  FieldCasePage,
  FieldProgress,
  FieldProgressQuery,
  NewFieldCases,
} from '#contracts/field-cases';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { FieldCasesService } from './field-cases.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id')
export class PlanCasesController {
  constructor(private readonly cases: FieldCasesService) {}

  @Post('field-cases')
  @Route({
    summary: 'Put units that were drawn into the case book',
    requires: 'field-case.write',
    returns: AddedFieldCases,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['field-case.closed', 'resource.conflict'],
      422: ['field-case.not-drawn', 'field-case.personal-data'],
    },
  })
  add(@Param('id', { schema: IdParam }) id: string, @Body({ schema: NewFieldCases }) body: NewFieldCases) {
    return this.cases.add(id, body);
  }

  @Get('field-progress')
  @Route({
    summary: "Show how far fieldwork is, and AAPOR's outcome rates of a probability design",
    requires: 'field-progress.read',
    returns: FieldProgress,
    problems: notFound,
  })
  progress(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: FieldProgressQuery }) query: FieldProgressQuery,
  ) {
    return this.cases.progress(id, query);
  }
}

@Controller('field-cases')
export class FieldCasesController {
  constructor(private readonly cases: FieldCasesService) {}

  @Get()
  @Route({
    summary: 'List cases by their number in the sample: for interviewers those that they have',
    requires: 'field-case.read',
    returns: FieldCasePage,
  })
  list(
    @Query({ schema: FieldCaseListQuery }) query: z.infer<typeof FieldCaseListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.cases.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read a case with its contacts, and what it is still owed',
    requires: 'field-case.read',
    returns: FieldCaseHistory,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.cases.get(id, caller);
  }

  @Post(':id/attempts')
  @Route({
    summary: 'Record that somebody tried to reach a case',
    description: 'What is told late is put where it belongs by its day and part of day.',
    requires: 'field-case.attempt',
    returns: FieldCaseHistory,
    status: 201,
    guarded: true,
    problems: {
      ...notFound,
      409: [
        'field-case.settled',
        'field-case.contradiction',
        'field-case.closed',
        'interviewer.not-certified',
      ],
      422: ['field-case.not-yet', 'field-case.firm'],
    },
  })
  attempt(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ContactAttemptText }) body: ContactAttemptText,
    @Calling() caller: Caller,
  ) {
    return this.cases.attempt(id, version, body, caller);
  }
}
