import { Body, Controller, Param, Post } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { Commendation, NewCommendation } from '#contracts/person-records';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { CommendationsService } from './commendations.service.js';

@Controller('people/:id/commendations')
export class CommendationsController {
  constructor(private readonly commendations: CommendationsService) {}

  @Post()
  @Route({
    summary: 'Record a commendation by a decision, or one that corrects another',
    requires: 'commendation.write',
    returns: Commendation,
    status: 201,
    repeatable: true,
    problems: {
      404: ['resource.not-found'],
      409: ['person.erased', 'commendation.already-corrected'],
      422: ['commendation.unknown'],
    },
  })
  award(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewCommendation }) body: NewCommendation,
    @Calling() caller: Caller,
  ) {
    return this.commendations.award(id, body, caller);
  }
}
