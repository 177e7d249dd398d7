import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type CorrectPeriod,
  periodCorrected,
  type PeriodCorrection,
  type PeriodCorrections,
} from '#contracts/periods';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { refusePersonalData } from '../free-text.rules.js';
import { ReportingPeriodEntity } from './period.entity.js';
import {
  correctionsSql,
  correctSql,
  disciplineSql,
  keepCorrectionSql,
  outdateSql,
} from './periods.queries.js';
import { lockedPeriod, PeriodsService } from './periods.service.js';
import { changedLevels, type LevelCounts } from './periods.rules.js';

/** What was frozen of closed periods, reckoned anew: every state stays, as known until the next. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly periods: PeriodsService,
  ) {}

  async list(periodId: string): Promise<PeriodCorrections> {
    await this.periods.get(periodId);
    const items: CorrectionRow[] = await this.transactions.manager.query(correctionsSql, [periodId]);
    return { items: items.map(toCorrection) };
  }

  /**
   * Reckons who was expected in a closed period from what is known of appointments and hand-overs by now.
   * @throws Problem 409 `period.open` before the close, `period.nothing-to-correct` when nothing is otherwise; 412 when
   *   stale; 422 when the reason leads to a person.
   */
  async correct(id: string, version: number, { reason }: CorrectPeriod): Promise<PeriodCorrection> {
    refusePersonalData({ reason });
    return this.transactions.run(async (unit) => {
      // Builders take their instant under this lock: none of theirs lies after the one of the correction.
      const period = await lockedPeriod(unit, id, version);
      if (period.state === 'open')
        throw Problem.conflict('period.open', 'Until the period is closed nothing is frozen');
      const [now] = await unit.manager.query('SELECT clock_timestamp()::text AS instant');
      const before = await levelsAt(unit.manager, id, now.instant);
      const changed = [
        ...(await unit.query<Changed>('period.outdate', outdateSql, [id, now.instant])),
        ...(await unit.query<Changed>('period.correct', correctSql, [id, now.instant])),
      ];
      const appointments = new Set(changed.map((row) => row.appointment_id));
      if (appointments.size === 0) {
        throw Problem.conflict(
          'period.nothing-to-correct',
          'What was frozen is what is known: nothing is to be corrected',
        );
      }
      const after = await levelsAt(unit.manager, id, now.instant);
      const levels = changedLevels(before, after);
      const [kept] = await unit.query<{ number: number }>('period.keep-correction', keepCorrectionSql, [
        id,
        reason,
        appointments.size,
        JSON.stringify(levels),
        now.instant,
      ]);
      await unit.manager.increment(ReportingPeriodEntity, { id }, 'version', 1);
      const sum = (field: 'expected' | 'received' | 'onTime'): number =>
        after.reduce((total, level) => total + level[field], 0);
      const figures = { expected: sum('expected'), received: sum('received'), onTime: sum('onTime') };
      unit.publish(periodCorrected.of(id, version + 1, { id, code: period.code, ...figures }));
      unit.audit({
        action: 'reporting-period.correct',
        entity: `reporting-period:${id}`,
        details: { number: kept!.number, appointments: [...appointments].toSorted(), ...figures },
      });
      return toCorrection({
        number: kept!.number,
        reason,
        at: new Date(now.instant),
        reports: appointments.size,
        levels,
      });
    });
  }
}

type Changed = { appointment_id: string };
type CorrectionRow = Omit<PeriodCorrection, 'at'> & { at: Date };
const toCorrection = ({ at, ...row }: CorrectionRow): PeriodCorrection => ({ ...row, at: at.toISOString() });

const levelsAt = (manager: EntityManager, periodId: string, instant: string): Promise<LevelCounts[]> =>
  manager.query(disciplineSql, [periodId, instant, null]);
