import { Module } from '@nestjs/common';
import { ThematicRequestsController } from './thematic-requests.controller.js';
import { ThematicRequestsService } from './thematic-requests.service.js';

@Module({ controllers: [ThematicRequestsController], providers: [ThematicRequestsService] })
export class ThematicRequestsModule {}
