import { Module } from '@nestjs/common';
import { ExplanationsController, RecommendationsController } from './recommendations.controller.js';
import { RecommendationsService } from './recommendations.service.js';

@Module({
  controllers: [RecommendationsController, ExplanationsController],
  providers: [RecommendationsService],
})
export class RecommendationsModule {}
