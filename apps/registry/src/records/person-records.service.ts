import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { opinionReportChanged } from '#contracts/opinion';
import type { periodOpened } from '#contracts/periods';
import type { PersonRecord } from '#contracts/person-records';
import { Transactions } from '#persistence/transactions';
import { PeopleService } from '../people/people.service.js';
import { keepPeriodSql, keepReports } from './record.queries.js';
import { sections } from './record.sections.js';

@Injectable()
export class PersonRecordsService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  /** What is known of a person and their work; reading another's is recorded. */
  async get(id: string, caller: Caller): Promise<PersonRecord> {
    return this.transactions.run(async (unit) => {
      const person = await this.people.get(id, caller);
      if (id !== caller.personId) unit.audit({ action: 'person-record.read', entity: `person:${id}` });
      const reading = { unit, personId: id, reach: caller.reach };
      const told: Record<string, unknown> = {};
      for (const [name, section] of Object.entries(sections)) told[name] = await section(reading);
      return { person, ...told } as PersonRecord;
    });
  }

  async keepPeriod({ id, code, startsOn }: z.infer<typeof periodOpened.data>): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query('record.keep-period', keepPeriodSql, [id, code, startsOn]),
    );
  }

  async keepReport(report: z.infer<typeof opinionReportChanged.data>, version: number): Promise<void> {
    const { id, periodId, appointmentId, state, onTime } = report;
    await this.transactions.run(async (unit) =>
      unit.write(keepReports, { id, periodId, appointmentId, state, onTime, version }),
    );
  }
}
