import { Module } from '@nestjs/common';
import { MailFailuresController } from '../mail/mail-failures.controller.js';
import { MailFailuresService } from '../mail/mail-failures.service.js';
import { NoticesConsumer } from './notices.consumer.js';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';
import { NotificationAddressService } from './notification-address.service.js';
import {
  NotificationAddressController,
  NotificationPreferencesController,
} from './preferences.controller.js';
import { PreferencesService } from './preferences.service.js';

/** `MAIL_SETTINGS` come from a global module. */
@Module({
  controllers: [
    NoticesController,
    NoticesConsumer,
    NotificationPreferencesController,
    NotificationAddressController,
    MailFailuresController,
  ],
  providers: [NoticesService, PreferencesService, NotificationAddressService, MailFailuresService],
})
export class NotificationsModule {}
