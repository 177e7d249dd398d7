import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  BlindSignature,
  InvitationBatch,
  InvitationDraw,
  InvitationExchange,
  InvitationOpening,
  OpenedInvitation,
} from '#contracts/responses';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { InvitationsService } from './invitations.service.js';

@Controller('plans/:id/invitations')
export class PlanInvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @Route({
    summary: 'Draw an invitation to answer by oneself for every unit of a cell',
    description:
      'The tokens are shown this once. Again only while none was exchanged; the earlier ones then end.',
    requires: 'invitation.draw',
    returns: InvitationBatch,
    status: 201,
    repeatable: false,
    problems: {
      404: ['resource.not-found'],
      409: ['response.not-taken', 'invitation.in-use'],
      422: ['invitation.unsuitable-cell'],
    },
  })
  draw(@Param('id', { schema: IdParam }) id: string, @Body({ schema: InvitationDraw }) body: InvitationDraw) {
    return this.invitations.draw(id, body);
  }
}

/** The token stands in the body, so that no log of addresses holds it. */
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post('open')
  @Route({
    summary: 'Read what one is asked who was invited',
    // Public: whoever holds the token was invited, and has no account.
    requires: 'public',
    returns: OpenedInvitation,
    problems: { 401: ['auth.invalid'], 409: ['response.not-taken'] },
  })
  open(@Body({ schema: InvitationOpening }) body: InvitationOpening) {
    return this.invitations.open(body);
  }

  @Post('exchange')
  @Route({
    summary: 'Exchange an invitation for a ticket that nobody can tie to it',
    description:
      'Signs a blinded id by RFC 9474 (SHA-384, PSS, salt of 48 bytes). The same again is answered alike.',
    // Public: whoever holds the token was invited, and has no account.
    requires: 'public',
    returns: BlindSignature,
    problems: {
      401: ['auth.invalid'],
      409: ['response.not-taken', 'invitation.exchanged'],
      422: ['invitation.not-a-number'],
    },
  })
  exchange(@Body({ schema: InvitationExchange }) body: InvitationExchange) {
    return this.invitations.exchange(body);
  }
}
