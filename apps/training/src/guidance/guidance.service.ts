import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type { WrittenGuidance } from '#contracts/written-guidance';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { refuseUnless } from '../classes/class.states.js';
import { ClassesService } from '../classes/classes.service.js';
import { tell } from '../classes/telling.js';
import { CourseEntity } from '../courses/course.entity.js';
import { MaterialEntity } from '../materials/material.entity.js';
import { ParticipantEntity } from '../participants/participant.entity.js';
import { expectedSql } from '../participants/participants.queries.js';
import { invitationOf } from '../participants/invitation.js';
import { SentGuidanceEntity } from './guidance.entity.js';
import { currentMaterialsSql, progressSql, unopenedSql } from './guidance.queries.js';

type Progress = Pick<WrittenGuidance, 'recipients' | 'read' | 'questions' | 'answered'>;

/** Classes that are held in writing: the materials of the course are sent, and read by the last day. */
@Injectable()
export class GuidanceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly classes: ClassesService,
  ) {}

  /**
   * What was sent and how far it was read; the caller's own part, where they were invited.
   * @throws Problem 404 before it was sent, and for whoever it was not sent to.
   */
  async get(classId: string, caller: Caller): Promise<WrittenGuidance> {
    return this.transactions.run(async (unit) => {
      const sent = await sentOrNotFound(unit, classId);
      const own = caller.personId
        ? await unit.manager.findOneBy(ParticipantEntity, { classId, personId: caller.personId })
        : null;
      if (!own && !caller.reach.everywhere) throw Problem.of('resource.not-found');
      return this.view(unit, sent, own);
    });
  }

  /**
   * Sends what the course has now to all who were invited and have not declined; who is invited later gets it too.
   * @throws Problem 409 `class.not-planned`, `guidance.sent`, 422 `guidance.not-written`, `guidance.no-material`,
   *   `guidance.no-recipients`.
   */
  async send(classId: string, version: number): Promise<WrittenGuidance> {
    return this.transactions.run(async (unit) => {
      const planned = await lockRow(unit, TrainingClassEntity, classId, version);
      refuseUnless(planned, 'planned');
      if (await unit.manager.existsBy(SentGuidanceEntity, { classId }))
        throw Problem.conflict('guidance.sent', 'It was sent before');
      const course = await unit.manager.findOneByOrFail(CourseEntity, { id: planned.courseId });
      if (course.modality !== 'written')
        throw Problem.unprocessable('guidance.not-written', 'The course is not held in writing');
      const materials = await unit.query<{ id: string }>('guidance.materials', currentMaterialsSql, [
        course.id,
      ]);
      if (materials.length === 0)
        throw Problem.unprocessable('guidance.no-material', 'The course has nothing to be read');
      const expected = await unit.query<{ personId: string }>('class.expected', expectedSql, [classId]);
      if (expected.length === 0)
        throw Problem.unprocessable('guidance.no-recipients', 'Nobody was invited, or all have declined');
      const sent: SentGuidanceEntity = {
        classId,
        sentOn: await officeDay(unit.manager),
        materialIds: materials.map(({ id }) => id),
      };
      await unit.manager.insert(SentGuidanceEntity, sent);
      await this.classes.sentInWriting(unit, planned);
      const personIds = expected.map(({ personId }) => personId);
      await tell(unit, planned, personIds, 'sent');
      return this.view(unit, sent, null);
    });
  }

  /**
   * The caller says that they have read it; once is enough.
   * @throws Problem 404 for whoever was not invited, 409 `class.not-planned`, `guidance.not-sent`,
   *   422 `guidance.unopened` while something was not opened, naming it.
   */
  async read(classId: string, caller: Caller): Promise<WrittenGuidance> {
    return this.transactions.run(async (unit) => {
      const { own, sent } = await sentTo(unit, classId, caller);
      if (own.readOn) return this.view(unit, sent, own);
      const unopenedIds = await unopened(unit, sent, own);
      if (unopenedIds.length > 0) {
        const detail = unopenedIds.join(', ');
        throw Problem.unprocessable('guidance.unopened', 'Open all of it first', { detail });
      }
      Object.assign(own, { readOn: await officeDay(unit.manager), version: own.version + 1 });
      await unit.manager.save(own);
      const details = { personId: own.personId };
      unit.audit({ action: 'class-guidance.read', entity: `class:${classId}`, details });
      return this.view(unit, sent, own);
    });
  }

  private async view(
    unit: UnitOfWork,
    sent: SentGuidanceEntity,
    own: ParticipantEntity | null,
  ): Promise<WrittenGuidance> {
    const { classId, sentOn, materialIds } = sent;
    const { endsOn, version } = await this.classes.get(classId);
    const found = await unit.manager.find(MaterialEntity, {
      where: { id: In(materialIds) },
      order: { title: 'ASC', id: 'ASC' },
    });
    const [progress] = await unit.query<Progress>('guidance.progress', progressSql, [classId]);
    return {
      classId,
      sentOn,
      dueOn: endsOn,
      materials: found.map(({ id, title, kind }) => ({ id, title, kind })),
      ...progress!,
      own: own && { readOn: own.readOn, unopenedIds: await unopened(unit, sent, own) },
      version,
    };
  }
}

export async function sentOrNotFound(unit: UnitOfWork, classId: string): Promise<SentGuidanceEntity> {
  const sent = await unit.manager.findOneBy(SentGuidanceEntity, { classId });
  if (!sent) throw Problem.of('resource.not-found');
  return sent;
}

/**
 * The caller's invitation to a class that is locked and open, and what was sent.
 * @throws Problem 404 for whoever was not invited, 409 `class.not-planned`, `guidance.not-sent`.
 */
export async function sentTo(
  unit: UnitOfWork,
  classId: string,
  caller: Caller,
): Promise<{ own: ParticipantEntity; sent: SentGuidanceEntity }> {
  const planned = await lockRow(unit, TrainingClassEntity, classId);
  const own = await invitationOf(unit, classId, caller);
  refuseUnless(planned, 'planned');
  const sent = await unit.manager.findOneBy(SentGuidanceEntity, { classId });
  if (!sent) throw Problem.conflict('guidance.not-sent', 'It was not sent yet');
  return { own, sent };
}

async function unopened(
  unit: UnitOfWork,
  { materialIds }: SentGuidanceEntity,
  { personId }: ParticipantEntity,
): Promise<string[]> {
  const rows = await unit.query<{ id: string }>('guidance.unopened', unopenedSql, [materialIds, personId]);
  return rows.map(({ id }) => id);
}
