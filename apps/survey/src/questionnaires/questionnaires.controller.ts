import { Body, Controller, Get, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import {
  Pretest,
  PretestList,
  PretestText,
  Questionnaire,
  QuestionnaireFileQuery,
  QuestionnaireImport,
  QuestionnaireListQuery,
  QuestionnairePage,
  QuestionnaireText,
} from '#contracts/questionnaires';
import { IdParam } from '#contracts/values';
import { sheetTypes } from '#documents/sheets';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { QuestionnairesService } from './questionnaires.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id/questionnaires')
export class PlanQuestionnairesController {
  constructor(private readonly questionnaires: QuestionnairesService) {}

  @Get()
  @Route({
    summary: 'List the versions of the questionnaire of a plan, latest first',
    requires: 'questionnaire.read',
    returns: QuestionnairePage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: QuestionnaireListQuery }) query: z.infer<typeof QuestionnaireListQuery>,
  ) {
    return this.questionnaires.list(id, query);
  }

  @Post()
  @Route({
    summary: 'Add a version to the questionnaire of a plan',
    requires: 'questionnaire.write',
    returns: Questionnaire,
    status: 201,
    repeatable: true,
    problems: { ...notFound, 409: ['questionnaire.plan-approved'], 422: ['questionnaire.refused'] },
  })
  create(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: QuestionnaireText }) body: QuestionnaireText,
  ) {
    return this.questionnaires.create(id, body);
  }

  @Post('files')
  @Route({
    summary: 'Add a version from a workbook by XLSForm',
    description: 'Sheets survey, choices and settings. Nothing is added while there is a problem.',
    requires: 'questionnaire.write',
    consumes: [sheetTypes.xlsx],
    returns: QuestionnaireImport,
    repeatable: true,
    problems: { ...notFound, 409: ['questionnaire.plan-approved'], 422: ['file.unreadable'] },
  })
  importFile(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: QuestionnaireFileQuery }) query: QuestionnaireFileQuery,
    @Uploaded() file: Upload,
  ) {
    return this.questionnaires.importFile(id, file, query);
  }
}

@Controller('questionnaires')
export class QuestionnairesController {
  constructor(private readonly questionnaires: QuestionnairesService) {}

  @Get(':id')
  @Route({
    summary: 'Read a version of a questionnaire',
    requires: 'questionnaire.read',
    returns: Questionnaire,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.questionnaires.get(id);
  }

  @Get(':id/workbook')
  @Route({
    summary: 'Fetch a version as a workbook by XLSForm',
    requires: 'questionnaire.read',
    produces: sheetTypes.xlsx,
    problems: notFound,
  })
  async workbook(@Param('id', { schema: IdParam }) id: string): Promise<StreamableFile> {
    const { bytes, number } = await this.questionnaires.export(id);
    const disposition = `attachment; filename="questionnaire-${number}.xlsx"`;
    return new StreamableFile(bytes, { type: sheetTypes.xlsx, disposition });
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite a draft',
    requires: 'questionnaire.write',
    returns: Questionnaire,
    guarded: true,
    problems: {
      ...notFound,
      409: ['questionnaire.frozen', 'questionnaire.plan-approved'],
      422: ['questionnaire.refused'],
    },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: QuestionnaireText }) body: QuestionnaireText,
  ) {
    return this.questionnaires.update(id, version, body);
  }

  @Post(':id/freeze')
  @Route({
    summary: 'Freeze a version that was tried out, for the field',
    requires: 'questionnaire.write',
    returns: Questionnaire,
    guarded: true,
    problems: { ...notFound, 409: ['questionnaire.frozen', 'questionnaire.not-pretested'] },
  })
  freeze(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.questionnaires.freeze(id, version);
  }

  @Get(':id/pretests')
  @Route({
    summary: 'List the trials of a version',
    requires: 'questionnaire.read',
    returns: PretestList,
    problems: notFound,
  })
  pretests(@Param('id', { schema: IdParam }) id: string) {
    return this.questionnaires.pretests(id);
  }

  @Post(':id/pretests')
  @Route({
    summary: 'Record a trial of a version',
    requires: 'questionnaire.write',
    returns: Pretest,
    status: 201,
    repeatable: true,
    problems: notFound,
  })
  addPretest(@Param('id', { schema: IdParam }) id: string, @Body({ schema: PretestText }) body: PretestText) {
    return this.questionnaires.addPretest(id, body);
  }
}
