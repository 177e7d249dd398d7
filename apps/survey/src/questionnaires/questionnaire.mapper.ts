import type { Questionnaire, QuestionnaireSummary } from '#contracts/questionnaires';
import type { QuestionnaireEntity } from './questionnaire.entity.js';

export function toSummary({ form: _, ...questionnaire }: QuestionnaireEntity): QuestionnaireSummary {
  return { ...questionnaire, frozenAt: questionnaire.frozenAt?.toISOString() ?? null };
}

export const toQuestionnaire = (questionnaire: QuestionnaireEntity): Questionnaire => ({
  ...toSummary(questionnaire),
  form: questionnaire.form,
});
