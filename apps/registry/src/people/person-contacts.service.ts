import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type {
  ChangedContact,
  ContactQuery,
  PersonContact,
  PersonContactText,
} from '#contracts/person-contacts';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { PeopleService } from './people.service.js';
import { PersonContactEntity } from './person-contact.entity.js';

const nothing = { workPhone: null, email: null, officeAddress: null, version: 0 };

@Injectable()
export class PersonContactsService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  /** How a person is reached; reading another's is recorded, with the reason if one is given. */
  async get(personId: string, caller: Caller, { purpose }: ContactQuery = {}): Promise<PersonContact> {
    return this.transactions.run(async (unit) => {
      await this.people.get(personId, caller);
      if (personId !== caller.personId) {
        const details = purpose ? { purpose } : {};
        unit.audit({ action: 'person-contact.read', entity: `person:${personId}`, details });
      }
      return (await unit.manager.findOneBy(PersonContactEntity, { personId })) ?? { personId, ...nothing };
    });
  }

  /**
   * Records how a person is reached, in place of what stood there; version 0 stands for nothing.
   * @throws Problem 409 `person.erased`, 412 when `version` is not the present one.
   */
  async record(personId: string, version: number, contact: PersonContactText): Promise<ChangedContact> {
    return this.transactions.run(async (unit) => {
      // The lock on the person also keeps two first records apart.
      await this.people.lockPresent(unit, personId);
      const known = await unit.manager.findOneBy(PersonContactEntity, { personId });
      if ((known?.version ?? 0) !== version) throw Problem.of('resource.stale');
      const saved = await unit.manager.save(PersonContactEntity, { ...known, personId, ...contact });
      const details = { version: saved.version };
      unit.audit({ action: 'person-contact.record', entity: `person:${personId}`, details });
      return { personId, version: saved.version };
    });
  }
}
