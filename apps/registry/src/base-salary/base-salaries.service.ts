import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { BaseSalary, BaseSalaryListQuery, NewBaseSalary } from '#contracts/base-salary';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AllowanceSheetEntity } from '../allowances/allowance.entity.js';
import { officeTime } from '#persistence/office-day';
import { BaseSalaryEntity } from './base-salary.entity.js';

@Injectable()
export class BaseSalariesService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof BaseSalaryListQuery>): Promise<Page<BaseSalary>> {
    const select = this.transactions.manager.createQueryBuilder(BaseSalaryEntity, 'salary');
    if (query.superseded !== 'true') select.where('salary.supersededAt IS NULL');
    return readPage(
      select,
      query,
      {
        fields: { validFrom: 'salary.validFrom' },
        sort: { expression: 'salary.validFrom', of: ({ validFrom }) => validFrom },
        id: { expression: 'salary.id', of: ({ id }) => id },
      },
      toBaseSalary,
    );
  }

  async get(id: string): Promise<BaseSalary> {
    const salary = await this.transactions.manager.findOneBy(BaseSalaryEntity, { id });
    if (!salary) throw Problem.of('resource.not-found');
    return toBaseSalary(salary);
  }

  /**
   * Records the base salary from a day on. With a reason for correcting, it takes the place of the one recorded for
   * that day and may reach back into months whose allowances are approved: what differs is paid with the next sheet.
   * @throws Problem 409 `base-salary.in-use` when it would change the past and no reason is given.
   */
  async record(input: NewBaseSalary): Promise<BaseSalary> {
    return this.transactions.run(async (unit) => {
      // Approving a sheet takes the same lock: none is approved between the look and the change.
      await unit.query('base-salary.lock', 'LOCK TABLE allowance_sheet IN SHARE ROW EXCLUSIVE MODE');
      const before = await unit.manager.findOneBy(BaseSalaryEntity, {
        validFrom: input.validFrom,
        supersededAt: IsNull(),
      });
      const lastMonth = await unit.manager
        .createQueryBuilder(AllowanceSheetEntity, 'sheet')
        .select('max(sheet.month)', 'month')
        .where(`sheet.state = 'approved'`)
        .getRawOne<{ month: string | null }>();
      const reachesBack = (lastMonth?.month ?? '') >= input.validFrom.slice(0, 7);
      if ((before || reachesBack) && input.correction === null)
        throw Problem.conflict('base-salary.in-use', 'This would change the past: say why', {
          detail: before
            ? 'A base salary is recorded for this day already'
            : `Allowances are approved until ${lastMonth!.month}`,
        });
      const recordedAt = await officeTime(unit.manager);
      if (before)
        await unit.manager.update(BaseSalaryEntity, { id: before.id }, { supersededAt: recordedAt });
      const salary = { id: randomUUID(), ...input, recordedAt, supersededAt: null };
      await unit.manager.insert(BaseSalaryEntity, salary);
      unit.audit({
        action: 'base-salary.record',
        entity: `base-salary:${salary.id}`,
        details: { ...input, supersedes: before?.id ?? null },
      });
      return toBaseSalary(salary);
    });
  }
}

const toBaseSalary = (entity: BaseSalaryEntity): BaseSalary => ({
  ...entity,
  recordedAt: entity.recordedAt.toISOString(),
  supersededAt: entity.supersededAt?.toISOString() ?? null,
});
