import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { ChangedContact, ContactQuery, PersonContact, PersonContactText } from '#contracts/person-contacts';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ownPersonId } from './own-person.js';
import { PersonContactsService } from './person-contacts.service.js';

const unknown = { 404: ['resource.not-found'] };
const change = { returns: ChangedContact, guarded: true, problems: { ...unknown, 409: ['person.erased'] } };

@Controller('people')
export class PersonContactsController {
  constructor(private readonly contacts: PersonContactsService) {}

  @Get(':id/contact')
  @Route({
    summary: 'Read how a person is reached at work; the person sees who read it',
    requires: 'person-contact.read',
    returns: PersonContact,
    problems: unknown,
  })
  get(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ContactQuery }) query: ContactQuery,
    @Calling() caller: Caller,
  ) {
    return this.contacts.get(id, caller, query);
  }

  @Put(':id/contact')
  @Route({
    summary: 'Record how a person is reached at work; the first record replaces version 0',
    requires: 'person-contact.write',
    ...change,
  })
  record(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: PersonContactText }) body: PersonContactText,
  ) {
    return this.contacts.record(id, version, body);
  }
}

@Controller('me/contact')
export class OwnContactController {
  constructor(private readonly contacts: PersonContactsService) {}

  @Get()
  @Route({
    summary: 'Read the own contact data',
    requires: 'own-record.read',
    returns: PersonContact,
    problems: unknown,
  })
  get(@Calling() caller: Caller) {
    return this.contacts.get(ownPersonId(caller), caller);
  }

  @Put()
  @Route({ summary: 'Correct the own contact data', requires: 'own-contact.correct', ...change })
  correct(
    @Calling() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: PersonContactText }) body: PersonContactText,
  ) {
    return this.contacts.record(ownPersonId(caller), version, body);
  }
}
