import { Module } from '@nestjs/common';
import { OpinionReportsModule } from '../opinion-reports/opinion-reports.module.js';
import { LookAlikesController } from './look-alikes.controller.js';
import { LookAlikesService } from './look-alikes.service.js';
import { OpinionStreamsController } from './opinion-streams.controller.js';
import { OpinionStreamsService } from './opinion-streams.service.js';

@Module({
  imports: [OpinionReportsModule],
  controllers: [LookAlikesController, OpinionStreamsController],
  providers: [LookAlikesService, OpinionStreamsService],
})
export class LookAlikesModule {}
