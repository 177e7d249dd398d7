import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { LineageQuery, TreeQuery } from '#contracts/dated-trees';
import type { Page } from '#contracts/list';
import type {
  Organisation,
  OrganisationListQuery,
  OrganisationSubtreeQuery,
  OrganisationSuccession,
} from '#contracts/organisations';
import { Problem } from '#contracts/problem';
import { type ListPlan, likeFolded, readPage, validOn } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { dayWithin } from '../dated-trees/day-within.js';
import { endsOf, idsAbove, isBelow, stepsFrom } from '../dated-trees/tree.queries.js';
import { OrganisationEntity } from './organisation.entity.js';
import { toOrganisation } from './organisation.mapper.js';
import { versionsOfOneSql } from './organisations.queries.js';

const field = (name: string): string => `organisation.${name}`;
const plan: ListPlan<OrganisationEntity> = {
  fields: {
    code: field('code'),
    kind: field('kind'),
    level: field('level'),
    parentCode: field('parentCode'),
    areaCode: field('areaCode'),
  },
  sort: { expression: field('code'), of: (organisation) => organisation.code },
  id: { expression: field('id'), of: (organisation) => organisation.id },
};

@Injectable()
export class OrganisationsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof OrganisationListQuery>): Promise<Page<Organisation>> {
    const select = this.select();
    if (query.asOf) validOn(select, 'organisation', query.asOf);
    if (query.search) likeFolded(select, 'organisation.search', query.search);
    return readPage(select, query, plan, toOrganisation);
  }

  async get(id: string): Promise<Organisation> {
    const organisation = await this.transactions.manager.findOneBy(OrganisationEntity, { id });
    if (!organisation) throw Problem.of('resource.not-found');
    return toOrganisation(organisation);
  }

  /** The bodies above one on a day, from the root down. */
  async ancestors(id: string, { asOf }: TreeQuery): Promise<{ items: Organisation[] }> {
    const { manager } = this.transactions;
    const organisation = await this.get(id);
    const day = await dayWithin(manager, organisation, asOf);
    const ids = await idsAbove(manager, 'organisation', { code: organisation.code, day });
    const bodies = await this.byIds(ids);
    return { items: ids.map((above) => bodies.get(above)!) };
  }

  /** All bodies below one on a day. */
  async descendants(
    id: string,
    query: z.infer<typeof OrganisationSubtreeQuery>,
  ): Promise<Page<Organisation>> {
    const organisation = await this.get(id);
    const treeDay = await dayWithin(this.transactions.manager, organisation, query.asOf);
    const select = this.select().where(isBelow('organisation', 'organisation'), {
      treeCode: organisation.code,
      treeDay,
    });
    return readPage(select, query, plan, toOrganisation);
  }

  /** What became of a body, through all reorganisations up to a day. */
  async successors(id: string, { asOf = 'infinity' }: LineageQuery) {
    return this.lineage(id, 'after', asOf);
  }

  /** What a body came from, through all reorganisations since a day. */
  async predecessors(id: string, { asOf = '-infinity' }: LineageQuery) {
    return this.lineage(id, 'before', asOf);
  }

  /** Ids under which a body was and is known: those of all of its versions. */
  async versionsOf(id: string): Promise<string[]> {
    const rows: { id: string }[] = await this.transactions.manager.query(versionsOfOneSql, [id]);
    return rows.map((row) => row.id);
  }

  private async lineage(
    id: string,
    direction: 'after' | 'before',
    day: string,
  ): Promise<{ items: OrganisationSuccession[] }> {
    const { id: known } = await this.get(id);
    const steps = await stepsFrom(this.transactions.manager, 'organisation', {
      ids: [known],
      direction,
      day,
    });
    const bodies = await this.byIds(endsOf(steps));
    return {
      items: steps.map(({ effective, kind, fromId, toId }) => ({
        effective,
        kind,
        from: bodies.get(fromId)!,
        to: bodies.get(toId)!,
      })),
    };
  }

  private select() {
    return this.transactions.manager.createQueryBuilder(OrganisationEntity, 'organisation');
  }

  private async byIds(ids: string[]): Promise<Map<string, Organisation>> {
    const bodies = await this.select().where('organisation.id = ANY (:ids)', { ids }).getMany();
    return new Map(bodies.map((body) => [body.id, toOrganisation(body)]));
  }
}
