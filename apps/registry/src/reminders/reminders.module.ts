import { Body, Controller, Get, Injectable, Module, Put } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { ReminderSettings, ReminderSettingsUpdate } from '#contracts/reminders';
import { Transactions } from '#persistence/transactions';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ReminderSettingsEntity } from './reminder.entity.js';

@Injectable()
export class ReminderSettingsService {
  constructor(private readonly transactions: Transactions) {}

  get(): Promise<ReminderSettingsEntity> {
    return this.transactions.manager.findOneByOrFail(ReminderSettingsEntity, { id: true });
  }

  async change(version: number, input: ReminderSettingsUpdate): Promise<ReminderSettingsEntity> {
    return this.transactions.run(async (unit) => {
      const { affected } = await unit.manager.update(
        ReminderSettingsEntity,
        { version },
        { ...input, version: version + 1 },
      );
      if (affected === 0) throw Problem.of('resource.stale');
      unit.audit({
        action: 'reminder-settings.write',
        entity: 'reminder-settings',
        details: { version: version + 1, ...input },
      });
      return this.get();
    });
  }
}

@Controller('reminder-settings')
export class ReminderSettingsController {
  constructor(private readonly settings: ReminderSettingsService) {}

  @Get()
  @Route({
    summary: 'Read when reminders are sent',
    requires: 'reminder-settings.read',
    returns: ReminderSettings,
  })
  get() {
    return this.settings.get();
  }

  @Put()
  @Route({
    summary: 'Change when reminders are sent',
    requires: 'reminder-settings.write',
    returns: ReminderSettings,
    guarded: true,
  })
  change(@IfMatch() version: number, @Body({ schema: ReminderSettingsUpdate }) body: ReminderSettingsUpdate) {
    return this.settings.change(version, body);
  }
}

@Module({ controllers: [ReminderSettingsController], providers: [ReminderSettingsService] })
export class RemindersModule {}
