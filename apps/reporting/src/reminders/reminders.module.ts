import { Module } from '@nestjs/common';
import { PeriodsModule } from '../periods/periods.module.js';
import { ReportRemindersController, ReportReminderSettingsController } from './reminders.controller.js';
import { RemindersService } from './reminders.service.js';

@Module({
  imports: [PeriodsModule],
  controllers: [ReportReminderSettingsController, ReportRemindersController],
  providers: [RemindersService],
})
export class RemindersModule {}
