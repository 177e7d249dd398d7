import { Controller, Get, Injectable, Module, Query } from '@nestjs/common';
import { AppointmentLevel } from '#contracts/people';
import { Coverage, CoverageQuery } from '#contracts/training';
import { Transactions } from '#persistence/transactions';
import { Route } from '#service-kit/route';
import { coverageSql, spanSql } from './coverage.queries.js';

@Injectable()
export class CoverageService {
  constructor(private readonly transactions: Transactions) {}

  /** From the copy of the appointments and the attendance recorded here; who attended is not known, only how many. */
  async of({ role, asOf, since }: CoverageQuery): Promise<Coverage> {
    return this.transactions.run(async (unit) => {
      const [span] = await unit.query<Pick<Coverage, 'asOf' | 'since'>>('coverage.span', spanSql, [
        asOf,
        since,
      ]);
      const values = [role, span!.asOf, span!.since, AppointmentLevel.options];
      const levels = await unit.query<Coverage['levels'][number]>('coverage.levels', coverageSql, values);
      return { role, ...span!, levels };
    });
  }
}

@Controller('coverage')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  @Route({
    summary: 'How many hold a role, and how many seats classes for it had, level by level',
    requires: 'class.read',
    returns: Coverage,
  })
  get(@Query({ schema: CoverageQuery }) query: CoverageQuery) {
    return this.coverage.of(query);
  }
}

@Module({ controllers: [CoverageController], providers: [CoverageService] })
export class CoverageModule {}
