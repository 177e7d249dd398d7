import { Injectable } from '@nestjs/common';
import type { AdHocReadings } from '#contracts/ad-hoc-reports';
import { Transactions } from '#persistence/transactions';
import { PeriodsService } from '../periods/periods.service.js';

const readingsSql = `
  SELECT count(*)::int AS filed, count(first_read_at)::int AS read,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_read_at - filed_at)::float8 / 3600)
           AS "medianHoursToFirstReading"
    FROM opinion_report WHERE period_id = $1 AND kind = 'ad-hoc' AND filed_at IS NOT NULL`;

@Injectable()
export class AdHocReportsService {
  constructor(
    private readonly periods: PeriodsService,
    private readonly transactions: Transactions,
  ) {}

  async readings(periodId: string): Promise<AdHocReadings> {
    await this.periods.get(periodId);
    const [readings]: [AdHocReadings] = await this.transactions.manager.query(readingsSql, [periodId]);
    return readings;
  }
}
