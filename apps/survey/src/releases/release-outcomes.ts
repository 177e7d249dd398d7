import type { EntityManager } from 'typeorm';
import type { SurveyOutcomes } from '#contracts/releases';
import { releaseCount, releaseWith } from '#disclosure/gate';
import { outcomeRates } from '#statistics/outcome-rates';
import { outcomeCounts } from '../field-cases/dispositions.rules.js';
import { progressSql } from '../field-cases/field-cases.queries.js';
import type { SurveyPlanEntity } from '../plans/plan.entity.js';
import { isProbability } from '../plans/plans.rules.js';

/**
 * AAPOR's outcome rates of a survey as they are published, `e` as the share among the known cases. Null where there are none:
 * without a case book, and for designs that are no probability designs.
 */
export async function outcomesOf(
  manager: EntityManager,
  { id, design }: SurveyPlanEntity,
): Promise<SurveyOutcomes | null> {
  const standing = await manager.query<Parameters<typeof outcomeCounts>[0]>(progressSql, [id]);
  if (!isProbability(design) || standing.length === 0) return null;
  const counts = outcomeCounts(standing);
  const cases = releaseCount(Object.values(counts).reduce((sum, count) => sum + count, 0));
  return { cases, rates: releaseWith([cases], outcomeRates(counts)).value };
}
