import { Body, Controller, Get, Header, Post, Put } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { ChangePassword, ConfirmSecondFactor, Me, SecondFactorEnrolment } from '#contracts/accounts';
import { Route } from '#service-kit/route';
import { OwnAccountService } from './own-account.service.js';

const requires = 'account.read-own';

@Controller('me')
export class OwnAccountController {
  constructor(private readonly own: OwnAccountService) {}

  @Get()
  @Route({ summary: 'Who is signed in', requires, returns: Me })
  me(@Calling() caller: Caller) {
    return this.own.me(caller);
  }

  @Put('password')
  @Route({
    summary: 'Change the own password; the other sessions end',
    requires,
    problems: {
      409: ['resource.conflict'],
      422: ['account.wrong-password', 'account.same-password'],
      429: ['account.locked'],
    },
  })
  changePassword(@Calling() caller: Caller, @Body({ schema: ChangePassword }) body: ChangePassword) {
    return this.own.changePassword(caller, body);
  }

  // Not repeatable: the secret is shown once; asking again makes another.
  @Post('second-factor')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Enrol an authenticator; it counts once it is confirmed',
    requires,
    returns: SecondFactorEnrolment,
    status: 201,
    problems: { 409: ['second-factor.already-set-up'] },
  })
  enrol(@Calling() caller: Caller) {
    return this.own.enrol(caller);
  }

  @Post('second-factor/confirm')
  @Route({
    summary: 'Prove the second factor in this session',
    description: 'The first time this sets it up. The next refreshed access token carries it.',
    requires,
    problems: {
      409: ['second-factor.not-enrolled'],
      422: ['second-factor.wrong-code'],
      429: ['account.locked'],
    },
  })
  confirm(@Calling() caller: Caller, @Body({ schema: ConfirmSecondFactor }) body: ConfirmSecondFactor) {
    return this.own.confirm(caller, body);
  }
}
