import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { InvitedResponse, OpenPoll, PollResponse, StoredResponse } from '#contracts/responses';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { ResponsesService } from './responses.service.js';

@Controller('responses')
export class ResponsesController {
  constructor(private readonly responses: ResponsesService) {}

  @Post('invited')
  @Route({
    summary: 'Answer by oneself, with the ticket that an invitation was exchanged for',
    description:
      'Safe to repeat: the id is the ticket. What is not complete can be sent again with more; what is never changes.',
    // Public: a ticket shows that somebody was invited, not who.
    requires: 'public',
    returns: StoredResponse,
    problems: {
      401: ['auth.invalid'],
      409: ['response.not-taken', 'response.differs'],
      422: ['response.refused'],
    },
  })
  takeInvited(@Body({ schema: InvitedResponse }) body: InvitedResponse) {
    return this.responses.takeInvited(body);
  }

  @Post('poll')
  @Route({
    summary: 'Answer an open poll',
    description: 'Safe to repeat: the id is chosen by the device.',
    // Public: anyone may answer, and nothing tells who did.
    requires: 'public',
    returns: StoredResponse,
    problems: {
      404: ['resource.not-found'],
      409: ['response.not-taken', 'response.differs'],
      422: ['response.refused'],
    },
  })
  takePoll(@Body({ schema: PollResponse }) body: PollResponse) {
    return this.responses.takePoll(body);
  }
}

@Controller('polls')
export class PollsController {
  constructor(private readonly responses: ResponsesService) {}

  @Get(':id')
  @Route({
    summary: 'Read what an open poll asks; it is not representative',
    // Public: anyone may answer.
    requires: 'public',
    returns: OpenPoll,
    problems: { 404: ['resource.not-found'], 409: ['response.not-taken'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.responses.openPoll(id);
  }
}
