import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { type AttendanceCode, AttendanceRow, type CheckIn } from '#contracts/check-ins';
import type { FileQuery, ImportOutcome } from '#contracts/import';
import { Problem } from '#contracts/problem';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { refuseUnless } from '../classes/class.states.js';
import { ParticipantEntity } from '../participants/participant.entity.js';
import { checkInSql, knowsCodeSql, meetsTodaySql, showCodeSql, wrongCodeSql } from './check-ins.queries.js';
import { fingerprintOf, newCode } from './check-ins.rules.js';

/** A code counts so long; the screen asks for the next before it ends. */
const SECONDS = 90;
/** After so many wrong ones within ten minutes somebody waits. */
const WRONG = 5;

@Injectable()
export class CheckInsService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * The next code for the screen of a class that meets today.
   * @throws Problem 409 `class.not-planned`, 422 `class.not-today`.
   */
  async show(classId: string): Promise<AttendanceCode> {
    return this.transactions.run(async (unit) => {
      refuseUnless(await lockRow(unit, TrainingClassEntity, classId), 'planned');
      await refuseOtherDays(unit, classId);
      const code = newCode();
      const values = [classId, fingerprintOf(classId, code), SECONDS];
      const [shown] = await unit.query<{ expiresAt: Date }>('check-in.show', showCodeSql, values);
      unit.audit({ action: 'attendance-code.show', entity: `class:${classId}` });
      return { code, expiresAt: shown!.expiresAt.toISOString() };
    });
  }

  /**
   * Notes that the caller is there today, by the code on the screen.
   * @throws Problem 404 for whoever was not invited, 409 `class.not-planned`, 422 `class.not-today`,
   *   `class.wrong-code`, 429 after five wrong ones.
   */
  async checkIn(classId: string, { code }: CheckIn, { personId }: Caller): Promise<void> {
    // A wrong code is counted, so its unit of work must not fail.
    const refusal = await this.transactions.run(async (unit) => {
      const held = await unit.manager.findOneBy(TrainingClassEntity, { id: classId });
      const own =
        held &&
        personId &&
        (await unit.manager.findOne(ParticipantEntity, {
          where: { classId, personId },
          lock: { mode: 'pessimistic_write' },
        }));
      if (!own) throw Problem.of('resource.not-found');
      refuseUnless(held, 'planned');
      await refuseOtherDays(unit, classId);
      const values = [classId, fingerprintOf(classId, code), personId, WRONG];
      const [known] = await unit.query<{ right: boolean; barred: boolean }>(
        'check-in.knows',
        knowsCodeSql,
        values,
      );
      if (known!.barred) return Problem.of('request.too-many');
      if (!known!.right) {
        await unit.query('check-in.wrong', wrongCodeSql, [classId, personId]);
        return Problem.unprocessable('class.wrong-code', 'This is not the code on the screen');
      }
      await unit.query('check-in.note', checkInSql, [classId, [personId], [null], 'code']);
      unit.audit({ action: 'class-attendance.check-in', entity: `class:${classId}`, details: { personId } });
      return null;
    });
    if (refusal) throw refusal;
  }

  /**
   * Notes who was there on which days, from a table; all or nothing.
   * @throws Problem 409 `class.not-planned`, 422 `file.unreadable`.
   */
  async importFile(classId: string, file: Upload, { dryRun }: FileQuery): Promise<ImportOutcome> {
    const sheets = await listsOf(file, ['attendance'], 'attendance');
    const { rows, problems } = checkedList(sheets, 'attendance', AttendanceRow);
    return this.transactions.run(async (unit) => {
      const held = await lockRow(unit, TrainingClassEntity, classId);
      refuseUnless(held, 'planned');
      const invited = await unit.manager.findBy(ParticipantEntity, { classId });
      const known = new Set(invited.map(({ personId }) => personId));
      for (const { line, row } of rows) {
        if (!known.has(row.personId))
          problems.push({ list: 'attendance', line, message: 'personId: was not invited' });
        if (row.day < held.startsOn || row.day > held.endsOn)
          problems.push({ list: 'attendance', line, message: 'day: is no day of the class' });
      }
      problems.sort((one, other) => one.line - other.line);
      const counts = { attendance: rows.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      const values = [classId, rows.map(({ row }) => row.personId), rows.map(({ row }) => row.day), 'file'];
      await unit.query('check-in.note', checkInSql, values);
      unit.audit({ action: 'class-attendance.import', entity: `class:${classId}`, details: counts });
      return { applied: true, counts, problems };
    });
  }
}

async function refuseOtherDays(unit: UnitOfWork, classId: string): Promise<void> {
  const [today] = await unit.query<{ meets: boolean }>('check-in.today', meetsTodaySql, [classId]);
  if (!today!.meets) throw Problem.unprocessable('class.not-today', 'The class does not meet today');
}
