import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { Erasure, ErasureListQuery, ErasurePage, NewErasure } from '#contracts/data-protection';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ErasuresService } from './erasures.service.js';

const requires = 'erasure.manage';
const unknown = { 404: ['resource.not-found'] };
const held = ['person.erased', 'erasure.in-service', 'erasure.retained'];

@Controller('erasures')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Get()
  @Route({ summary: 'List erasures', requires, returns: ErasurePage })
  list(
    @Query({ schema: ErasureListQuery }) query: z.infer<typeof ErasureListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.erasures.list(query, caller);
  }

  @Get(':id')
  @Route({ summary: 'Read an erasure', requires, returns: Erasure, problems: unknown })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.erasures.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Ask for a person to be erased, by a decision',
    description:
      'Name, contact data, account and commendations go; ids and dates stay, so that no figure changes. Somebody else carries it out.',
    requires,
    returns: Erasure,
    status: 201,
    repeatable: true,
    problems: { 409: [...held, 'erasure.requested-already'], 422: ['erasure.no-person'] },
  })
  request(@Body({ schema: NewErasure }) body: NewErasure, @Calling() caller: Caller) {
    return this.erasures.request(body, caller);
  }

  @Post(':id/carry-out')
  @Route({
    summary: 'Erase the person; this cannot be undone',
    requires,
    returns: Erasure,
    guarded: true,
    problems: { ...unknown, 409: ['erasure.closed', 'erasure.second-person-needed', ...held] },
  })
  carryOut(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.erasures.carryOut({ id, version }, caller);
  }

  @Post(':id/withdraw')
  @Route({
    summary: 'Drop the request; the person stays',
    requires,
    returns: Erasure,
    guarded: true,
    problems: { ...unknown, 409: ['erasure.closed'] },
  })
  withdraw(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.erasures.withdraw({ id, version }, caller);
  }
}
