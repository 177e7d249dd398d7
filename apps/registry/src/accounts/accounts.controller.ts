import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AccessQuery,
  Account,
  AccountListQuery,
  AccountPage,
  CreatedAccount,
  EffectiveGrantList,
  EndAccountGrantQuery,
  NewAccount,
  NewAccountGrant,
} from '#contracts/accounts';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AccountsService } from './accounts.service.js';

const requires = 'account.manage';
const unknown = { 404: ['resource.not-found'] };

@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Route({ summary: 'List accounts', requires, returns: AccountPage })
  list(
    @Query({ schema: AccountListQuery }) query: z.infer<typeof AccountListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.accounts.list(query, caller.id);
  }

  @Get(':id')
  @Route({ summary: 'Read an account', requires, returns: Account, problems: unknown })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.accounts.get(id, caller.id);
  }

  @Get(':id/access')
  @Route({
    summary: 'What an account may do on a day, and where that comes from',
    requires,
    returns: EffectiveGrantList,
    problems: unknown,
  })
  access(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: AccessQuery }) { asOf }: AccessQuery,
    @Calling() caller: Caller,
  ) {
    return this.accounts.access(id, asOf, caller.id);
  }

  // Not repeatable: the answer may hold a password, which is shown once and stored nowhere. The name keeps it single.
  @Post()
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Open an account',
    requires,
    returns: CreatedAccount,
    status: 201,
    problems: { 409: ['resource.conflict'], 422: ['request.unprocessable'] },
  })
  create(@Body({ schema: NewAccount }) body: NewAccount) {
    return this.accounts.create(body);
  }

  @Post(':id/grants')
  @Route({
    summary: 'Give an account a role for a period',
    requires,
    returns: Account,
    status: 201,
    guarded: true,
    repeatable: true,
    problems: { ...unknown, 422: ['request.unprocessable'] },
  })
  grant(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewAccountGrant }) body: NewAccountGrant,
  ) {
    return this.accounts.grant({ id, version }, body);
  }

  @Delete(':id/grants/:grantId')
  @Route({
    summary: 'End a role of an account, today or on a later day',
    requires,
    returns: Account,
    guarded: true,
    problems: { ...unknown, 409: ['account.own', 'grant.already-ended'], 422: ['grant.ends-in-the-past'] },
  })
  endGrant(
    @Param('id', { schema: IdParam }) id: string,
    @Param('grantId', { schema: IdParam }) grantId: string,
    @IfMatch() version: number,
    @Query({ schema: EndAccountGrantQuery }) { on }: EndAccountGrantQuery,
    @Calling() caller: Caller,
  ) {
    return this.accounts.endGrant({ id, version }, { grantId, on, by: caller.id });
  }

  @Post(':id/disable')
  @Route({
    summary: 'Close an account; its sessions end',
    requires,
    returns: Account,
    guarded: true,
    repeatable: true,
    problems: { ...unknown, 409: ['account.own'] },
  })
  disable(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.accounts.disable({ id, version }, caller.id);
  }

  @Post(':id/enable')
  @Route({
    summary: 'Open a closed account again',
    requires,
    returns: Account,
    guarded: true,
    repeatable: true,
    problems: unknown,
  })
  enable(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.accounts.enable({ id, version });
  }

  @Post(':id/unlock')
  @Route({
    summary: 'Unlock an account after too many failed sign-ins',
    requires,
    returns: Account,
    guarded: true,
    repeatable: true,
    problems: unknown,
  })
  unlock(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.accounts.unlock({ id, version });
  }

  // Not repeatable, as above.
  @Post(':id/reset-password')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Make a new initial password; the sessions end',
    requires,
    returns: CreatedAccount,
    guarded: true,
    repeatable: false,
    problems: unknown,
  })
  resetPassword(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.accounts.resetPassword({ id, version });
  }

  @Post(':id/reset-second-factor')
  @Route({
    summary: 'Forget a lost second factor; the sessions end',
    requires,
    returns: Account,
    guarded: true,
    repeatable: true,
    problems: unknown,
  })
  resetSecondFactor(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.accounts.resetSecondFactor({ id, version });
  }
}
