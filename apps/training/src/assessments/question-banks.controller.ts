import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  QuestionBank,
  QuestionBankListQuery,
  QuestionBankPage,
  QuestionBankText,
} from '#contracts/assessments';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AssessmentsService } from './assessments.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('question-banks')
export class QuestionBanksController {
  constructor(private readonly assessments: AssessmentsService) {}

  @Get()
  @Route({ summary: 'List banks of questions', requires: 'question-bank.read', returns: QuestionBankPage })
  list(@Query({ schema: QuestionBankListQuery }) query: z.infer<typeof QuestionBankListQuery>) {
    return this.assessments.listBanks(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a bank of questions with what is right',
    requires: 'question-bank.read',
    returns: QuestionBank,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.assessments.getBank(id);
  }

  @Post()
  @Route({
    summary: 'Add a bank of questions',
    requires: 'question-bank.write',
    returns: QuestionBank,
    status: 201,
    repeatable: true,
  })
  create(@Body({ schema: QuestionBankText }) body: QuestionBankText) {
    return this.assessments.createBank(body);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite a bank of questions; what was asked already stays',
    requires: 'question-bank.write',
    returns: QuestionBank,
    guarded: true,
    problems: notFound,
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: QuestionBankText }) body: QuestionBankText,
  ) {
    return this.assessments.updateBank(id, version, body);
  }
}
