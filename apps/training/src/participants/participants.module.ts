import { Module } from '@nestjs/common';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { ClassesModule } from '../classes/classes.module.js';
import { ParticipantsController } from './participants.controller.js';
import { RepliesService } from './replies.service.js';
import { ParticipantsService } from './participants.service.js';

@Module({
  imports: [ClassesModule, CertificatesModule],
  controllers: [ParticipantsController],
  providers: [ParticipantsService, RepliesService],
})
export class ParticipantsModule {}
