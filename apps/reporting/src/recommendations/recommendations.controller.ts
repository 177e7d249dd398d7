import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AnswerRecommendation,
  CloseRecommendation,
  ForwardRecommendation,
  NewRecommendation,
  Recommendation,
  RecommendationAgenda,
  RecommendationAgendaQuery,
  RecommendationListQuery,
  RecommendationPage,
  ReopenRecommendation,
} from '#contracts/recommendations';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { RecommendationsService } from './recommendations.service.js';

const notFound = { 404: ['resource.not-found'] };
const change = {
  returns: Recommendation,
  guarded: true,
  problems: { ...notFound, 409: ['recommendation.wrong-state'], 422: ['opinion.personal-data'] },
};

@Controller('recommendations')
export class RecommendationsController {
  constructor(private readonly register: RecommendationsService) {}

  @Get()
  @Route({
    summary: 'List recommendations within reach, newest first',
    requires: 'recommendation.read',
    returns: RecommendationPage,
  })
  list(
    @Query({ schema: RecommendationListQuery }) query: z.infer<typeof RecommendationListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.register.list(query, caller);
  }

  @Get('agenda')
  @Route({
    summary: 'What the next conference carries on: open, overdue and lately closed recommendations',
    requires: 'recommendation-agenda.read',
    returns: RecommendationAgenda,
    problems: { 422: ['recommendation.unknown-area'] },
  })
  agenda(@Query({ schema: RecommendationAgendaQuery }) query: RecommendationAgendaQuery) {
    return this.register.agenda(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a recommendation',
    requires: 'recommendation.read',
    returns: Recommendation,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.register.get(id, caller);
  }

  @Get(':id/document.docx')
  @Header('content-disposition', 'attachment; filename="kien-nghi.docx"')
  @Route({
    summary: 'Fetch the letter by which it was forwarded',
    requires: 'recommendation.read',
    produces: fileTypes.docx,
    problems: { ...notFound, 409: ['recommendation.not-forwarded'] },
  })
  async docx(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.register.docx(id, caller), { type: fileTypes.docx });
  }

  @Post()
  @Route({
    summary: 'Record a recommendation',
    requires: 'recommendation.write',
    returns: Recommendation,
    status: 201,
    repeatable: true,
    problems: { 422: ['opinion.personal-data', 'recommendation.not-fit'] },
  })
  create(@Body({ schema: NewRecommendation }) body: NewRecommendation, @Calling() caller: Caller) {
    return this.register.create(body, caller);
  }

  @Post(':id/forward')
  @Route({
    summary: 'Forward it by a numbered letter, with a day for the answer',
    requires: 'recommendation.forward',
    ...change,
  })
  forward(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ForwardRecommendation }) body: ForwardRecommendation,
    @Calling() caller: Caller,
  ) {
    return this.register.forward({ id, version, caller }, body);
  }

  @Post(':id/start')
  @Route({ summary: 'Take up what was forwarded', requires: 'recommendation.answer', ...change })
  start(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number, @Calling() caller: Caller) {
    return this.register.start({ id, version, caller });
  }

  @Post(':id/answer')
  @Route({
    summary: 'Answer it, or enter an answer that came on paper',
    requires: 'recommendation.answer',
    ...change,
  })
  answer(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AnswerRecommendation }) body: AnswerRecommendation,
    @Calling() caller: Caller,
  ) {
    return this.register.answer({ id, version, caller }, body);
  }

  @Post(':id/close')
  @Route({ summary: 'Close it with an outcome', requires: 'recommendation.write', ...change })
  close(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CloseRecommendation }) body: CloseRecommendation,
    @Calling() caller: Caller,
  ) {
    return this.register.close({ id, version, caller }, body);
  }

  @Post(':id/reopen')
  @Route({ summary: 'Open it again, with a reason', requires: 'recommendation.write', ...change })
  reopen(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ReopenRecommendation }) body: ReopenRecommendation,
    @Calling() caller: Caller,
  ) {
    return this.register.reopen({ id, version, caller }, body);
  }
}
