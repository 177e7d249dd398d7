import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  ConferenceAudience,
  InvitedByRole,
  ConferenceParticipantListQuery,
  ConferenceParticipantPage,
  InviteToConference,
} from '#contracts/conferences';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { ConferenceParticipantsService } from './conference-participants.service.js';

const notFound = { 404: ['resource.not-found'] };
const ahead = { ...notFound, 409: ['conference.not-planned'] };
const write = { requires: 'conference-participant.write', repeatable: true } as const;

@Controller('conferences/:id/participants')
export class ConferenceParticipantsController {
  constructor(private readonly participants: ConferenceParticipantsService) {}

  @Get()
  @Route({
    summary: 'List who was invited to a conference, why, and who came to which site',
    description: 'Whoever may read only what is their own sees themselves.',
    requires: 'conference-participant.read',
    returns: ConferenceParticipantPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ConferenceParticipantListQuery }) query: z.infer<typeof ConferenceParticipantListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.participants.list(id, query, caller);
  }

  @Post()
  @Route({
    summary: 'Invite people to a conference that has not been held',
    ...write,
    problems: { ...ahead, 422: ['conference.no-person', 'conference.personal-data'] },
  })
  invite(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: InviteToConference }) body: InviteToConference,
  ) {
    return this.participants.invite(id, body);
  }

  @Post('by-role')
  @Route({
    summary: 'Invite everyone who holds a role on the day of the conference, each with the reason',
    ...write,
    returns: InvitedByRole,
    problems: ahead,
  })
  inviteByRole(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: ConferenceAudience }) body: ConferenceAudience,
  ) {
    return this.participants.inviteByRole(id, body);
  }
}
