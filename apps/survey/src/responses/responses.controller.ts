import { Body, Controller, Post } from '@nestjs/common';
import { InvitedResponse, StoredResponse } from '#contracts/responses';
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
}
