import { Module } from '@nestjs/common';
import { ReviewSettingsController } from './review-settings.controller.js';
import { ReviewSettingsService } from './review-settings.service.js';

@Module({ controllers: [ReviewSettingsController], providers: [ReviewSettingsService] })
export class ReviewLevelsModule {}
