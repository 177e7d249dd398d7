import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { LookAlikes } from '#contracts/opinion-streams';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { OpinionItemEntity } from '../opinion-reports/opinion-report.entity.js';
import { OpinionReportsService } from '../opinion-reports/opinion-reports.service.js';
import { alikeFrom, reviewedItems, similaritySql } from './look-alikes.queries.js';

@Injectable()
export class LookAlikesService {
  constructor(
    private readonly reports: OpinionReportsService,
    private readonly transactions: Transactions,
  ) {}

  /** Items within reach that say nearly what an item says; that they were read is recorded. */
  async of(reportId: string, itemId: string, caller: Caller): Promise<LookAlikes> {
    return this.transactions.run(async (unit) => {
      await this.reports.find(reportId, caller);
      const item = await unit.manager.findOneBy(OpinionItemEntity, { id: itemId, reportId });
      if (!item) throw Problem.of('resource.not-found');
      const { periodId, topic, summary } = item;
      const { entities, raw } = await reviewedItems(unit.manager, caller.reach)
        .addSelect(similaritySql, 'similarity')
        .andWhere('item.periodId = :periodId AND item.topic = :topic AND item.id <> :itemId')
        .andWhere(`${similaritySql} >= :alikeFrom`)
        .setParameters({ periodId, topic, itemId, summary, alikeFrom })
        .orderBy('similarity', 'DESC')
        .addOrderBy('item.id')
        .limit(20)
        .getRawAndEntities<{ similarity: number }>();
      const ids = entities.map(({ id }) => id);
      unit.audit({ action: 'opinion-item.list', entity: 'opinion-item:*', details: { alike: itemId, ids } });
      const alike = entities.map(({ id, ...other }, index) => ({
        ...other,
        itemId: id,
        similarity: raw[index]!.similarity,
      }));
      return { items: alike };
    });
  }
}
