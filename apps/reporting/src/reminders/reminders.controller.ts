import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import {
  ReminderEffect,
  ReminderEffectQuery,
  ReportReminderSettings,
  ReportReminderSettingsUpdate,
} from '#contracts/report-reminders';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { RemindersService } from './reminders.service.js';

@Controller('report-reminder-settings')
export class ReportReminderSettingsController {
  constructor(private readonly reminders: RemindersService) {}

  @Get()
  @Route({
    summary: 'Read when collaborators are reminded of reports and superiors told',
    requires: 'report-reminder-settings.read',
    returns: ReportReminderSettings,
  })
  get() {
    return this.reminders.settings();
  }

  @Put()
  @Route({
    summary: 'Change when collaborators are reminded of reports and superiors told',
    requires: 'report-reminder-settings.write',
    returns: ReportReminderSettings,
    guarded: true,
  })
  change(
    @IfMatch() version: number,
    @Body({ schema: ReportReminderSettingsUpdate }) body: ReportReminderSettingsUpdate,
  ) {
    return this.reminders.change(version, body);
  }
}

@Controller('reporting-periods')
export class ReminderEffectController {
  constructor(private readonly reminders: RemindersService) {}

  @Get(':id/reminder-effect')
  @Route({
    summary: 'How many of those reminded filed, by level',
    requires: 'reporting-discipline.read',
    returns: ReminderEffect,
    problems: { 404: ['resource.not-found'] },
  })
  get(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ReminderEffectQuery }) { within }: ReminderEffectQuery,
  ) {
    return this.reminders.effect(id, within);
  }
}
