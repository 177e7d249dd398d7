import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  Assessment,
  AssessmentListQuery,
  AssessmentText,
  QuestionBank,
  QuestionBankListQuery,
  QuestionBankText,
} from '#contracts/assessments';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { CourseEntity } from '../courses/course.entity.js';
import { AssessmentEntity, QuestionBankEntity } from './assessment.entity.js';

/** Banks of questions, and the assessments that draw on them. What was asked already stays as it was. */
@Injectable()
export class AssessmentsService {
  constructor(private readonly transactions: Transactions) {}

  async listBanks(query: z.infer<typeof QuestionBankListQuery>) {
    return readPage(
      this.transactions.manager.createQueryBuilder(QuestionBankEntity, 'bank'),
      query,
      {
        fields: { title: 'bank.title' },
        sort: { expression: 'bank.title', of: ({ title }) => title },
        id: { expression: 'bank.id', of: ({ id }) => id },
      },
      ({ questions, ...bank }) => ({ ...bank, size: questions.length }),
    );
  }

  async getBank(id: string): Promise<QuestionBank> {
    return found(await this.transactions.manager.findOneBy(QuestionBankEntity, { id }));
  }

  async createBank(input: QuestionBankText): Promise<QuestionBank> {
    return this.transactions.run(async (unit) => {
      const bank = { id: randomUUID(), ...input, version: 1 };
      return saved(unit, 'question-bank.create', QuestionBankEntity, bank);
    });
  }

  async updateBank(id: string, version: number, input: QuestionBankText): Promise<QuestionBank> {
    return this.transactions.run(async (unit) => {
      const bank = await lockRow(unit, QuestionBankEntity, id, version);
      const changed = { ...bank, ...input, version: version + 1 };
      return saved(unit, 'question-bank.update', QuestionBankEntity, changed);
    });
  }

  async list(query: z.infer<typeof AssessmentListQuery>): Promise<Page<Assessment>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(AssessmentEntity, 'assessment'),
      query,
      {
        fields: { courseId: 'assessment.courseId' },
        sort: { expression: 'assessment.courseId', of: ({ courseId }) => courseId },
        id: { expression: 'assessment.id', of: ({ id }) => id },
      },
      (assessment): Assessment => assessment,
    );
  }

  async get(id: string): Promise<Assessment> {
    return found(await this.transactions.manager.findOneBy(AssessmentEntity, { id }));
  }

  /** @throws Problem 422 `assessment.no-course`, `assessment.no-bank`, `assessment.small-bank`. */
  async create(input: AssessmentText): Promise<Assessment> {
    return this.transactions.run(async (unit) => {
      await refuseUnfit(unit, input);
      const assessment = { id: randomUUID(), ...input, version: 1 };
      return saved(unit, 'assessment.create', AssessmentEntity, assessment);
    });
  }

  /** As {@link create}. Attempts that were begun keep their questions and what they need to pass. */
  async update(id: string, version: number, input: AssessmentText): Promise<Assessment> {
    return this.transactions.run(async (unit) => {
      const assessment = await lockRow(unit, AssessmentEntity, id, version);
      await refuseUnfit(unit, input);
      const changed = { ...assessment, ...input, version: version + 1 };
      return saved(unit, 'assessment.update', AssessmentEntity, changed);
    });
  }
}

function found<Entity>(entity: Entity | null): Entity {
  if (!entity) throw Problem.of('resource.not-found');
  return entity;
}

async function saved<Entity extends { id: string; version: number }>(
  unit: UnitOfWork,
  action: `${string}.${string}`,
  entity: new () => Entity,
  row: Entity,
): Promise<Entity> {
  await unit.manager.save(entity, row);
  const { id, version } = row;
  unit.audit({ action, entity: `${action.split('.')[0]}:${id}`, details: { version } });
  return row;
}

async function refuseUnfit(unit: UnitOfWork, { courseId, bankId, draw }: AssessmentText): Promise<void> {
  if (!(await unit.manager.existsBy(CourseEntity, { id: courseId })))
    throw Problem.unprocessable('assessment.no-course', 'There is no such course');
  if (bankId === null) return;
  const bank = await unit.manager.findOneBy(QuestionBankEntity, { id: bankId });
  if (!bank) throw Problem.unprocessable('assessment.no-bank', 'There is no such bank of questions');
  if (draw !== null && bank.questions.length < draw)
    throw Problem.unprocessable('assessment.small-bank', `The bank has ${bank.questions.length} questions`);
}
