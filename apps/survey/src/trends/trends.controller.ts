import { Controller, Get, Param, Query } from '@nestjs/common';
import { SeriesParam, SurveyTrend, SurveyTrendQuery } from '#contracts/survey-trends';
import { Route } from '#service-kit/route';
import { TrendsService } from './trends.service.js';

@Controller('series')
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  @Get(':code/trend')
  @Route({
    summary: 'Show the answers to a question over the surveys of a series, and what changed between them',
    description:
      'Of the releases in force. Changes have a standard error and an interval; where nobody had a known chance to be ' +
      'asked, and where something else was asked, there are none.',
    requires: 'survey-release.read',
    returns: SurveyTrend,
    problems: { 404: ['resource.not-found'] },
  })
  get(
    @Param('code', { schema: SeriesParam }) series: string,
    @Query({ schema: SurveyTrendQuery }) query: SurveyTrendQuery,
  ) {
    return this.trends.get(series, query);
  }
}
