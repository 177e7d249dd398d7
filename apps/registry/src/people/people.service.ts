import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type { NewPerson, Person, PersonListQuery, RenamePerson } from '#contracts/people';
import { Problem } from '#contracts/problem';
import { fold } from '#contracts/values';
import { likeFolded, readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { PersonEntity } from './person.entity.js';
import { recordList } from '#service-kit/reads-of-others';

@Injectable()
export class PeopleService {
  constructor(private readonly transactions: Transactions) {}

  /** Lists people by name; showing others is recorded. */
  async list(query: z.infer<typeof PersonListQuery>, caller: Caller): Promise<Page<Person>> {
    return this.transactions.run(async (unit) => {
      const select = this.visibleTo(caller).andWhere('person.mergedIntoId IS NULL');
      if (query.search) likeFolded(select, 'person.search', query.search);
      const page = await readPage(
        select,
        query,
        {
          sort: { expression: 'person.search', of: (person) => person.search },
          id: { expression: 'person.id', of: (person) => person.id },
        },
        toPerson,
      );
      recordList(
        unit,
        'person',
        page.items.map(({ id }) => ({ id, personId: id })),
        caller,
      );
      return page;
    });
  }

  /** Reads a person for its own sake; reading another is recorded. */
  async read(id: string, caller: Caller): Promise<Person> {
    return this.transactions.run(async (unit) => {
      const person = await this.get(id, caller);
      if (id !== caller.personId) unit.audit({ action: 'person.read', entity: `person:${id}` });
      return person;
    });
  }

  /** The person if the caller may see them, for what is done or read below them and recorded there. */
  async get(id: string, caller: Caller): Promise<Person> {
    const person = await this.visibleTo(caller).andWhere('person.id = :id', { id }).getOne();
    if (!person) throw Problem.of('resource.not-found');
    return toPerson(person);
  }

  /** Records a person; two people may have the same name. */
  async create({ fullName }: NewPerson): Promise<Person> {
    return this.transactions.run(async (unit) => {
      const merge = { mergedIntoId: null, mergeDecisionNumber: null, mergeDecisionDate: null };
      const named = { id: randomUUID(), fullName, search: fold(fullName) };
      const person: PersonEntity = { ...named, erasedOn: null, ...merge, version: 1 };
      await unit.manager.insert(PersonEntity, person);
      unit.audit({ action: 'person.create', entity: `person:${person.id}` });
      return toPerson(person);
    });
  }

  /**
   * Gives a person another name; the one before stays on record.
   * @throws Problem 409 `person.erased`, 412 when `version` is not the present one.
   */
  async rename(id: string, version: number, { fullName, reason }: RenamePerson): Promise<Person> {
    return this.transactions.run(async (unit) => {
      const person = await this.lockPresent(unit, id);
      if (person.version !== version) throw Problem.of('resource.stale');
      await unit.query('people.keep-name', KEEP_NAME, [id, version, person.fullName, reason]);
      Object.assign(person, { fullName, search: fold(fullName) });
      await unit.manager.save(person);
      unit.audit({
        action: 'person.rename',
        entity: `person:${id}`,
        details: { version: person.version, reason },
      });
      return toPerson(person);
    });
  }

  /**
   * The person, locked against an erasure at the same moment.
   * @throws Problem 404; 409 `person.erased`, `person.merged` when nothing may be added to them any more.
   */
  async lockPresent(unit: UnitOfWork, id: string): Promise<PersonEntity> {
    const person = await lockRow(unit, PersonEntity, id);
    if (person.erasedOn !== null) throw Problem.conflict('person.erased', 'The person has been erased');
    if (person.mergedIntoId !== null)
      throw Problem.conflict('person.merged', 'Another record of the person is kept', {
        detail: `It is ${person.mergedIntoId}`,
      });
    return person;
  }

  /** A person is seen where one of their appointments is, and by themselves. */
  private visibleTo({ reach }: Caller) {
    const select = this.transactions.manager.createQueryBuilder(PersonEntity, 'person');
    if (reach.everywhere) return select;
    const { sql, parameters } = reachWhere(reach, { ord: 'held.ord', person: 'held.personId' });
    const held = select
      .subQuery()
      .select('1')
      .from(AppointmentEntity, 'held')
      .where(`held.personId = person.id AND ${sql}`);
    return select.where(`(EXISTS ${held.getQuery()} OR person.id = ANY(:self))`, {
      ...parameters,
      self: reach.personIds,
    });
  }
}

const KEEP_NAME = 'INSERT INTO person_name (person_id, version, full_name, reason) VALUES ($1, $2, $3, $4)';

export function toPerson({ id, fullName, erasedOn, mergedIntoId, version }: PersonEntity): Person {
  return { id, fullName, erasedOn, mergedIntoId, version };
}
