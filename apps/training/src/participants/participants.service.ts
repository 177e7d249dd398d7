import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import { attendanceRecorded } from '#contracts/certificates';
import type { Page } from '#contracts/list';
import type {
  AssessClass,
  AttendClass,
  AudienceRule,
  ClassCertificates,
  Invited,
  InvitedByRule,
  InviteToClass,
  Participant,
  ParticipantListQuery,
} from '#contracts/participants';
import { Problem } from '#contracts/problem';
import type { TrainingClass } from '#contracts/training';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { unpassedAmong } from '../assessments/assessments.queries.js';
import { refusePersonalData } from '../personal-data.rules.js';
import { CertificatesService } from '../certificates/certificates.service.js';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { refuseUnless } from '../classes/class.states.js';
import { tell } from '../classes/telling.js';
import { ClassesService } from '../classes/classes.service.js';
import { SentGuidanceEntity } from '../guidance/guidance.entity.js';
import { CourseEntity } from '../courses/course.entity.js';
import { clashesOf } from '../schedules/schedules.queries.js';
import { refuseUnknownPeople } from '../reference/reference.queries.js';
import { type Chosen, reasonOf } from './audience.rules.js';
import { ParticipantEntity } from './participant.entity.js';
import { endCodesSql } from '../check-ins/check-ins.queries.js';
import {
  assessSql,
  attendSql,
  audienceSql,
  inviteSql,
  passedWithoutCertificateSql,
} from './participants.queries.js';

type Attended = Pick<ParticipantEntity, 'personId' | 'version'> & {
  attended: boolean;
  passed: boolean | null;
};

@Injectable()
export class ParticipantsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly classes: ClassesService,
    private readonly certificates: CertificatesService,
  ) {}

  /** Lists who was invited, as far as the caller may know; showing others is recorded. */
  async list(
    classId: string,
    query: z.infer<typeof ParticipantListQuery>,
    caller: Caller,
  ): Promise<Page<Participant>> {
    return this.transactions.run(async (unit) => {
      await this.classes.get(classId);
      const { sql, parameters } = reachWhere(caller.reach, { person: 'participant.personId' });
      const page = await readPage(
        unit.manager
          .createQueryBuilder(ParticipantEntity, 'participant')
          .where('participant.classId = :classId', { classId })
          .andWhere(sql, parameters),
        query,
        {
          fields: {
            personId: 'participant.personId',
            attended: 'participant.attended',
            reply: 'participant.reply',
          },
          sort: { expression: 'participant.personId', of: ({ personId }) => personId },
          id: { expression: 'participant.classId', of: (participant) => participant.classId },
        },
        (participant): Participant => participant,
      );
      const personIds = page.items.map(({ personId }) => personId).filter((id) => id !== caller.personId);
      const entity = `class:${classId}`;
      if (personIds.length > 0)
        unit.audit({ action: 'class-participant.list', entity, details: { personIds } });
      return page;
    });
  }

  /**
   * Invites people to a planned class, all for one reason; more may be invited than there are seats.
   * @throws Problem 409 `class.not-planned`, 422 `class.no-person`, `class.personal-data`.
   */
  async invite(classId: string, { personIds, reason }: InviteToClass): Promise<Invited> {
    refusePersonalData('class', { reason });
    return this.transactions.run(async (unit) => {
      const planned = await lockPlanned(unit, classId);
      await refuseUnknownPeople(unit, 'class', personIds);
      return this.add(
        unit,
        planned,
        personIds.map((personId) => ({ personId, reason })),
      );
    });
  }

  /**
   * Invites everyone whom a rule chooses today, each with the reason; whoever is invited already stays as they are.
   * @throws Problem 409 `class.not-planned`.
   */
  async inviteByRule(classId: string, audience: AudienceRule): Promise<InvitedByRule> {
    return this.transactions.run(async (unit) => {
      const planned = await lockPlanned(unit, classId);
      const { rule, role, level = null, since, under = null } = audience;
      const chosen = await unit.query<Chosen>(`audience.${rule}`, audienceSql[rule], [
        role,
        level,
        since,
        under,
      ]);
      const people = chosen.map(({ personId, day }) => ({ personId, reason: reasonOf(audience, day) }));
      return { chosen: people.length, ...(await this.add(unit, planned, people)) };
    });
  }

  /**
   * Holds a class with the list of those who came, or those who checked in; its numbers follow from it.
   * @throws Problem 409 `class.not-planned`, 422 `class.not-invited`, `class.not-over`, `class.over-capacity`.
   */
  async attend(id: string, version: number, { passed, ...list }: AttendClass): Promise<TrainingClass> {
    return this.transactions.run(async (unit) => {
      const planned = await lockRow(unit, TrainingClassEntity, id);
      const invited = await unit.manager.findBy(ParticipantEntity, { classId: id });
      const present = invited.filter(({ daysPresent, readOn }) => daysPresent > 0 || readOn !== null);
      const attended = list.attended ?? present.map(({ personId }) => personId);
      const known = new Set(invited.map(({ personId }) => personId));
      refuseStrangers('class.not-invited', attended, known);
      refuseStrangers('class.not-present', passed ?? [], new Set(attended));
      refuseUnpassed(await unpassedAmong(unit, id, passed ?? []));
      const numbers = { invited: invited.length, attended: attended.length, passed: passed?.length };
      const held = await this.classes.hold(id, version, numbers);
      for (const [name, sql] of Object.entries(endCodesSql)) await unit.query(name, sql, [id]);
      const values = [id, attended, passed ?? null];
      await tellRegistry(unit, planned, await unit.query<Attended>('participant.attend', attendSql, values));
      return held;
    });
  }

  /**
   * Says who of those who came to a class passed: of them, or of all, whoever passed what its course requires.
   * @throws Problem 409 `class.not-held`, 422 `class.not-present`, `class.not-passed`.
   */
  async assess(id: string, version: number, { passed: list }: AssessClass): Promise<TrainingClass> {
    return this.transactions.run(async (unit) => {
      const held = await lockRow(unit, TrainingClassEntity, id);
      const present = await unit.manager.findBy(ParticipantEntity, { classId: id, attended: true });
      const came = present.map(({ personId }) => personId);
      refuseStrangers('class.not-present', list ?? [], new Set(came));
      const unpassed = await unpassedAmong(unit, id, list ?? came);
      const passed = list ?? came.filter((personId) => !unpassed.includes(personId));
      if (list) refuseUnpassed(unpassed);
      const assessed = await this.classes.assess(id, version, passed.length);
      await tellRegistry(
        unit,
        held,
        await unit.query<Attended>('participant.assess', assessSql, [id, passed]),
      );
      return assessed;
    });
  }

  /**
   * Gives everyone who passed, and has none yet, the certificate of the class, valid from its last day on.
   * @throws Problem 409 `class.not-assessed`, 422 `certificate.not-given`, `certificate.out-of-range`.
   */
  async certify(id: string): Promise<ClassCertificates> {
    return this.transactions.run(async (unit) => {
      const assessed = await lockRow(unit, TrainingClassEntity, id);
      refuseUnless(assessed, 'assessed');
      const passed = await unit.query<{ personId: string }>(
        'participant.passed',
        passedWithoutCertificateSql,
        [id],
      );
      const personIds = passed.map(({ personId }) => personId);
      const certificates = await this.certificates.issueOfClass(assessed, personIds);
      await this.classes.certified(unit, assessed);
      return { certificates };
    });
  }

  /** Invites those who are not yet, and tells them. */
  private async add(
    unit: UnitOfWork,
    planned: TrainingClassEntity,
    people: readonly Pick<Participant, 'personId' | 'reason'>[],
  ): Promise<Invited> {
    const { id } = planned;
    const asked = people.map(({ personId }) => personId);
    const values = [id, asked, people.map(({ reason }) => reason)];
    const invited = await unit.query<{ personId: string }>('participant.invite', inviteSql, values);
    const personIds = invited.map(({ personId }) => personId);
    if (personIds.length > 0) await this.classes.invited(unit, planned);
    unit.audit({ action: 'class-participant.invite', entity: `class:${id}`, details: { personIds } });
    const sent = await unit.manager.existsBy(SentGuidanceEntity, { classId: id });
    await tell(unit, planned, personIds, sent ? 'sent' : 'invited');
    return { invited: personIds.length, clashes: await clashesOf(unit, id, asked, 'participant') };
  }
}

const strangerTitles = {
  'class.not-invited': 'Someone on the list was not invited',
  'class.not-present': 'Someone passed who did not come',
};

function refuseStrangers(
  code: keyof typeof strangerTitles,
  personIds: readonly string[],
  known: ReadonlySet<string>,
): void {
  const strangers = personIds.filter((personId) => !known.has(personId));
  if (strangers.length > 0)
    throw Problem.unprocessable(code, strangerTitles[code], { detail: strangers.join(', ') });
}

function refuseUnpassed(personIds: readonly string[]): void {
  const detail = personIds.join(', ');
  if (detail)
    throw Problem.unprocessable('class.not-passed', 'Someone has not passed what the course requires', {
      detail,
    });
}

/** The registry shows on the page of each what they came to. */
async function tellRegistry(
  unit: UnitOfWork,
  { id, courseId, startsOn }: TrainingClassEntity,
  people: readonly Attended[],
): Promise<void> {
  const { title } = await unit.manager.findOneByOrFail(CourseEntity, { id: courseId });
  for (const { version, ...facts } of people)
    unit.publish(attendanceRecorded.of(id, version, { classId: id, courseTitle: title, startsOn, ...facts }));
}

async function lockPlanned(unit: UnitOfWork, id: string): Promise<TrainingClassEntity> {
  const planned = await lockRow(unit, TrainingClassEntity, id);
  refuseUnless(planned, 'planned');
  return planned;
}
