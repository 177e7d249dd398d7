import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import {
  type CancelClass,
  type CascadeQuery,
  type ClassCascade,
  type HoldClass,
  type NewTrainingClass,
  type RewriteClass,
  type TrainingClass,
  trainingClassChanged,
  type TrainingClassListQuery,
} from '#contracts/training';
import { AppointmentLevel } from '#contracts/people';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { CourseEntity } from '../courses/course.entity.js';
import { TrainingClassEntity } from './class.entity.js';
import { concernedSql, expectedSql } from '../participants/participants.queries.js';
import { placeWaiting } from '../participants/seats.js';
import { moveSql, sessionOutside } from '../schedules/schedules.queries.js';
import { forgetReminder } from '../reminders.queries.js';
import { tell, type Told } from './telling.js';
import { cascadeSql, rolledUpSql, trainersSql } from './cascade.queries.js';
import { refuseUnless } from './class.states.js';
import { toClass } from './class.mapper.js';

const notHeld = { invited: null, attended: null, passed: null, cancelReason: null } as const;

@Injectable()
export class ClassesService {
  constructor(private readonly transactions: Transactions) {}

  private get classes(): Repository<TrainingClassEntity> {
    return this.transactions.manager.getRepository(TrainingClassEntity);
  }

  async list(query: z.infer<typeof TrainingClassListQuery>): Promise<Page<TrainingClass>> {
    const fields = ['courseId', 'level', 'areaId', 'organisationId', 'state', 'parentId', 'startsOn'];
    return readPage(
      this.classes.createQueryBuilder('class'),
      query,
      {
        fields: Object.fromEntries(fields.map((name) => [name, `class.${name}`])),
        sort: { expression: 'class.startsOn', of: ({ startsOn }) => startsOn },
        id: { expression: 'class.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toClass,
    );
  }

  async get(id: string): Promise<TrainingClass> {
    const found = await this.classes.findOneBy({ id });
    if (!found) throw Problem.of('resource.not-found');
    return toClass(found);
  }

  /** What a class and those that follow from it came to: by level, by the units as they were, and rolled up on a day. */
  async cascade(id: string, { asOf: asked }: CascadeQuery): Promise<ClassCascade> {
    return this.transactions.run(async (unit) => {
      await this.get(id);
      const [people] = await unit.query<Pick<ClassCascade, 'trained' | 'teaching'>>(
        'class.trainers',
        trainersSql,
        [id],
      );
      const units = await unit.query<ClassCascade['units'][number]>('class.cascade', cascadeSql, [
        id,
        AppointmentLevel.options,
      ]);
      const levels = AppointmentLevel.options.flatMap((level) => {
        const own = units.filter((one) => one.level === level);
        const sum = (name: 'classes' | 'held' | 'attended' | 'passed') =>
          own.reduce((total, one) => total + one[name], 0);
        const figures = {
          classes: sum('classes'),
          held: sum('held'),
          attended: sum('attended'),
          passed: sum('passed'),
        };
        return own.length === 0 ? [] : [{ level, ...figures }];
      });
      const asOf = asked ?? (await officeDay(unit.manager));
      const rolledUp = await unit.query<ClassCascade['rolledUp'][number]>('class.rolled-up', rolledUpSql, [
        id,
        asOf,
      ]);
      return { classId: id, ...people!, levels, units, asOf, rolledUp };
    });
  }

  /**
   * Plans a class for the course's present audience.
   * @throws Problem 422 `class.no-course`, `class.no-parent`, `class.not-below`.
   */
  async plan({ parentId, ...input }: NewTrainingClass): Promise<TrainingClass> {
    return this.transactions.run(async (unit) => {
      const course = await unit.manager.findOneBy(CourseEntity, { id: input.courseId });
      if (!course) throw Problem.unprocessable('class.no-course', 'There is no such course');
      if (parentId !== undefined) await refuseUnlessBelow(unit, parentId, input.level);
      const { audience } = course;
      const planned: TrainingClassEntity = {
        id: randomUUID(),
        ...input,
        parentId: parentId ?? null,
        audience,
        state: 'planned',
        ...notHeld,
        version: 1,
      };
      await unit.manager.insert(TrainingClassEntity, planned);
      return record(unit, 'class.plan', planned);
    });
  }

  /**
   * Records that a class was held, and how many came; it is assessed at once where they say how many passed.
   * @throws Problem 409 `class.not-planned`, 422 `class.not-over` before its last day, `class.over-capacity`.
   */
  async hold(id: string, version: number, attendance: HoldClass): Promise<TrainingClass> {
    return this.change(id, version, 'class.hold', async (unit, planned) => {
      if ((await officeDay(unit.manager)) < planned.endsOn)
        throw Problem.unprocessable('class.not-over', 'The class is not over yet');
      if (attendance.attended > planned.capacity) {
        const detail = `It has ${planned.capacity} seats`;
        throw Problem.unprocessable('class.over-capacity', 'More attended than there are seats', { detail });
      }
      const { passed = null, ...numbers } = attendance;
      return { ...numbers, passed, state: passed === null ? 'held' : 'assessed' };
    });
  }

  /** @throws Problem 409 `class.not-held` when it was not held, or is assessed already. */
  async assess(id: string, version: number, passed: number): Promise<TrainingClass> {
    return this.change(id, version, 'class.assess', async () => ({ state: 'assessed', passed }), 'held');
  }

  /** Notes the first invitations to a class that is locked. */
  async invited(unit: UnitOfWork, planned: TrainingClassEntity): Promise<void> {
    if (planned.state === 'planned') await this.goOn(unit, planned, 'class.invite', { state: 'invited' });
  }

  /** Notes that what is to be read was sent to those invited to a class that is locked. */
  async sentInWriting(unit: UnitOfWork, planned: TrainingClassEntity): Promise<void> {
    await this.goOn(unit, planned, 'class.send-guidance', {});
    await unit.query('class.forget-reminder', forgetReminder('class'), [planned.id]);
  }

  /** Notes that an assessed class, which is locked, has given its certificates. */
  async certified(unit: UnitOfWork, assessed: TrainingClassEntity): Promise<void> {
    if (assessed.state === 'assessed')
      await this.goOn(unit, assessed, 'class.certify', { state: 'certified' });
  }

  /**
   * Changes the days and the seats of a class; its sessions move with its first day, and whoever waits gets a seat that
   * was added. Those concerned are told.
   * @throws Problem 409 `class.not-planned`, 422 `class.session-outside`, `class.over-capacity` when more have accepted.
   */
  async rewrite(id: string, version: number, input: RewriteClass): Promise<TrainingClass> {
    return this.transactions.run(async (unit) => {
      const planned = await lockRow(unit, TrainingClassEntity, id, version);
      refuseUnless(planned, 'planned');
      const { startsOn, endsOn, capacity } = input;
      const moves = startsOn !== planned.startsOn || endsOn !== planned.endsOn;
      const [fits] = await unit.query<{ taken: number; within: boolean }>('class.fits', moveSql, [
        id,
        startsOn,
        planned.startsOn,
        endsOn,
      ]);
      if (fits!.taken > capacity) {
        const detail = `${fits!.taken} have accepted`;
        throw Problem.unprocessable('class.over-capacity', 'More have accepted than there would be seats', {
          detail,
        });
      }
      if (!fits!.within) throw sessionOutside();
      const rewritten = await this.goOn(unit, planned, 'class.rewrite', input);
      if (moves) {
        await this.tellOfChange(unit, planned);
        await unit.query('class.forget-reminder', forgetReminder('class'), [id]);
      }
      await placeWaiting(unit, planned);
      return rewritten;
    });
  }

  /** Tells those who are to come to a class, or teach it, that it is not as it was. */
  async tellOfChange(unit: UnitOfWork, planned: Told): Promise<void> {
    const concerned = await unit.query<{ personId: string }>('class.concerned', concernedSql, [planned.id]);
    const personIds = concerned.map(({ personId }) => personId);
    await tell(unit, planned, personIds, 'changed');
  }

  /** A new version for the hours and trainers of a class, which others keep. */
  async reschedule(id: string, version: number): Promise<TrainingClass> {
    return this.change(id, version, 'class.reschedule', async () => ({}));
  }

  /**
   * Cancels a class; those who were to come are told.
   * @throws Problem 409 `class.not-planned` when it was held, or cancelled before.
   */
  async cancel(id: string, version: number, { reason }: CancelClass): Promise<TrainingClass> {
    return this.change(id, version, 'class.cancel', async (unit, planned) => {
      const expected = await unit.query<{ personId: string }>('class.expected', expectedSql, [id]);
      const personIds = expected.map(({ personId }) => personId);
      await tell(unit, planned, personIds, 'cancelled');
      return { state: 'cancelled', cancelReason: reason };
    });
  }

  private async change(
    id: string,
    version: number,
    action: string,
    difference: (unit: UnitOfWork, planned: TrainingClassEntity) => Promise<Partial<TrainingClassEntity>>,
    needed: Parameters<typeof refuseUnless>[1] = 'planned',
  ): Promise<TrainingClass> {
    return this.transactions.run(async (unit) => {
      const planned = await lockRow(unit, TrainingClassEntity, id, version);
      refuseUnless(planned, needed);
      return this.goOn(unit, planned, action, await difference(unit, planned));
    });
  }

  private async goOn(
    unit: UnitOfWork,
    entity: TrainingClassEntity,
    action: string,
    difference: Partial<TrainingClassEntity>,
  ): Promise<TrainingClass> {
    Object.assign(entity, difference, { version: entity.version + 1 });
    await unit.manager.save(entity);
    return record(unit, action, entity);
  }
}

async function refuseUnlessBelow(
  unit: UnitOfWork,
  parentId: string,
  level: TrainingClass['level'],
): Promise<void> {
  const parent = await unit.manager.findOneBy(TrainingClassEntity, { id: parentId });
  if (!parent || parent.state === 'cancelled')
    throw Problem.unprocessable('class.no-parent', 'There is no such class for it to follow from');
  const { options } = AppointmentLevel;
  if (options.indexOf(level) <= options.indexOf(parent.level))
    throw Problem.unprocessable('class.not-below', 'It follows from a class of a level above its own');
}

function record(unit: UnitOfWork, action: string, entity: TrainingClassEntity): TrainingClass {
  const view = toClass(entity);
  const { id, version, state } = view;
  unit.publish(trainingClassChanged.of(id, version, view));
  unit.audit({ action, entity: `class:${id}`, details: { version, state, attendance: view.attendance } });
  return view;
}
