import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { areaRecorded } from '#contracts/areas';
import type { organisationRecorded } from '#contracts/organisations';
import type { appointmentRecorded, personMerged } from '#contracts/people';
import { Transactions } from '#persistence/transactions';
import { keepAppointmentSql, keepUnitSql, moves } from './reference.queries.js';

type Unit = Pick<
  z.infer<typeof areaRecorded.data> & z.infer<typeof organisationRecorded.data>,
  'id' | 'code' | 'name' | 'parentCode' | 'validFrom'
>;

/** This service's copy of the registry's appointments, kept by events: who holds which role, by id only. */
@Injectable()
export class ReferenceService {
  constructor(private readonly transactions: Transactions) {}

  async keepAppointment(
    appointment: z.infer<typeof appointmentRecorded.data>,
    version: number,
  ): Promise<void> {
    const { id, personId, role, level, from, to, state } = appointment;
    await this.transactions.run((unit) =>
      unit.query('reference.appointment', keepAppointmentSql, [
        id,
        personId,
        role,
        level,
        from,
        to,
        state,
        version,
      ]),
    );
  }

  /** What a version of an administrative unit or a body is called. */
  async keepUnit(
    tree: 'area' | 'organisation',
    { id, code, name, parentCode, validFrom }: Unit,
    version: number,
  ): Promise<void> {
    const values = [id, tree, code, name, parentCode, validFrom, version];
    await this.transactions.run((unit) => unit.query('reference.unit', keepUnitSql, values));
  }

  /** Two records of one person became one: what is kept here by person follows. */
  async movePerson({ id, duplicateId }: z.infer<typeof personMerged.data>): Promise<void> {
    await this.transactions.run(async (unit) => {
      for (const [table, sql] of Object.entries(moves))
        await unit.query(`reference.move.${table}`, sql, [id, duplicateId]);
    });
  }
}
