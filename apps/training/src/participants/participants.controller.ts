import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AssessClass,
  AttendClass,
  AudienceRule,
  ClassCertificates,
  Invited,
  InvitedByRule,
  InviteToClass,
  Participant,
  ParticipantListQuery,
  ParticipantPage,
  ReplyToInvitation,
} from '#contracts/participants';
import { TrainingClass } from '#contracts/training';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ParticipantsService } from './participants.service.js';
import { RepliesService } from './replies.service.js';

const notFound = { 404: ['resource.not-found'] };
const wrongState = { ...notFound, 409: ['class.not-planned'] };

@Controller('classes/:id')
export class ParticipantsController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly replies: RepliesService,
  ) {}

  @Get('participants')
  @Route({
    summary: 'List who was invited to a class, why, and who came',
    description: 'Whoever may read only what is their own sees themselves.',
    requires: 'class-participant.read',
    returns: ParticipantPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ParticipantListQuery }) query: z.infer<typeof ParticipantListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.participants.list(id, query, caller);
  }

  @Post('participants')
  @Route({
    summary: 'Invite people to a planned class',
    description: 'Whom another class needs at the same time is invited all the same, and named.',
    requires: 'class-participant.write',
    returns: Invited,
    repeatable: true,
    problems: { ...wrongState, 422: ['class.no-person', 'class.personal-data'] },
  })
  invite(@Param('id', { schema: IdParam }) id: string, @Body({ schema: InviteToClass }) body: InviteToClass) {
    return this.participants.invite(id, body);
  }

  @Post('participants/by-rule')
  @Route({
    summary: 'Invite to a planned class everyone whom a rule chooses, each with the reason',
    requires: 'class-participant.write',
    returns: InvitedByRule,
    repeatable: true,
    problems: wrongState,
  })
  inviteByRule(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: AudienceRule }) body: AudienceRule,
  ) {
    return this.participants.inviteByRule(id, body);
  }

  @Post('reply')
  @Route({
    summary: 'Accept or decline one’s own invitation',
    description: 'Who accepts when all seats are taken waits for one that is given back.',
    requires: 'class-invitation.answer',
    returns: Participant,
    repeatable: true,
    problems: { ...wrongState, 422: ['class.personal-data'] },
  })
  reply(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: ReplyToInvitation }) body: ReplyToInvitation,
    @Calling() caller: Caller,
  ) {
    return this.replies.reply(id, body, caller);
  }

  @Post('attendance')
  @Route({
    summary: 'Record that a class was held, with the list of those who came and passed',
    description: 'Instead of `hold`, which takes numbers alone: here they follow from the list.',
    requires: 'class-participant.write',
    returns: TrainingClass,
    guarded: true,
    problems: {
      ...wrongState,
      422: [
        'class.not-invited',
        'class.not-present',
        'class.not-passed',
        'class.not-over',
        'class.over-capacity',
      ],
    },
  })
  attend(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AttendClass }) body: AttendClass,
  ) {
    return this.participants.attend(id, version, body);
  }

  @Post('assess')
  @Route({
    summary: 'Say who of those who came to a held class passed',
    requires: 'class-participant.write',
    returns: TrainingClass,
    guarded: true,
    problems: { ...notFound, 409: ['class.not-held'], 422: ['class.not-present', 'class.not-passed'] },
  })
  assess(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AssessClass }) body: AssessClass,
  ) {
    return this.participants.assess(id, version, body);
  }

  @Post('certificates')
  @Route({
    summary: 'Give certificates to those who passed and have none yet',
    requires: 'certificate.write',
    returns: ClassCertificates,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['class.not-assessed'],
      422: ['certificate.not-given', 'certificate.out-of-range'],
    },
  })
  certify(@Param('id', { schema: IdParam }) id: string) {
    return this.participants.certify(id);
  }
}
