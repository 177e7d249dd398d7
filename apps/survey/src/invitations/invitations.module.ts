import { Module } from '@nestjs/common';
import { InvitationsController, PlanInvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';

@Module({
  controllers: [PlanInvitationsController, InvitationsController],
  providers: [InvitationsService],
})
export class InvitationsModule {}
