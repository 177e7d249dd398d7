import { Controller, Get, Param } from '@nestjs/common';
import { PeriodGuidance } from '#contracts/guidance';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { GuidanceService } from './guidance.service.js';

@Controller('reporting-periods')
export class GuidanceController {
  constructor(private readonly guidance: GuidanceService) {}

  @Get(':id/guidance')
  @Route({
    summary: 'What to watch in a period, as the last conference before it agreed',
    requires: 'guidance.read',
    returns: PeriodGuidance,
    problems: { 404: ['resource.not-found'] },
  })
  ofPeriod(@Param('id', { schema: IdParam }) id: string) {
    return this.guidance.ofPeriod(id);
  }
}
