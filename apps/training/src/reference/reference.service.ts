import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { areaRecorded, areaSuccessionsRecorded, areaTreeNumbered } from '#contracts/areas';
import type { organisationRecorded } from '#contracts/organisations';
import type { appointmentRecorded, personMerged } from '#contracts/people';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { placeWaiting } from '../participants/seats.js';
import {
  classesAheadSql,
  keepAppointmentSql,
  keepNodesSql,
  keepSuccessionsSql,
  keepUnitSql,
  moves,
} from './reference.queries.js';

type Unit = Pick<
  z.infer<typeof areaRecorded.data> & z.infer<typeof organisationRecorded.data>,
  'id' | 'code' | 'name' | 'parentCode' | 'validFrom' | 'validTo'
>;

/** This service's copy of the registry's appointments, kept by events: who holds which role, by id only. */
@Injectable()
export class ReferenceService {
  constructor(private readonly transactions: Transactions) {}

  async keepAppointment(
    appointment: z.infer<typeof appointmentRecorded.data>,
    version: number,
  ): Promise<void> {
    const { id, personId, role, level, areaId, from, to, state } = appointment;
    await this.transactions.run((unit) =>
      unit.query('reference.appointment', keepAppointmentSql, [
        id,
        personId,
        role,
        level,
        areaId,
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
    { id, code, name, parentCode, validFrom, validTo }: Unit,
    version: number,
  ): Promise<void> {
    const values = [id, tree, code, name, parentCode, validFrom, validTo, version];
    await this.transactions.run((unit) => unit.query('reference.unit', keepUnitSql, values));
  }

  /** A newer numbering replaces the tree of its day. */
  async keepTree(
    { root, from, to, nodes }: z.infer<typeof areaTreeNumbered.data>,
    numbering: number,
  ): Promise<void> {
    const [ids, los, his] = [0, 1, 2].map((place) => nodes.map((node) => node[place]));
    const values = [from, to, numbering, ids, los, his, root];
    await this.transactions.run((unit) => unit.query('reference.tree', keepNodesSql, values));
  }

  async keepSuccessions({ effective, links }: z.infer<typeof areaSuccessionsRecorded.data>): Promise<void> {
    const values = [effective, links.map(({ fromCode }) => fromCode), links.map(({ toCode }) => toCode)];
    await this.transactions.run((unit) => unit.query('reference.successions', keepSuccessionsSql, values));
  }

  /** Two records of one person became one: what is kept here by person follows. */
  async movePerson({ id, duplicateId }: z.infer<typeof personMerged.data>): Promise<void> {
    await this.transactions.run(async (unit) => {
      for (const [table, sql] of Object.entries(moves))
        await unit.query(`reference.move.${table}`, sql, [id, duplicateId]);
      // Where both had a seat, one is free now.
      const ahead = await unit.query<{ id: string }>('reference.ahead', classesAheadSql, [id]);
      for (const one of ahead) await placeWaiting(unit, await lockRow(unit, TrainingClassEntity, one.id));
    });
  }
}
