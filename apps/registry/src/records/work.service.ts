import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { conferenceAttendanceRecorded } from '#contracts/conference-events';
import type { attendanceRecorded, certificateChanged } from '#contracts/certificates';
import type { fieldworkCounted } from '#contracts/survey-events';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import {
  keepAttendanceSql,
  keepCertificateSql,
  keepConferenceSql,
  keepFieldworkSql,
} from './work.queries.js';

/** What stands for the number of a certificate once its holder is erased. */
const NOTHING = '–';

/** What training and survey tell of somebody's work. */
@Injectable()
export class WorkService {
  constructor(private readonly transactions: Transactions) {}

  async keepAttendance(data: z.infer<typeof attendanceRecorded.data>, version: number): Promise<void> {
    const { classId, personId, courseTitle, startsOn, attended, passed } = data;
    await this.transactions.run(async (unit) => {
      const { id } = await ownerOf(unit, personId);
      const row = [classId, id, courseTitle, startsOn, attended, passed, version];
      await unit.query('work.keep-attendance', keepAttendanceSql, row);
    });
  }

  async keepConference(
    data: z.infer<typeof conferenceAttendanceRecorded.data>,
    version: number,
  ): Promise<void> {
    const { conferenceId, personId, title, heldOn, attended } = data;
    await this.transactions.run(async (unit) => {
      const { id } = await ownerOf(unit, personId);
      const row = [conferenceId, id, title, heldOn, attended, version];
      await unit.query('work.keep-conference', keepConferenceSql, row);
    });
  }

  async keepCertificate(data: z.infer<typeof certificateChanged.data>, version: number): Promise<void> {
    const { id, personId, courseId, courseCode, courseTitle, number, validFrom, validTo, state } = data;
    const course = [courseId, courseCode, courseTitle];
    await this.transactions.run(async (unit) => {
      const owner = await ownerOf(unit, personId);
      const told = owner.erased ? NOTHING : number;
      const row = [id, owner.id, ...course, told, validFrom, validTo, state, version];
      await unit.query('work.keep-certificate', keepCertificateSql, row);
    });
  }

  async keepFieldwork(data: z.infer<typeof fieldworkCounted.data>, version: number): Promise<void> {
    const { planId, personId, title, fieldStartsOn, fieldEndsOn, assigned, completed } = data;
    await this.transactions.run(async (unit) => {
      const { id } = await ownerOf(unit, personId);
      const row = [planId, id, title, fieldStartsOn, fieldEndsOn, assigned, completed, version];
      await unit.query('work.keep-fieldwork', keepFieldworkSql, row);
    });
  }
}

/**
 * Whose it is: of a record that was merged, the person who is kept. The lock waits for a merge or an erasure under way,
 * and then sees it.
 */
async function ownerOf(unit: UnitOfWork, personId: string): Promise<{ id: string; erased: boolean }> {
  const find = `SELECT coalesce(merged_into_id, id) AS id, erased_on IS NOT NULL AS erased
                  FROM person WHERE id = $1 FOR KEY SHARE`;
  const [person] = await unit.query<{ id: string; erased: boolean }>('work.person', find, [personId]);
  return person ?? { id: personId, erased: false };
}
