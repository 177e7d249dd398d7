import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { certificateChanged } from '#contracts/certificates';
import type { personMerged } from '#contracts/people';
import { Transactions } from '#persistence/transactions';
import { FieldInterviewerEntity } from '../assignments/assignment.entity.js';
import { tellFieldwork } from '../assignments/fieldwork-counts.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { keepCertificateSql, moves } from './reference.queries.js';

/** This service's copy of what others know of interviewers, kept by events: by id only. */
@Injectable()
export class ReferenceService {
  constructor(private readonly transactions: Transactions) {}

  async keepCertificate(
    { id, personId, courseCode, validFrom, validTo, state }: z.infer<typeof certificateChanged.data>,
    version: number,
    told: string,
  ): Promise<void> {
    const values = [id, personId, courseCode, validFrom, validTo, state === 'revoked', version, told];
    await this.transactions.run((unit) => unit.query('reference.certificate', keepCertificateSql, values));
  }

  /** Two records of one person became one: what is kept here by person follows, and their work is told anew. */
  async movePerson({ id, duplicateId }: z.infer<typeof personMerged.data>): Promise<void> {
    await this.transactions.run(async (unit) => {
      const worked = await unit.manager.findBy(FieldInterviewerEntity, { personId: duplicateId });
      for (const [table, sql] of Object.entries(moves))
        await unit.query(`reference.move.${table}`, sql, [id, duplicateId]);
      const plans = await unit.manager.findBy(SurveyPlanEntity, {
        id: In(worked.map(({ planId }) => planId)),
      });
      for (const plan of plans) await tellFieldwork(unit, plan, [id]);
    });
  }
}
