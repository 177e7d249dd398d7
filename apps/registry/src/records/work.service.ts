import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { attendanceRecorded, certificateChanged } from '#contracts/certificates';
import type { fieldworkCounted } from '#contracts/survey-events';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { keepAttendanceSql, keepCertificateSql, keepFieldworkSql } from './work.queries.js';

/** What stands for the number of a certificate once its holder is erased. */
const NOTHING = '–';

/** What training and survey tell of somebody's work. */
@Injectable()
export class WorkService {
  constructor(private readonly transactions: Transactions) {}

  async keepAttendance(data: z.infer<typeof attendanceRecorded.data>, version: number): Promise<void> {
    const { classId, personId, courseTitle, startsOn, attended, passed } = data;
    const row = [classId, personId, courseTitle, startsOn, attended, passed, version];
    await this.transactions.run((unit) => unit.query('work.keep-attendance', keepAttendanceSql, row));
  }

  async keepCertificate(data: z.infer<typeof certificateChanged.data>, version: number): Promise<void> {
    const { id, personId, courseId, courseCode, courseTitle, number, validFrom, validTo, state } = data;
    const course = [courseId, courseCode, courseTitle];
    await this.transactions.run(async (unit) => {
      const told = (await isErased(unit, personId)) ? NOTHING : number;
      const row = [id, personId, ...course, told, validFrom, validTo, state, version];
      await unit.query('work.keep-certificate', keepCertificateSql, row);
    });
  }

  async keepFieldwork(data: z.infer<typeof fieldworkCounted.data>, version: number): Promise<void> {
    const { planId, personId, title, fieldStartsOn, fieldEndsOn, assigned, completed } = data;
    const row = [planId, personId, title, fieldStartsOn, fieldEndsOn, assigned, completed, version];
    await this.transactions.run((unit) => unit.query('work.keep-fieldwork', keepFieldworkSql, row));
  }
}

/** The lock waits for an erasure under way, and then sees it. */
async function isErased(unit: UnitOfWork, personId: string): Promise<boolean> {
  const find = 'SELECT erased_on AS "erasedOn" FROM person WHERE id = $1 FOR KEY SHARE';
  const [person] = await unit.query<{ erasedOn: string | null }>('work.person', find, [personId]);
  return person !== undefined && person.erasedOn !== null;
}
