import { Module } from '@nestjs/common';
import { ActionItemsController } from './action-items.controller.js';
import { ActionItemsService } from './action-items.service.js';
import {
  CalendarFeedsController,
  CalendarsController,
  OwnCalendarFeedsController,
} from './calendar-feeds.controller.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { ConferenceClosingService } from './conference-closing.service.js';
import { ConferenceEntriesController } from './conference-entries.controller.js';
import { ConferenceEntriesService } from './conference-entries.service.js';
import { ConferenceMinutesController } from './conference-minutes.controller.js';
import { ConferenceMinutesService } from './conference-minutes.service.js';
import { ConferenceParticipantsController } from './conference-participants.controller.js';
import { ConferenceParticipantsService } from './conference-participants.service.js';
import { ConferencesController } from './conferences.controller.js';
import { ConferencesService } from './conferences.service.js';
import { FiguresConsumer } from './figures.consumer.js';
import { FiguresService } from './figures.service.js';

@Module({
  controllers: [
    ConferencesController,
    ConferenceParticipantsController,
    ConferenceEntriesController,
    ActionItemsController,
    ConferenceMinutesController,
    OwnCalendarFeedsController,
    CalendarFeedsController,
    CalendarsController,
    FiguresConsumer,
  ],
  providers: [
    ConferencesService,
    ConferenceParticipantsService,
    ConferenceEntriesService,
    ConferenceClosingService,
    ActionItemsService,
    ConferenceMinutesService,
    CalendarFeedsService,
    FiguresService,
  ],
})
export class ConferencesModule {}
