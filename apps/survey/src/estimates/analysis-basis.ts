import type { EntityManager } from 'typeorm';
import type { AnalysisText } from '#contracts/analyses';
import type { QuestionnaireForm } from '#contracts/questionnaires';
import type { SampleCell } from '#contracts/samples';
import { reopenRelease, type ReleasedTable } from '#disclosure/gate';
import { contentHash } from '#documents/canonical-json';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { QuestionnaireEntity } from '../questionnaires/questionnaire.entity.js';
import { SampleCellEntity, SampleEntity } from '../samples/sample.entity.js';
import { toCell } from '../samples/sample.mapper.js';
import { type AnalysisInput, strataOf } from './analyse.rules.js';
import { frameTotalsSql, notEligibleSql, releasedSql } from './analyses.queries.js';
import type { AnalysisGround } from './definition.rules.js';

interface ReleasedBefore {
  id: string;
  definition: AnalysisText;
  released: ReleasedTable[];
}

/** What is known of a survey beside its answers. */
export interface Basis {
  readonly plan: SurveyPlanEntity;
  readonly sample: SampleEntity;
  readonly cells: readonly SampleCell[];
  readonly form: QuestionnaireForm;
  readonly releasedBefore: readonly ReleasedBefore[];
}

/** The plan with the sample and the version of the questionnaire that were in the field; null if there is none. */
export async function basisOf(manager: EntityManager, planId: string): Promise<Basis | null> {
  const plan = await manager.findOneBy(SurveyPlanEntity, { id: planId });
  const sample = await manager.findOne(SampleEntity, {
    where: { planId },
    order: { drawnAt: 'DESC', id: 'ASC' },
  });
  const questionnaire = await manager.findOne(QuestionnaireEntity, {
    where: { planId, state: 'frozen' },
    order: { number: 'DESC' },
  });
  if (!plan || !sample || !questionnaire) return null;
  const cells = await manager.find(SampleCellEntity, {
    where: { sampleId: sample.id },
    order: { number: 'ASC' },
  });
  const releasedBefore = await manager.query<ReleasedBefore[]>(releasedSql, [planId]);
  return { plan, sample, cells: cells.map(toCell), form: questionnaire.form, releasedBefore };
}

export function groundOf({ plan, cells, form, releasedBefore }: Basis): AnalysisGround {
  const cuts = new Map(
    releasedBefore.flatMap(({ definition }) =>
      definition.variables.flatMap(({ item, bands }) =>
        item === undefined ? [] : [[item, bands ?? null] as const],
      ),
    ),
  );
  return { design: plan.design, form, strata: strataOf(cells), cuts };
}

/** What goes into an analysis, but for the answers; held against some of the analyses that were released before. */
export async function inputOf(
  manager: EntityManager,
  { plan, sample, cells, form, releasedBefore }: Basis,
  definition: AnalysisText,
  against: readonly string[],
): Promise<Omit<AnalysisInput, 'responses'>> {
  const totals = await manager.query<{ stratum: string; total: number }[]>(frameTotalsSql, [
    sample.frameId,
    sample.design.method === 'multi-stage',
  ]);
  const notEligible = await manager.query<{ cell: number; cases: number }[]>(notEligibleSql, [sample.id]);
  return {
    definition,
    design: plan.design,
    samplingVersion: sample.codeVersion,
    form,
    cells,
    notEligible: new Map(notEligible.map(({ cell, cases }) => [cell, cases])),
    frameTotals: Object.fromEntries(totals.map(({ stratum, total }) => [stratum, total])),
    earlier: releasedBefore
      .filter(({ id }) => against.includes(id))
      .flatMap(({ released }) => released.map((table) => reopenRelease(table))),
  };
}

/** SHA-256 of all that an analysis follows from. */
export const inputHashOf = ({ notEligible, earlier, ...input }: AnalysisInput): string =>
  contentHash({ ...input, notEligible: [...notEligible], earlier: earlier.map(({ seal }) => seal) });
