import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  type NewRetentionRule,
  retentionApply,
  type RetentionDue,
  type RetentionDueListQuery,
  type RetentionRule,
} from '#contracts/data-protection';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { RetentionDueEntity, RetentionRuleEntity } from './erasure.entity.js';

@Injectable()
export class RetentionService {
  constructor(private readonly transactions: Transactions) {}

  /** Every rule there was, is and will be. */
  async rules(): Promise<{ items: RetentionRule[] }> {
    const order = { category: 'ASC', from: 'ASC' } as const;
    return { items: await this.transactions.manager.find(RetentionRuleEntity, { order }) };
  }

  /**
   * Adds a rule from a day on; what held before is not rewritten.
   * @throws Problem 409 when a rule begins on that day already, 422 `retention.in-the-past`.
   */
  async addRule(rule: NewRetentionRule): Promise<RetentionRule> {
    return this.transactions.run(async (unit) => {
      if (rule.from <= (await officeDay(unit.manager)))
        throw Problem.unprocessable('retention.in-the-past', 'A rule begins on a day to come');
      await unit.manager.insert(RetentionRuleEntity, rule);
      const { legalBasis: _, ...details } = rule;
      unit.audit({ action: 'retention-rule.add', entity: `retention-rule:${rule.category}`, details });
      return rule;
    });
  }

  /** What the next run would remove. */
  async due(query: z.infer<typeof RetentionDueListQuery>): Promise<Page<RetentionDue>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(RetentionDueEntity, 'due'),
      query,
      {
        fields: { category: 'due.category', personId: 'due.personId' },
        sort: { expression: 'due.category', of: (due) => due.category },
        id: { expression: 'due.personId', of: (due) => due.personId },
      },
      (due) => due,
    );
  }

  /** Removes what is due now instead of tonight. */
  async apply(): Promise<{ jobId: string }> {
    return this.transactions.run(async (unit) => {
      const jobId = unit.enqueue(retentionApply, {});
      unit.audit({ action: 'retention.apply', entity: `job:${jobId}` });
      return { jobId };
    });
  }
}
