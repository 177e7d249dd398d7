import { Controller, Get, Param } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { LookAlikes } from '#contracts/opinion-streams';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { LookAlikesService } from './look-alikes.service.js';

@Controller('opinion-reports')
export class LookAlikesController {
  constructor(private readonly lookAlikes: LookAlikesService) {}

  @Get(':id/items/:itemId/look-alikes')
  @Route({
    summary: 'Which items of the period say nearly the same; they may be joined to one stream',
    requires: 'opinion-report.review',
    returns: LookAlikes,
    problems: { 404: ['resource.not-found'] },
  })
  of(
    @Param('id', { schema: IdParam }) id: string,
    @Param('itemId', { schema: IdParam }) itemId: string,
    @Calling() caller: Caller,
  ) {
    return this.lookAlikes.of(id, itemId, caller);
  }
}
