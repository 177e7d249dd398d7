import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { appointmentHandedOver } from '#contracts/appointments';
import type { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import type { organisationRecorded } from '#contracts/organisations';
import type { appointmentRecorded } from '#contracts/people';
import { Transactions } from '#persistence/transactions';
import type { reviewerRecorded } from '#contracts/review';
import {
  forgetSpansSql,
  keepAppointmentSql,
  keepAreaSql,
  keepHandOverSql,
  keepNodesSql,
  keepOrganisationSql,
  keepReviewerSql,
  keepSpansSql,
  renumberSql,
} from './reference.queries.js';

/** This service's copy of the registry's units, organisations and appointments, kept by events. */
@Injectable()
export class ReferenceService {
  constructor(private readonly transactions: Transactions) {}

  async keepArea(area: z.infer<typeof areaRecorded.data>, version: number): Promise<void> {
    const { id, code, name, type, parentCode, validFrom, validTo } = area;
    await this.transactions.run((unit) =>
      unit.query('reference.area', keepAreaSql, [
        id,
        code,
        name,
        type,
        parentCode,
        validFrom,
        validTo,
        version,
      ]),
    );
  }

  /** A newer numbering replaces the tree of its day; reports that lie in it get their new numbers. */
  async keepTree(
    { root, from, to, nodes }: z.infer<typeof areaTreeNumbered.data>,
    numbering: number,
  ): Promise<void> {
    await this.transactions.run(async (unit) => {
      const kept = await unit.query('reference.tree', keepNodesSql, [
        from,
        to,
        numbering,
        nodes.map(([id]) => id),
        nodes.map(([, lo]) => lo),
        nodes.map(([, , hi]) => hi),
        root,
      ]);
      if (kept.length === 0) return;
      for (const [name, sql] of Object.entries(renumberSql))
        await unit.query(`reference.renumber.${name}`, sql, [from]);
    });
  }

  async keepOrganisation(
    organisation: z.infer<typeof organisationRecorded.data>,
    version: number,
  ): Promise<void> {
    const { id, code, name, level, parentCode, validFrom, validTo } = organisation;
    await this.transactions.run((unit) =>
      unit.query('reference.organisation', keepOrganisationSql, [
        id,
        code,
        name,
        level,
        parentCode,
        validFrom,
        validTo,
        version,
      ]),
    );
  }

  async keepAppointment(
    appointment: z.infer<typeof appointmentRecorded.data>,
    version: number,
  ): Promise<void> {
    const { id, personId, role, level, organisationId, areaId, from, to, state, suspensions } = appointment;
    await this.transactions.run((unit) =>
      unit.query('reference.appointment', keepAppointmentSql, [
        id,
        personId,
        role,
        level,
        organisationId,
        areaId,
        from,
        to,
        state,
        version,
        suspensions.map((days) => days.from),
        suspensions.map((days) => days.to),
      ]),
    );
  }

  async keepHandOver(
    { from, to, on }: z.infer<typeof appointmentHandedOver.data>,
    version: number,
  ): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query('reference.hand-over', keepHandOverSql, [from, to, on, version]),
    );
  }

  async keepReviewer(
    { accountId, personId, spans }: z.infer<typeof reviewerRecorded.data>,
    version: number,
  ): Promise<void> {
    await this.transactions.run(async (unit) => {
      const kept = await unit.query('reference.reviewer', keepReviewerSql, [accountId, personId, version]);
      if (kept.length === 0) return;
      await unit.query('reference.reviewer.forget', forgetSpansSql, [accountId]);
      await unit.query('reference.reviewer.spans', keepSpansSql, [
        accountId,
        spans.map(({ areaId }) => areaId),
        spans.map(({ from }) => from),
        spans.map(({ to }) => to),
      ]);
    });
  }
}
