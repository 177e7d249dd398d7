import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Area, AreaListQuery, AreaSubtreeQuery, Succession } from '#contracts/areas';
import type { LineageQuery, TreeQuery } from '#contracts/dated-trees';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { type ListPlan, likeFolded, readPage, validOn } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { dayWithin } from '../dated-trees/day-within.js';
import { endsOf, idsAbove, isBelow, stepsFrom } from '../dated-trees/tree.queries.js';
import { AreaEntity, AreaNodeEntity } from './area.entity.js';
import { toArea } from './area.mapper.js';
import { allRangesSql, areasById, rangesSql } from './areas.queries.js';

/** Nested-set ranges of one unit, one per tree in which it stands. */
export type AreaRanges = [lo: number, hi: number][];

const plan: ListPlan<AreaEntity> = {
  fields: { code: 'area.code', type: 'area.type', parentCode: 'area.parentCode' },
  sort: { expression: 'area.code', of: (area) => area.code },
  id: { expression: 'area.id', of: (area) => area.id },
};

@Injectable()
export class AreasService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof AreaListQuery>): Promise<Page<Area>> {
    const select = this.transactions.manager.createQueryBuilder(AreaEntity, 'area');
    if (query.asOf) validOn(select, 'area', query.asOf);
    if (query.search) likeFolded(select, 'area.search', query.search);
    return readPage(select, query, plan, toArea);
  }

  async get(id: string): Promise<Area> {
    const area = await this.transactions.manager.findOneBy(AreaEntity, { id });
    if (!area) throw Problem.of('resource.not-found');
    return toArea(area);
  }

  /** The units above one on a day, from the root down. */
  async ancestors(id: string, { asOf }: TreeQuery): Promise<{ items: Area[] }> {
    const area = await this.get(id);
    const day = await dayWithin(this.transactions.manager, area, asOf);
    const ids = await idsAbove(this.transactions.manager, 'area', { code: area.code, day });
    const units = await areasById(this.transactions.manager, ids);
    return { items: ids.map((above) => units.get(above)!) };
  }

  /** All units below one on a day. */
  async descendants(id: string, query: z.infer<typeof AreaSubtreeQuery>): Promise<Page<Area>> {
    const area = await this.get(id);
    const treeDay = await dayWithin(this.transactions.manager, area, query.asOf);
    const select = this.transactions.manager
      .createQueryBuilder(AreaEntity, 'area')
      .where(isBelow('area', 'area'), { treeCode: area.code, treeDay });
    return readPage(select, query, plan, toArea);
  }

  /** What became of a unit, through all reforms up to a day. */
  async successors(id: string, { asOf = 'infinity' }: LineageQuery): Promise<{ items: Succession[] }> {
    return this.lineage(id, 'after', asOf);
  }

  /** What a unit came from, through all reforms since a day. */
  async predecessors(id: string, { asOf = '-infinity' }: LineageQuery): Promise<{ items: Succession[] }> {
    return this.lineage(id, 'before', asOf);
  }

  /** Nested-set ranges of a unit; of everything when `areaId` is null. */
  async rangesOf(areaId: string | null): Promise<AreaRanges> {
    const { manager } = this.transactions;
    const nodes: { lo: number; hi: number }[] = await (areaId
      ? manager.query(rangesSql, [areaId])
      : manager.query(allRangesSql));
    return nodes.map(({ lo, hi }) => [lo, hi]);
  }

  /** The unit's number in the tree of a day; null when this version of it does not stand then. */
  async ordOn(areaId: string, day: string): Promise<number | null> {
    const node = await this.transactions.manager
      .createQueryBuilder(AreaNodeEntity, 'node')
      .innerJoin(AreaEntity, 'area', 'area.id = node.areaId')
      .where('node.areaId = :areaId AND node.treeFrom <= :day', { areaId, day })
      .andWhere('(node.treeTo IS NULL OR node.treeTo > :day)')
      .andWhere('(area.validTo IS NULL OR area.validTo > :day)')
      .getOne();
    return node?.lo ?? null;
  }

  private async lineage(
    id: string,
    direction: 'after' | 'before',
    day: string,
  ): Promise<{ items: Succession[] }> {
    const { id: known } = await this.get(id);
    const steps = await stepsFrom(this.transactions.manager, 'area', { ids: [known], direction, day });
    const units = await areasById(this.transactions.manager, endsOf(steps));
    return {
      items: steps.map(({ fromId, toId, ...step }) => ({
        ...step,
        from: units.get(fromId)!,
        to: units.get(toId)!,
      })),
    };
  }
}
