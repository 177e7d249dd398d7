import { Body, Controller, Param, Post } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { MergePerson, Person } from '#contracts/people';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { PersonMergesService } from './person-merges.service.js';

@Controller('people/:id/merge')
export class PersonMergesController {
  constructor(private readonly merges: PersonMergesService) {}

  @Post()
  @Route({
    summary: 'Merge another record of the same person into this one, by a decision; this cannot be undone',
    description:
      'Appointments, contracts, records and the account move to this record; the other stays as a stub that says so.',
    requires: 'person.merge',
    returns: Person,
    guarded: true,
    repeatable: true,
    problems: {
      404: ['resource.not-found'],
      409: [
        'person.erased',
        'person.merged',
        'person.erasure-open',
        'person.two-accounts',
        'person.merge-clash',
      ],
      422: ['person.merge-self', 'person.no-duplicate'],
    },
  })
  merge(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: MergePerson }) body: MergePerson,
    @Calling() caller: Caller,
  ) {
    return this.merges.merge(id, version, body, caller);
  }
}
