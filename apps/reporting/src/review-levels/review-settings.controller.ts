import { Body, Controller, Get, Put } from '@nestjs/common';
import { ReviewSettings, ReviewSettingsUpdate } from '#contracts/review';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ReviewSettingsService } from './review-settings.service.js';

@Controller('review-settings')
export class ReviewSettingsController {
  constructor(private readonly settings: ReviewSettingsService) {}

  @Get()
  @Route({
    summary: 'Read which levels review opinion reports',
    requires: 'review-settings.read',
    returns: ReviewSettings,
  })
  get() {
    return this.settings.get();
  }

  @Put()
  @Route({
    summary: 'Say which levels review opinion reports',
    requires: 'review-settings.write',
    returns: ReviewSettings,
    guarded: true,
  })
  change(@IfMatch() version: number, @Body({ schema: ReviewSettingsUpdate }) body: ReviewSettingsUpdate) {
    return this.settings.change(version, body);
  }
}
