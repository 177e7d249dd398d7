import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type {
  CellProblem,
  Pretest,
  PretestText,
  Questionnaire,
  QuestionnaireFileQuery,
  QuestionnaireForm,
  QuestionnaireImport,
  QuestionnaireListQuery,
  QuestionnaireSummary,
  QuestionnaireText,
} from '#contracts/questionnaires';
import { readSheets, sheetTypes, UnreadableSheet, writeSheets } from '#documents/sheets';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { Upload } from '#service-kit/uploaded';
import { checkForm } from '#xlsform/form-check';
import { exportForm } from '#xlsform/form-export';
import { importForm } from '#xlsform/form-import';
import { isOpen } from '../plans/plan-states.rules.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { PretestEntity, QuestionnaireEntity } from './questionnaire.entity.js';
import { toQuestionnaire, toSummary } from './questionnaire.mapper.js';

/** The versions of the questionnaire of a plan, and their trials. */
@Injectable()
export class QuestionnairesService {
  constructor(private readonly transactions: Transactions) {}

  private get questionnaires(): Repository<QuestionnaireEntity> {
    return this.transactions.manager.getRepository(QuestionnaireEntity);
  }

  async list(
    planId: string,
    query: z.infer<typeof QuestionnaireListQuery>,
  ): Promise<Page<QuestionnaireSummary>> {
    await refuseUnknownPlan(this.transactions.manager, planId);
    return readPage(
      this.questionnaires.createQueryBuilder('one').where('one.planId = :planId', { planId }),
      query,
      {
        fields: { state: 'one.state', number: 'one.number' },
        sort: { expression: 'one.number', of: ({ number }) => number },
        id: { expression: 'one.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toSummary,
    );
  }

  async get(id: string): Promise<Questionnaire> {
    return toQuestionnaire(await this.find(id));
  }

  /** Adds a version to the questionnaire of a plan. @throws Problem 422 `questionnaire.refused` */
  async create(planId: string, { title, form }: QuestionnaireText): Promise<Questionnaire> {
    refuseFaults(form);
    return toQuestionnaire(await this.add(planId, title, form));
  }

  /**
   * Adds a version from a workbook by XLSForm; nothing is added while there is a problem.
   * @throws Problem 422 `file.unreadable`
   */
  async importFile(
    planId: string,
    file: Upload,
    { title, dryRun }: QuestionnaireFileQuery,
  ): Promise<QuestionnaireImport> {
    await refuseUnknownPlan(this.transactions.manager, planId);
    const sheets = await readSheets(file.bytes, sheetTypes.xlsx).catch((error: unknown) => {
      if (!(error instanceof UnreadableSheet)) throw error;
      throw Problem.unprocessable('file.unreadable', 'The file cannot be read as a workbook', {
        detail: error.message,
      });
    });
    const { form, title: titled, problems: found } = importForm(sheets);
    const name = (title ?? titled ?? '').slice(0, 300);
    const problems: CellProblem[] = [...found];
    if (name === '')
      problems.push({ sheet: 'settings', row: 2, column: 'form_title', message: 'there is no title' });
    if (!form || problems.length > 0 || dryRun === 'true') return { questionnaire: null, problems };
    return { questionnaire: toSummary(await this.add(planId, name, form)), problems };
  }

  async export(id: string): Promise<{ bytes: Buffer; number: number }> {
    const { form, title, number } = await this.find(id);
    return { bytes: await writeSheets(exportForm(form, title), sheetTypes.xlsx), number };
  }

  /** Rewrites a draft. @throws Problem 409 `questionnaire.frozen`, `questionnaire.plan-approved`, 422 `questionnaire.refused` */
  async update(id: string, version: number, { title, form }: QuestionnaireText): Promise<Questionnaire> {
    refuseFaults(form);
    return this.change(id, version, 'questionnaire.update', async (questionnaire, unit) => {
      // The plan is held until the end, so that no approval comes in between.
      refuseApproved(await lockRow(unit, SurveyPlanEntity, questionnaire.planId));
      Object.assign(questionnaire, { title, form, languages: form.languages.map(({ code }) => code) });
    });
  }

  /**
   * Freezes a version for the field: it never changes again, and answers carry it. It needs a trial.
   * @throws Problem 409 `questionnaire.frozen`, `questionnaire.not-pretested`
   */
  async freeze(id: string, version: number): Promise<Questionnaire> {
    return this.change(id, version, 'questionnaire.freeze', async (questionnaire, unit) => {
      if (!(await unit.manager.existsBy(PretestEntity, { questionnaireId: id })))
        throw Problem.conflict('questionnaire.not-pretested', 'This version has not been tried out');
      Object.assign(questionnaire, { state: 'frozen', frozenAt: new Date() });
    });
  }

  async pretests(id: string): Promise<{ items: Pretest[] }> {
    await this.find(id);
    const pretests = await this.transactions.manager.find(PretestEntity, {
      where: { questionnaireId: id },
      order: { heldOn: 'ASC', id: 'ASC' },
    });
    return { items: pretests };
  }

  /** Records a trial of a version. What it finds is changed in the next one, or in this while it is a draft. */
  async addPretest(id: string, text: PretestText): Promise<Pretest> {
    return this.transactions.run(async (unit) => {
      await this.find(id);
      const pretest: PretestEntity = { id: randomUUID(), questionnaireId: id, ...text };
      await unit.manager.insert(PretestEntity, pretest);
      unit.audit({
        action: 'questionnaire.pretest',
        entity: `questionnaire:${id}`,
        details: { pretestId: pretest.id },
      });
      return pretest;
    });
  }

  private async add(planId: string, title: string, form: QuestionnaireForm): Promise<QuestionnaireEntity> {
    return this.transactions.run(async (unit) => {
      // The lock makes versions come one after the other.
      refuseApproved(await lockRow(unit, SurveyPlanEntity, planId));
      const questionnaire: QuestionnaireEntity = {
        id: randomUUID(),
        planId,
        number: 1 + (await unit.manager.countBy(QuestionnaireEntity, { planId })),
        title,
        state: 'draft',
        frozenAt: null,
        languages: form.languages.map(({ code }) => code),
        form,
        version: 1,
      };
      await unit.manager.insert(QuestionnaireEntity, questionnaire as never);
      unit.audit({
        action: 'questionnaire.create',
        entity: `questionnaire:${questionnaire.id}`,
        details: { planId, number: questionnaire.number },
      });
      return questionnaire;
    });
  }

  private async find(id: string): Promise<QuestionnaireEntity> {
    const questionnaire = await this.questionnaires.findOneBy({ id });
    if (!questionnaire) throw Problem.of('resource.not-found');
    return questionnaire;
  }

  private async change(
    id: string,
    version: number,
    action: string,
    make: (questionnaire: QuestionnaireEntity, unit: UnitOfWork) => unknown,
  ): Promise<Questionnaire> {
    return this.transactions.run(async (unit) => {
      const questionnaire = await lockRow(unit, QuestionnaireEntity, id, version);
      if (questionnaire.state === 'frozen')
        throw Problem.conflict('questionnaire.frozen', 'A frozen version never changes: add another');
      await make(questionnaire, unit);
      questionnaire.version += 1;
      await unit.manager.save(questionnaire);
      unit.audit({ action, entity: `questionnaire:${id}`, details: { version: questionnaire.version } });
      return toQuestionnaire(questionnaire);
    });
  }
}

function refuseApproved({ state }: SurveyPlanEntity): void {
  if (!isOpen(state))
    throw Problem.conflict('questionnaire.plan-approved', 'The plan was approved with its questionnaire');
}

function refuseFaults(form: QuestionnaireForm): void {
  const problems = checkForm(form);
  if (problems.length === 0) return;
  throw Problem.unprocessable('questionnaire.refused', 'The questionnaire cannot be used as it is', {
    errors: problems.map(({ item, list, choice, field, message }) => {
      const at =
        item !== undefined ? ['items', item] : list !== undefined ? ['lists', list, 'choices', choice] : [];
      return { path: ['form', ...at, ...(field === null ? [] : [field])].join('.'), message };
    }),
  });
}
