import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import {
  ChooseNotifications,
  ConfirmNotificationAddress,
  NewNotificationAddress,
  NotificationPreferences,
  UnsubscribeQuery,
} from '#contracts/notifications';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { NotificationAddressService } from './notification-address.service.js';
import { PreferencesService } from './preferences.service.js';

const requires = 'notification.read-own';

@Controller('notification-preferences')
export class NotificationPreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @Route({ summary: 'How one is notified', requires, returns: NotificationPreferences })
  get(@Calling() caller: Caller) {
    return this.preferences.get(caller);
  }

  @Put()
  @Route({
    summary: 'Choose how one is notified',
    description:
      'Of each kind: in the product only, by mail at once, in the mail of the day at 07:00, or not at all.',
    requires,
    returns: NotificationPreferences,
    guarded: true,
    problems: { 422: ['notification.mandatory'] },
  })
  choose(
    @Calling() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: ChooseNotifications }) body: ChooseNotifications,
  ) {
    return this.preferences.choose(caller, version, body);
  }

  // Public: mail programs call it for their user (RFC 8058); the token in the mail is the proof.
  @Post('unsubscribe')
  @Route({
    summary: 'Stop the mail of a kind, as its List-Unsubscribe header says',
    requires: 'public',
    consumes: ['application/x-www-form-urlencoded'],
    problems: { 404: ['resource.not-found'] },
  })
  unsubscribe(@Query({ schema: UnsubscribeQuery }) query: UnsubscribeQuery) {
    return this.preferences.unsubscribe(query);
  }
}

@Controller('notification-address')
export class NotificationAddressController {
  constructor(private readonly address: NotificationAddressService) {}

  @Put()
  @Route({
    summary: 'Name the address for the own mail; a code is sent to it',
    requires,
    returns: NotificationPreferences,
    status: 202,
    problems: { 409: ['notification-address.no-mail'], 429: ['notification-address.too-many-codes'] },
  })
  propose(@Calling() caller: Caller, @Body({ schema: NewNotificationAddress }) body: NewNotificationAddress) {
    return this.address.propose(caller, body);
  }

  @Post('confirm')
  @Route({
    summary: 'Bring back the code that was sent to the address',
    requires,
    returns: NotificationPreferences,
    problems: {
      409: ['notification-address.nothing-to-confirm'],
      422: ['notification-address.wrong-code'],
    },
  })
  confirm(
    @Calling() caller: Caller,
    @Body({ schema: ConfirmNotificationAddress }) body: ConfirmNotificationAddress,
  ) {
    return this.address.confirm(caller, body);
  }

  @Delete()
  @Route({ summary: 'Get no more mail', requires })
  remove(@Calling() caller: Caller) {
    return this.address.remove(caller);
  }
}
