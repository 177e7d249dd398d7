import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Reach } from '#auth/reach';
import { applyFilters } from '#persistence/list';
import { OpinionItemEntity, OpinionReportEntity } from '../opinion-reports/opinion-report.entity.js';
import { readableWhere } from '../opinion-reports/report-changes.js';
import { phrasesOf, tsqueryOf } from './search.rules.js';

/** An item with the report that it stands in. */
export type ItemInReport = OpinionItemEntity & { report: OpinionReportEntity };

/** What narrows a search beside its filters. */
export interface Narrowing {
  search?: string | undefined;
  stratum?: string | undefined;
  areaId?: string | undefined;
}

const ofItem = ['periodId', 'topic', 'tendency', 'prevalence', 'state'].map((name) => [name, `item.${name}`]);
const fields = {
  ...Object.fromEntries(ofItem),
  kind: 'report.kind',
  reportState: 'report.state',
};

/** The items of reports that the caller may read, narrowed as the query says. */
export function foundItems(
  manager: EntityManager,
  query: Narrowing & Record<string, unknown>,
  reach: Reach,
): SelectQueryBuilder<ItemInReport> {
  const { sql, parameters } = readableWhere(reach);
  const select = manager
    .createQueryBuilder(OpinionItemEntity, 'item')
    .innerJoinAndMapOne('item.report', OpinionReportEntity, 'report', 'report.id = item.reportId')
    .where(sql, parameters) as SelectQueryBuilder<ItemInReport>;
  applyFilters(select, query, fields);
  const { search, stratum, areaId } = query;
  if (search) {
    select.andWhere('item.words @@ :words::tsquery', { words: tsqueryOf(phrasesOf(search)) });
  }
  if (stratum) select.andWhere(':stratum = ANY (item.strata)', { stratum });
  // A unit has a number in every tree that it stood in, and no number is used twice.
  if (areaId) {
    select.andWhere(
      'EXISTS (SELECT FROM area_node node WHERE node.area_id = :areaId AND item.ord BETWEEN node.lo AND node.hi)',
      { areaId },
    );
  }
  return select;
}
