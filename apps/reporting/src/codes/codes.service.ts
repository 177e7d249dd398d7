import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type Code,
  type CodeChanges,
  type CodeChangesOutcome,
  codeListChanged,
  type CodeListName,
} from '#contracts/codes';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { lockPeriodSql } from '../periods/periods.queries.js';
import { CodeEntity, CodeSuccessionEntity } from './code.entity.js';
import {
  codesAsOfSql,
  endCodesSql,
  lastClosedDaySql,
  openPeriodsFromSql,
  usedCodesSql,
} from './codes.queries.js';
import { carryOutChanges } from './codes.rules.js';

/** The lines in force on a day, of one list or of both; today if no day is told. */
export const codesAsOf = (manager: EntityManager, day: string | null, list?: CodeListName): Promise<Code[]> =>
  manager.query(codesAsOfSql, [list ?? null, day]);

@Injectable()
export class CodesService {
  constructor(private readonly transactions: Transactions) {}

  list(list: CodeListName, asOf?: string): Promise<Code[]> {
    return codesAsOf(this.transactions.manager, asOf ?? null, list);
  }

  async history(list: CodeListName) {
    const { manager } = this.transactions;
    return {
      items: await manager.find(CodeEntity, {
        where: { list },
        order: { validFrom: 'ASC', position: 'ASC' },
      }),
      successions: await manager.find(CodeSuccessionEntity, {
        where: { list },
        order: { effective: 'ASC', code: 'ASC', successor: 'ASC' },
      }),
    };
  }

  /**
   * Changes a list from a day on. What is counted already keeps its codes: the day comes after every closed period, and
   * no report of an open one that ends later may hold a code that ends.
   * @throws Problem 409 `code.refused` with every reason, by change; `code.in-use`; 422 `code.too-early`.
   */
  async change(list: CodeListName, input: CodeChanges): Promise<CodeChangesOutcome> {
    const { effective, dryRun, changes } = input;
    return this.transactions.run(async (unit) => {
      await unit.query('codes.lock', 'LOCK TABLE code IN SHARE ROW EXCLUSIVE MODE');
      const stored = await unit.manager.findBy(CodeEntity, { list });
      const { ended, begun, successions, retired, problems } = carryOutChanges(
        list,
        stored,
        effective,
        changes,
      );
      if (problems.length > 0)
        throw Problem.conflict('code.refused', 'The list cannot be changed like this', { errors: problems });
      await refuseTooEarly(unit, effective);
      await refuseInUse(unit, list, effective, retired);
      if (dryRun) return { applied: false, ended, begun };
      await unit.query('codes.end', endCodesSql, [list, ended.map(({ code }) => code), effective]);
      await unit.manager.insert(CodeEntity, begun);
      await unit.manager.insert(
        CodeSuccessionEntity,
        successions.map((succession) => ({ list, ...succession })),
      );
      const facts = {
        list,
        effective,
        ended: ended.map(({ code }) => code),
        begun: begun.map(({ code }) => code),
        successions,
      };
      unit.publish(codeListChanged.of(list, 1, facts));
      unit.audit({ action: 'code-list.write', entity: `code-list:${list}`, details: facts });
      return { applied: true, ended, begun };
    });
  }
}

async function refuseTooEarly(unit: UnitOfWork, effective: string): Promise<void> {
  const [last] = await unit.query<{ day: string | null }>('codes.last-closed', lastClosedDaySql);
  if (last!.day !== null && effective <= last!.day) {
    const detail = `A period that is closed ends on ${last!.day}`;
    throw Problem.unprocessable('code.too-early', 'The list of a closed period stays as it was', { detail });
  }
}

/** Nothing is filed into these periods meanwhile: filing shares the lock of its period. */
async function refuseInUse(
  unit: UnitOfWork,
  list: CodeListName,
  effective: string,
  retired: string[],
): Promise<void> {
  if (retired.length === 0) return;
  const open = await unit.query<{ id: string }>('codes.open-periods', openPeriodsFromSql, [effective]);
  for (const { id } of open) await unit.query('period.lock', lockPeriodSql, [id]);
  const used = await unit.query<{ code: string }>('codes.used', usedCodesSql, [
    open.map(({ id }) => id),
    list,
    retired,
  ]);
  if (used.length > 0) {
    const detail = `In reports of open periods that end later: ${used.map(({ code }) => code).join(', ')}`;
    throw Problem.conflict('code.in-use', 'The code stands in reports that are not counted yet', { detail });
  }
}
