import { Body, Controller, Delete, Header, Post } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { RefreshSession, SignIn, TokenPair } from '#contracts/accounts';
import { Route } from '#service-kit/route';
import { SessionsService } from './sessions.service.js';

@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  // Public: whoever signs in has nothing to show yet.
  @Post()
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Sign in',
    requires: 'public',
    returns: TokenPair,
    status: 201,
    problems: { 401: ['auth.invalid', 'account.code-required'], 429: ['account.locked'] },
  })
  signIn(@Body({ schema: SignIn }) body: SignIn) {
    return this.sessions.signIn(body);
  }

  // Public: the access token may have expired; the refresh token is the proof.
  @Post('refresh')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Get new tokens for a refresh token, which works once',
    requires: 'public',
    returns: TokenPair,
    problems: { 401: ['auth.invalid'] },
  })
  refresh(@Body({ schema: RefreshSession }) { refreshToken }: RefreshSession) {
    return this.sessions.refresh(refreshToken);
  }

  @Delete('current')
  @Route({ summary: 'Sign out', requires: 'account.read-own' })
  end(@Calling() caller: Caller) {
    return this.sessions.end(caller);
  }

  @Delete()
  @Route({ summary: 'Sign out everywhere', requires: 'account.read-own' })
  endAll(@Calling() caller: Caller) {
    return this.sessions.endAll(caller);
  }
}
