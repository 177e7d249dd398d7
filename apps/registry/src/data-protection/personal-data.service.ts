import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { PersonalData, PersonalDataUse } from '#contracts/data-protection';
import { Transactions } from '#persistence/transactions';
import { sheetTypes, writeSheets } from '#documents/sheets';
import { PeopleService } from '../people/people.service.js';
import { exportStatements, personalDataUses, withheldColumns } from './personal-data.rules.js';
import { toSheets } from './personal-data.sheets.js';

@Injectable()
export class PersonalDataService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  register(): { items: readonly PersonalDataUse[] } {
    return { items: personalDataUses };
  }

  /** Everything held of a person, as the register lists it; reading another's is recorded. */
  async export(personId: string, caller: Caller): Promise<PersonalData> {
    return this.transactions.run(async (unit) => {
      const person = await this.people.get(personId, caller);
      if (personId !== caller.personId)
        unit.audit({ action: 'personal-data.export', entity: `person:${personId}` });
      const tables = [];
      for (const { table, sql } of exportStatements)
        tables.push({ table, rows: await unit.query(`export.${table}`, sql, [personId]) });
      const [now] = await unit.query<{ at: Date }>('export.now', 'SELECT now() AS at');
      return {
        person,
        exportedAt: now!.at.toISOString(),
        tables,
        withheld: [...withheldColumns],
        elsewhere: personalDataUses.filter(({ service }) => service !== 'registry'),
      };
    });
  }

  /** The same as a workbook, a sheet for each table. */
  async workbook(personId: string, caller: Caller): Promise<Buffer> {
    return writeSheets(toSheets(await this.export(personId, caller)), sheetTypes.xlsx);
  }
}
