import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { NewPerson, Person, PersonListQuery, PersonPage, RenamePerson } from '#contracts/people';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { PeopleService } from './people.service.js';

@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Route({
    summary: 'List people of the office and its network',
    requires: 'person.read',
    returns: PersonPage,
  })
  list(
    @Query({ schema: PersonListQuery }) query: z.infer<typeof PersonListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.people.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read a person',
    requires: 'person.read',
    returns: Person,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.people.read(id, caller);
  }

  @Post()
  @Route({
    summary: 'Record a person',
    requires: 'person.write',
    returns: Person,
    status: 201,
    repeatable: true,
  })
  create(@Body({ schema: NewPerson }) body: NewPerson) {
    return this.people.create(body);
  }

  @Put(':id/name')
  @Route({
    summary: 'Give a person another name; the one before stays on record',
    requires: 'person.write',
    returns: Person,
    guarded: true,
    problems: { 404: ['resource.not-found'], 409: ['person.erased'] },
  })
  rename(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RenamePerson }) body: RenamePerson,
  ) {
    return this.people.rename(id, version, body);
  }
}
