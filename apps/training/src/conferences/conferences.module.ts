import { Module } from '@nestjs/common';
import { ConferenceParticipantsController } from './conference-participants.controller.js';
import { ConferenceParticipantsService } from './conference-participants.service.js';
import { ConferencesController } from './conferences.controller.js';
import { ConferencesService } from './conferences.service.js';

@Module({
  controllers: [ConferencesController, ConferenceParticipantsController],
  providers: [ConferencesService, ConferenceParticipantsService],
})
export class ConferencesModule {}
