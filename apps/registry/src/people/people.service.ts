import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { type NewPerson, type Person, type PersonListQuery } from '#contracts/people';
import { Problem } from '#contracts/problem';
import { fold } from '#contracts/values';
import { likeFolded, readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { PersonEntity } from './person.entity.js';

@Injectable()
export class PeopleService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof PersonListQuery>, caller: Caller): Promise<Page<Person>> {
    const select = this.visibleTo(caller);
    if (query.search) likeFolded(select, 'person.search', query.search);
    return readPage(
      select,
      query,
      {
        sort: { expression: 'person.search', of: (person) => person.search },
        id: { expression: 'person.id', of: (person) => person.id },
      },
      toPerson,
    );
  }

  async get(id: string, caller: Caller): Promise<Person> {
    const person = await this.visibleTo(caller).andWhere('person.id = :id', { id }).getOne();
    if (!person) throw Problem.of('resource.not-found');
    return toPerson(person);
  }

  /** Records a person; two people may have the same name. */
  async create({ fullName }: NewPerson): Promise<Person> {
    return this.transactions.run(async (unit) => {
      const person = { id: randomUUID(), fullName, search: fold(fullName), version: 1 };
      await unit.manager.insert(PersonEntity, person);
      unit.audit({ action: 'person.create', entity: `person:${person.id}` });
      return toPerson(person);
    });
  }

  /** A person is seen where one of their appointments is. */
  private visibleTo({ reach }: Caller) {
    const select = this.transactions.manager.createQueryBuilder(PersonEntity, 'person');
    if (reach.everywhere) return select;
    const { sql, parameters } = reachWhere(reach, { ord: 'held.ord', person: 'held.personId' });
    const held = select
      .subQuery()
      .select('1')
      .from(AppointmentEntity, 'held')
      .where(`held.personId = person.id AND ${sql}`);
    return select.where(`EXISTS ${held.getQuery()}`, parameters);
  }
}

const toPerson = ({ id, fullName, version }: PersonEntity): Person => ({ id, fullName, version });
