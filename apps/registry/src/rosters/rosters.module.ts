import { Module } from '@nestjs/common';
import { RosterDecisionsService } from './roster-decisions.service.js';
import { RostersController } from './rosters.controller.js';
import { RostersService } from './rosters.service.js';

@Module({ controllers: [RostersController], providers: [RostersService, RosterDecisionsService] })
export class RostersModule {}
