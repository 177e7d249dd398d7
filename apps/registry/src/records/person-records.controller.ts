import { Controller, Get, Param } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { PersonRecord } from '#contracts/person-records';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { ownPersonId } from '../people/own-person.js';
import { PersonRecordsService } from './person-records.service.js';

const unknown = { 404: ['resource.not-found'] };

@Controller('people')
export class PersonRecordsController {
  constructor(private readonly records: PersonRecordsService) {}

  @Get(':id/record')
  @Route({
    summary: 'Read what is known of a person and their work',
    description: 'Reviewers see what lies in their areas. The person sees who read it.',
    requires: 'person-record.read',
    returns: PersonRecord,
    problems: unknown,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.records.get(id, caller);
  }
}

@Controller('me/record')
export class OwnRecordController {
  constructor(private readonly records: PersonRecordsService) {}

  @Get()
  @Route({
    summary: 'Read all that is known of oneself, and who has read it',
    requires: 'own-record.read',
    returns: PersonRecord,
    problems: unknown,
  })
  get(@Calling() caller: Caller) {
    return this.records.get(ownPersonId(caller), caller);
  }
}
