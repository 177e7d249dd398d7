import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reaches, reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type {
  Attempt,
  AttemptListQuery,
  HoldInterview,
  MarkAttempt,
  StartAttempt,
  SubmitAttempt,
} from '#contracts/assessments';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordList, recordRead } from '#service-kit/reads-of-others';
import { refusePersonalData } from '../personal-data.rules.js';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { ParticipantEntity } from '../participants/participant.entity.js';
import { ClassTrainerEntity } from '../schedules/schedule.entity.js';
import { AssessmentEntity, AttemptEntity, QuestionBankEntity } from './assessment.entity.js';
import { drawQuestions, fits, marksOf, passes } from './attempts.rules.js';

const MAX_SEED = 2 ** 31 - 1;

@Injectable()
export class AttemptsService {
  constructor(private readonly transactions: Transactions) {}

  /** Lists attempts of the class and person that are asked for, as far as the caller may know. */
  async list(query: z.infer<typeof AttemptListQuery>, caller: Caller): Promise<Page<AttemptEntity>> {
    return this.transactions.run(async (unit) => {
      const { sql, parameters } = reachWhere(caller.reach, { person: 'attempt.personId' });
      const fields = ['assessmentId', 'classId', 'personId', 'state'];
      const page = await readPage(
        unit.manager.createQueryBuilder(AttemptEntity, 'attempt').where(sql, parameters),
        query,
        {
          fields: Object.fromEntries(fields.map((name) => [name, `attempt.${name}`])),
          sort: { expression: 'attempt.classId', of: ({ classId }) => classId },
          id: { expression: 'attempt.id', of: ({ id }) => id },
        },
        (attempt) => attempt,
      );
      recordList(unit, 'attempt', page.items, caller);
      return page;
    });
  }

  /** Reads an attempt: who made it, who teaches the class, the office. */
  async get(id: string, caller: Caller): Promise<Attempt> {
    return this.transactions.run(async (unit) => {
      const attempt = await unit.manager.findOneBy(AttemptEntity, { id });
      if (!attempt || !(await mayRead(unit, attempt, caller))) throw Problem.of('resource.not-found');
      recordRead(unit, 'attempt', attempt, caller);
      return attempt;
    });
  }

  /**
   * Begins an attempt with questions drawn anew, or goes on with the one that is open.
   * @throws Problem 409 `assessment.no-more-attempts`, 422 `assessment.not-for-you`, `assessment.no-questions`.
   */
  async start(assessmentId: string, { classId }: StartAttempt, { personId }: Caller): Promise<Attempt> {
    return this.transactions.run(async (unit) => {
      const assessment = await unit.manager.findOneBy(AssessmentEntity, { id: assessmentId });
      if (!assessment) throw Problem.of('resource.not-found');
      const { bankId, draw } = assessment;
      if (bankId === null || draw === null)
        throw Problem.unprocessable('assessment.no-questions', 'It is an interview');
      const before = await earlier(unit, assessment, classId, personId);
      const open = before.find(({ state }) => state === 'open');
      if (open) return open;
      const { questions } = await unit.manager.findOneByOrFail(QuestionBankEntity, { id: bankId });
      const seed = randomInt(MAX_SEED);
      return insert(unit, assessment, classId, personId!, before.length, {
        seed,
        questions: drawQuestions(questions, draw, seed),
        state: 'open',
        marks: null,
        passed: null,
      });
    });
  }

  /**
   * Hands in an attempt of one's own; what can be marked by the key is.
   * @throws Problem 409 `attempt.submitted`, `attempt.class-assessed`, 422 `attempt.answers-do-not-fit`, `attempt.personal-data`.
   */
  async submit(id: string, version: number, { answers }: SubmitAttempt, caller: Caller): Promise<Attempt> {
    const texts = answers.map(({ text }, index) => [`answers.${index}.text`, text ?? ''] as const);
    refusePersonalData('attempt', Object.fromEntries(texts));
    return this.change(id, version, caller, 'assessment.submit', async (attempt) => {
      const { questions, state } = attempt;
      if (!reaches(caller.reach, { person: attempt.personId })) throw Problem.of('resource.not-found');
      if (state !== 'open') throw Problem.conflict('attempt.submitted', 'It was handed in already');
      if (answers.length !== questions.length || !questions.every((one, index) => fits(one, answers[index]!)))
        throw Problem.unprocessable('attempt.answers-do-not-fit', 'The answers do not fit the questions');
      return { answers, marks: questions.map((one, index) => marksOf(one, answers[index]!)) };
    });
  }

  /**
   * Marks what must be read, by a trainer of the class or the office; nobody marks their own.
   * @throws Problem 409 `attempt.not-submitted`, `attempt.own`, `attempt.class-assessed`, 422 `attempt.marks-do-not-fit`.
   */
  async mark(id: string, version: number, { marks: given }: MarkAttempt, caller: Caller): Promise<Attempt> {
    return this.change(id, version, caller, 'attempt.mark', async (attempt) => {
      const { questions, state, personId } = attempt;
      if (personId === caller.personId) throw Problem.conflict('attempt.own', 'Nobody marks their own');
      if (state === 'open') throw Problem.conflict('attempt.not-submitted', 'It was not handed in yet');
      const marks = [...attempt.marks!];
      for (const { question, marks: value } of given) {
        const asked = questions[question];
        if (asked?.kind !== 'open' || value > asked.most)
          throw Problem.unprocessable('attempt.marks-do-not-fit', `Question ${question} cannot get ${value}`);
        marks[question] = value;
      }
      return { marks };
    });
  }

  /**
   * Records an interview, criterion by criterion.
   * @throws Problem 409 `assessment.no-more-attempts`, `attempt.own`, 422 `assessment.not-for-you`, `assessment.no-interview`,
   *   `attempt.marks-do-not-fit`.
   */
  async interview(
    { assessmentId, classId, personId, marks }: HoldInterview,
    caller: Caller,
  ): Promise<Attempt> {
    return this.transactions.run(async (unit) => {
      if (!(await teaches(unit, classId, caller)))
        throw Problem.of('auth.forbidden', { detail: 'Only who teaches the class, and the office' });
      if (personId === caller.personId) throw Problem.conflict('attempt.own', 'Nobody marks their own');
      const assessment = await unit.manager.findOneBy(AssessmentEntity, { id: assessmentId });
      if (!assessment?.rubric)
        throw Problem.unprocessable('assessment.no-interview', 'There is no such interview');
      const { rubric, passPercent } = assessment;
      const before = await earlier(unit, assessment, classId, personId);
      if (marks.length !== rubric.length || !rubric.every(({ most }, index) => marks[index]! <= most))
        throw Problem.unprocessable('attempt.marks-do-not-fit', 'The marks do not fit the rubric');
      return insert(unit, assessment, classId, personId, before.length, {
        seed: null,
        questions: rubric.map((one) => ({ ...one, kind: 'criterion', options: [], keys: [] })),
        state: 'marked',
        marks,
        passed: passes(rubric, marks, passPercent),
      });
    });
  }

  /** Changes an attempt that the caller may read; once every mark is known so is the result. */
  private async change(
    id: string,
    version: number,
    caller: Caller,
    action: string,
    difference: (attempt: AttemptEntity) => Promise<Partial<AttemptEntity> & { marks: (number | null)[] }>,
  ): Promise<Attempt> {
    return this.transactions.run(async (unit) => {
      const readable = await unit.manager.findOneBy(AttemptEntity, { id });
      if (!readable || !(await mayRead(unit, readable, caller))) throw Problem.of('resource.not-found');
      const attempt = await lockRow(unit, AttemptEntity, id, version);
      const { state } = await lockRow(unit, TrainingClassEntity, attempt.classId);
      if (state === 'assessed' || state === 'certified')
        throw Problem.conflict('attempt.class-assessed', 'Who passed the class was said already');
      Object.assign(attempt, await difference(attempt), { version: version + 1 });
      attempt.passed = passes(attempt.questions, attempt.marks!, attempt.passPercent);
      attempt.state = attempt.passed === null ? 'submitted' : 'marked';
      await unit.manager.save(attempt);
      record(unit, action, attempt);
      return attempt;
    });
  }
}

const mayRead = async (
  unit: UnitOfWork,
  { personId, classId }: AttemptEntity,
  caller: Caller,
): Promise<boolean> => reaches(caller.reach, { person: personId }) || teaches(unit, classId, caller);

/** Whether the caller reaches every class, or teaches this one. */
async function teaches(unit: UnitOfWork, classId: string, { reach, personId }: Caller): Promise<boolean> {
  if (reach.everywhere) return true;
  return personId !== null && unit.manager.existsBy(ClassTrainerEntity, { classId, personId });
}

/** Earlier attempts of somebody who is in a class of the course; no two of them begin at the same moment. */
async function earlier(
  unit: UnitOfWork,
  { id: assessmentId, courseId, attempts }: AssessmentEntity,
  classId: string,
  personId: string | null,
): Promise<AttemptEntity[]> {
  const own =
    personId &&
    (await unit.manager.findOne(ParticipantEntity, {
      where: { classId, personId },
      lock: { mode: 'pessimistic_write' },
    }));
  const held = await unit.manager.findOneBy(TrainingClassEntity, { id: classId, courseId });
  const isOpen = held && ['planned', 'invited', 'held'].includes(held.state);
  if (!own || !isOpen || own.reply === 'declined' || own.attended === false)
    throw Problem.unprocessable(
      'assessment.not-for-you',
      'It is for those in a class of its course, before its end',
    );
  const before = await unit.manager.findBy(AttemptEntity, { assessmentId, classId, personId: own.personId });
  const isOver = before.some(({ passed }) => passed) || before.length >= attempts;
  if (isOver && !before.some(({ state }) => state === 'open'))
    throw Problem.conflict('assessment.no-more-attempts', 'It was passed, or tried as often as it may be');
  return before;
}

async function insert(
  unit: UnitOfWork,
  { id: assessmentId, passPercent }: AssessmentEntity,
  classId: string,
  personId: string,
  before: number,
  facts: Pick<AttemptEntity, 'seed' | 'questions' | 'state' | 'marks' | 'passed'>,
): Promise<AttemptEntity> {
  const attempt: AttemptEntity = {
    id: randomUUID(),
    assessmentId,
    classId,
    personId,
    number: before + 1,
    ...facts,
    answers: null,
    passPercent,
    version: 1,
  };
  await unit.manager.insert(AttemptEntity, attempt);
  record(unit, 'attempt.begin', attempt);
  return attempt;
}

function record(unit: UnitOfWork, action: string, attempt: AttemptEntity): void {
  const { id, assessmentId, classId, personId, seed, state, version } = attempt;
  const details = { assessmentId, classId, personId, seed, state, version };
  unit.audit({ action, entity: `attempt:${id}`, details });
}
