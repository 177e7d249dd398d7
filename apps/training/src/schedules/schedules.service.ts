import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reaches } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { ClassSchedule, ScheduleClass, ScheduledClass } from '#contracts/class-schedules';
import { Transactions } from '#persistence/transactions';
import { ClassesService } from '../classes/classes.service.js';
import { refuseUnknownPeople } from '../reference/reference.queries.js';
import { ClassSessionEntity, ClassTrainerEntity } from './schedule.entity.js';
import { clashesOf, sessionOutside, sessionsWithinSql } from './schedules.queries.js';

@Injectable()
export class SchedulesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly classes: ClassesService,
  ) {}

  /** When and where a class meets; showing who teaches it, other than the caller, is recorded. */
  async get(classId: string, caller: Caller): Promise<ClassSchedule> {
    return this.transactions.run(async (unit) => {
      const { version } = await this.classes.get(classId);
      const schedule = await read(unit.manager, classId);
      const trainerIds = schedule.trainerIds.filter((person) => reaches(caller.reach, { person }));
      const personIds = trainerIds.filter((id) => id !== caller.personId);
      if (personIds.length > 0)
        unit.audit({ action: 'class-schedule.read', entity: `class:${classId}`, details: { personIds } });
      return { ...schedule, trainerIds, version };
    });
  }

  /**
   * Says when and where a class meets and who teaches it, all anew; whom it takes from another class is named, not refused.
   * @throws Problem 409 `class.not-planned`, 422 `class.session-outside`, `class.no-person`.
   */
  async schedule(
    id: string,
    version: number,
    { sessions, trainerIds }: ScheduleClass,
  ): Promise<ScheduledClass> {
    return this.transactions.run(async (unit) => {
      const changed = await this.classes.reschedule(id, version);
      const [days] = await unit.query<{ within: boolean }>('class.sessions-within', sessionsWithinSql, [
        changed.startsOn,
        changed.endsOn,
        sessions.map(({ from }) => from),
        sessions.map(({ to }) => to),
      ]);
      if (!days!.within) throw sessionOutside();
      await refuseUnknownPeople(unit, 'class', trainerIds);
      const { sessions: before } = await read(unit.manager, id);
      for (const entity of [ClassSessionEntity, ClassTrainerEntity])
        await unit.manager.delete(entity, { classId: id });
      await unit.manager.insert(
        ClassSessionEntity,
        sessions.map(({ from, to, place }) => ({
          classId: id,
          startsAt: new Date(from),
          endsAt: new Date(to),
          place,
        })),
      );
      await unit.manager.insert(
        ClassTrainerEntity,
        trainerIds.map((personId) => ({ classId: id, personId })),
      );
      unit.audit({
        action: 'class-schedule.write',
        entity: `class:${id}`,
        details: { sessions: sessions.length, trainerIds },
      });
      const clashes = await clashesOf(unit, id, trainerIds, 'trainer');
      const written = await read(unit.manager, id);
      if (!isDeepStrictEqual(written.sessions, before)) await this.classes.tellOfChange(unit, changed);
      return { ...written, version: changed.version, clashes };
    });
  }
}

async function read(manager: EntityManager, classId: string): Promise<Omit<ClassSchedule, 'version'>> {
  const sessions = await manager.find(ClassSessionEntity, { where: { classId }, order: { startsAt: 'ASC' } });
  const trainers = await manager.find(ClassTrainerEntity, { where: { classId }, order: { personId: 'ASC' } });
  return {
    classId,
    sessions: sessions.map(({ startsAt, endsAt, place }) => ({
      from: startsAt.toISOString(),
      to: endsAt.toISOString(),
      place,
    })),
    trainerIds: trainers.map(({ personId }) => personId),
  };
}
