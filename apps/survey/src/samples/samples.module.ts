import { Module } from '@nestjs/common';
import { PlanSamplesController, SamplesController } from './samples.controller.js';
import { SamplesService } from './samples.service.js';

@Module({ controllers: [PlanSamplesController, SamplesController], providers: [SamplesService] })
export class SamplesModule {}
