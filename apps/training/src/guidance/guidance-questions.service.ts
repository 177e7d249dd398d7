import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type {
  AnswerGuidanceQuestion,
  AskAboutGuidance,
  GuidanceQuestion,
  GuidanceQuestionListQuery,
} from '#contracts/written-guidance';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { tell } from '../classes/telling.js';
import { invitationOf } from '../participants/invitation.js';
import { refusePersonalData } from '../personal-data.rules.js';
import { GuidanceQuestionEntity } from './guidance.entity.js';
import { sentOrNotFound, sentTo } from './guidance.service.js';

/** What those who got a written guidance ask, and what the office answers: for all of them to read, without a name. */
@Injectable()
export class GuidanceQuestionsService {
  constructor(private readonly transactions: Transactions) {}

  /** @throws Problem 404 before it was sent, and for whoever it was not sent to. */
  async list(
    classId: string,
    query: z.infer<typeof GuidanceQuestionListQuery>,
    caller: Caller,
  ): Promise<Page<GuidanceQuestion>> {
    return this.transactions.run(async (unit) => {
      await sentOrNotFound(unit, classId);
      if (!caller.reach.everywhere) await invitationOf(unit, classId, caller);
      const select = unit.manager
        .createQueryBuilder(GuidanceQuestionEntity, 'question')
        .where('question.classId = :classId', { classId });
      const { answered } = query;
      if (answered) select.andWhere(`(question.answer IS NOT NULL) = :answered`, { answered });
      return readPage(
        select,
        query,
        {
          fields: {},
          sort: { expression: 'question.askedOn', of: ({ askedOn }) => askedOn },
          id: { expression: 'question.id', of: ({ id }) => id },
        },
        (question) => toQuestion(question, caller),
      );
    });
  }

  /**
   * Asks for the caller.
   * @throws Problem 404 for whoever was not invited, 409 `class.not-planned`, `guidance.not-sent`,
   *   422 `class.personal-data`.
   */
  async ask(classId: string, { text }: AskAboutGuidance, caller: Caller): Promise<GuidanceQuestion> {
    refusePersonalData('class', { text });
    return this.transactions.run(async (unit) => {
      const { own } = await sentTo(unit, classId, caller);
      const question: GuidanceQuestionEntity = {
        id: randomUUID(),
        classId,
        personId: own.personId,
        text,
        askedOn: await officeDay(unit.manager),
        answer: null,
        answeredOn: null,
        version: 1,
      };
      await unit.manager.insert(GuidanceQuestionEntity, question);
      unit.audit({ action: 'guidance-question.ask', entity: `guidance-question:${question.id}` });
      return toQuestion(question, caller);
    });
  }

  /**
   * Answers a question, or puts another answer in the place of the one it has; whoever asked is told.
   * @throws Problem 404, 412, 422 `class.personal-data`.
   */
  async answer(
    id: string,
    version: number,
    { answer }: AnswerGuidanceQuestion,
    caller: Caller,
  ): Promise<GuidanceQuestion> {
    refusePersonalData('class', { answer });
    return this.transactions.run(async (unit) => {
      const question = await lockRow(unit, GuidanceQuestionEntity, id, version);
      const answeredOn = await officeDay(unit.manager);
      Object.assign(question, { answer, answeredOn, version: version + 1 });
      await unit.manager.save(question);
      unit.audit({
        action: 'guidance-question.answer',
        entity: `guidance-question:${id}`,
        details: { version: question.version },
      });
      const held = await unit.manager.findOneByOrFail(TrainingClassEntity, { id: question.classId });
      await tell(unit, held, [question.personId], 'answered');
      return toQuestion(question, caller);
    });
  }
}

const toQuestion = ({ personId, ...rest }: GuidanceQuestionEntity, caller: Caller): GuidanceQuestion => ({
  ...rest,
  own: personId === caller.personId,
});
