import { Module } from '@nestjs/common';
import { PlansModule } from './plans/plans.module.js';

@Module({ imports: [PlansModule] })
export class SurveyModule {}
