import { Module } from '@nestjs/common';
import { ExplanationsController } from './explanations.controller.js';
import { ExplanationsService } from './explanations.service.js';
import { RecommendationsController } from './recommendations.controller.js';
import { RecommendationsService } from './recommendations.service.js';

@Module({
  controllers: [RecommendationsController, ExplanationsController],
  providers: [RecommendationsService, ExplanationsService],
})
export class RecommendationsModule {}
