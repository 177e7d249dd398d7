import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { type Reach, reachWhere } from '#auth/reach';
import { OpinionItemEntity, OpinionReportEntity } from '../opinion-reports/opinion-report.entity.js';

/** Items that the caller reviews: those of reports within the areas of the grant, once they are sent in. */
export function reviewedItems(manager: EntityManager, reach: Reach): SelectQueryBuilder<OpinionItemEntity> {
  const { sql, parameters } = reachWhere(reach, { ord: 'report.ord' });
  return manager
    .createQueryBuilder(OpinionItemEntity, 'item')
    .innerJoin(OpinionReportEntity, 'report', 'report.id = item.reportId')
    .where(`report.state <> 'draft' AND ${sql}`, parameters);
}

/** How much the trigrams of an item's summary and of the parameter `summary` have in common. */
export const similaritySql = `public.similarity(folded(item.summary), folded(:summary::text))`;

/** From here on two wordings are shown as alike. */
export const alikeFrom = 0.4;
