import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { IdParam } from '#contracts/values';
import {
  AnswerGuidanceQuestion,
  AskAboutGuidance,
  GuidanceQuestion,
  GuidanceQuestionListQuery,
  GuidanceQuestionPage,
  WrittenGuidance,
} from '#contracts/written-guidance';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { GuidanceQuestionsService } from './guidance-questions.service.js';
import { GuidanceService } from './guidance.service.js';

const notFound = { 404: ['resource.not-found'] };
const notOpen = { ...notFound, 409: ['class.not-planned', 'guidance.not-sent'] };

@Controller('classes/:id/guidance')
export class GuidanceController {
  constructor(
    private readonly guidance: GuidanceService,
    private readonly questions: GuidanceQuestionsService,
  ) {}

  @Get()
  @Route({
    summary: 'Read what was sent of a class that is held in writing, and how far it was read',
    description: 'For the office, and for those who were invited, with what they have still to open.',
    requires: 'class-guidance.read',
    returns: WrittenGuidance,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.guidance.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Send the materials of a course that is held in writing to those who were invited',
    description:
      'They are told, and reminded seven days and one day before the last day of the class. Whoever has read it ' +
      'came to the class.',
    requires: 'class.write',
    returns: WrittenGuidance,
    guarded: true,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['class.not-planned', 'guidance.sent'],
      422: ['guidance.not-written', 'guidance.no-material', 'guidance.no-recipients'],
    },
  })
  send(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.guidance.send(id, version);
  }

  @Post('reading')
  @Route({
    summary: 'Say that one has read a written guidance, all of which one has opened',
    requires: 'class-invitation.answer',
    returns: WrittenGuidance,
    problems: { ...notOpen, 422: ['guidance.unopened'] },
  })
  read(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.guidance.read(id, caller);
  }

  @Get('questions')
  @Route({
    summary: 'List what was asked about a written guidance, with the answers, in the order of asking',
    description: 'Nobody is shown who asked.',
    requires: 'class-guidance.read',
    returns: GuidanceQuestionPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: GuidanceQuestionListQuery }) query: z.infer<typeof GuidanceQuestionListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.questions.list(id, query, caller);
  }

  @Post('questions')
  @Route({
    summary: 'Ask about a written guidance',
    requires: 'class-invitation.answer',
    returns: GuidanceQuestion,
    status: 201,
    repeatable: true,
    problems: { ...notOpen, 422: ['class.personal-data'] },
  })
  ask(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: AskAboutGuidance }) body: AskAboutGuidance,
    @Calling() caller: Caller,
  ) {
    return this.questions.ask(id, body, caller);
  }
}

@Controller('guidance-questions')
export class GuidanceQuestionsController {
  constructor(private readonly questions: GuidanceQuestionsService) {}

  @Post(':id/answer')
  @Route({
    summary: 'Answer a question about a written guidance, or correct the answer',
    description: 'All who got the guidance read it; whoever asked is told.',
    requires: 'class.write',
    returns: GuidanceQuestion,
    guarded: true,
    repeatable: true,
    problems: { ...notFound, 422: ['class.personal-data'] },
  })
  answer(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AnswerGuidanceQuestion }) body: AnswerGuidanceQuestion,
    @Calling() caller: Caller,
  ) {
    return this.questions.answer(id, version, body, caller);
  }
}
