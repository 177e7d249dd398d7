import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import {
  OwnReminders,
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
export class ReportRemindersController {
  constructor(private readonly reminders: RemindersService) {}

  @Get(':id/reminders')
  @Route({
    summary: 'What was said of your own report in a period, to you and to your superior',
    requires: 'report-reminder.read',
    returns: OwnReminders,
    problems: { 404: ['resource.not-found'] },
  })
  own(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.reminders.own(id, caller);
  }

  @Get(':id/reminder-effect')
  @Route({
    summary: 'How many of those reminded filed, by level',
    requires: 'reporting-discipline.read',
    returns: ReminderEffect,
    problems: { 404: ['resource.not-found'] },
  })
  effect(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ReminderEffectQuery }) { within }: ReminderEffectQuery,
  ) {
    return this.reminders.effect(id, within);
  }
}
