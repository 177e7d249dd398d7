import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { trainingFiguresCounted } from '#contracts/conference-events';
import type { periodOpened } from '#contracts/periods';
import { Transactions } from '#persistence/transactions';
import { spanSql, courseUnitsSql } from '../coverage/coverage.queries.js';
import { figuresSql, keepPeriodSql, periodSql } from './figures.queries.js';

type Figures = z.infer<typeof trainingFiguresCounted.data>;

/** What training and conferences did in a reporting period: numbers of what was held and of who came, no opinion. */
@Injectable()
export class FiguresService {
  constructor(private readonly transactions: Transactions) {}

  async keepPeriod({ id, startsOn, endsOn }: z.infer<typeof periodOpened.data>): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query('figures.period', keepPeriodSql, [id, startsOn, endsOn]),
    );
  }

  /** Of a period whose opening was not told nothing can be counted. */
  async count(periodId: string, version: number): Promise<void> {
    await this.transactions.run(async (unit) => {
      const [period] = await unit.query<Pick<Figures, 'periodId' | 'startsOn' | 'endsOn'>>(
        'figures.days',
        periodSql,
        [periodId],
      );
      if (!period) return;
      const { startsOn, endsOn } = period;
      const units = await unit.query<Figures['units'][number]>('figures.count', figuresSql, [
        startsOn,
        endsOn,
      ]);
      const [span] = await unit.query<{ since: string }>('figures.span', spanSql, [endsOn, null]);
      const coverage = await unit.query<Figures['coverage'][number] & { course_id: string }>(
        'figures.coverage',
        courseUnitsSql,
        [null, endsOn, span!.since, null, null],
      );
      unit.publish(
        trainingFiguresCounted.of(periodId, version, {
          ...period,
          units,
          coverage: coverage.map(({ course_id: courseId, ...figures }) => ({ ...figures, courseId })),
        }),
      );
    });
  }
}
