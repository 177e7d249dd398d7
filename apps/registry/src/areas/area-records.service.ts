import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AreaExportQuery,
  type AreaFileQuery,
  type AreaImport,
  type AreaOperations,
  type AreaOperationsOutcome,
  areaRecorded,
  areaReorganised,
  AreaRow,
  areaSuccessionsRecorded,
} from '#contracts/areas';
import { SuccessionRow } from '#contracts/dated-trees';
import type { ImportOutcome } from '#contracts/import';
import { fold } from '#contracts/values';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { Upload } from '#service-kit/uploaded';
import { isContinuing } from '../dated-trees/dated-tree.rules.js';
import { recordingOf, refuseFor, type Stored } from '../dated-trees/decision.js';
import { checkImport } from '../dated-trees/import.rules.js';
import { carryOut, ceasingIn, type Outcome } from '../dated-trees/operations.rules.js';
import { exportLists, importLists, sheetOf } from '../dated-trees/unit-files.js';
import { AreaNumbering } from './area-numbering.js';
import {
  endAreasSql,
  insertAreasSql,
  insertSuccessionsSql,
  laterThereSql,
  storedAreasSql,
  storedSuccessionsSql,
} from './areas.queries.js';

/** Unit versions and successions as they are recorded: by import, and by operations with a day of effect. */
@Injectable()
export class AreaRecordsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly numbering: AreaNumbering,
  ) {}

  /**
   * Adds unit versions and successions, all or nothing. Lines that are stored already are passed over, so an
   * import can be repeated.
   */
  async import({ dryRun, areas, successions: lines }: AreaImport): Promise<ImportOutcome> {
    return this.transactions.run(async (unit) => {
      await lock(unit);
      const known = await stored(unit);
      const { added, successions, problems } = checkImport<AreaRow>('areas', areas, lines, known);
      const counts = { areas: added.length, successions: successions.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      const rows = added.map((row): Stored<AreaRow> => ({ ...row, id: randomUUID(), version: 1 }));
      await add(unit, rows, successions);
      const [since] = [
        ...added.map(({ validFrom }) => validFrom),
        ...successions.filter(isContinuing).map(({ effective }) => effective),
      ].sort();
      if (since !== undefined) {
        const links = [...known.successions, ...successions];
        await this.numbering.number(unit, [...known.rows, ...rows], links, since);
      }
      unit.audit({ action: 'area.import', entity: 'area:*', details: counts });
      return { applied: true, counts, problems };
    });
  }

  /**
   * Adds what a file holds; problems name its lines.
   * @throws Problem 422 `file.unreadable`
   */
  importFile(file: Upload, query: AreaFileQuery): Promise<ImportOutcome> {
    const schemas = { units: AreaRow, successions: SuccessionRow };
    return importLists(file, query, 'areas', schemas, (areas, successions, dryRun) =>
      this.import({ areas, successions, dryRun }),
    );
  }

  /** All versions and successions, as an import takes them. */
  async export(query: AreaExportQuery) {
    const { rows, successions } = await this.transactions.run(stored);
    const sheets = [sheetOf('areas', AreaRow, rows), sheetOf('successions', SuccessionRow, successions)];
    return exportLists(sheets, query);
  }

  /**
   * Carries out one decision on units: versions end on its day and others begin; none is rewritten.
   * @throws Problem 409 `area.operation-refused` with every reason, by operation.
   */
  async reorganise({ dryRun, effective, operations }: AreaOperations): Promise<AreaOperationsOutcome> {
    return this.transactions.run(async (unit) => {
      await lock(unit);
      const known = await stored(unit);
      const outcome = carryOut<AreaRow>(operations, effective, known.rows, known.successions);
      refuseFor('area', [
        ...outcome.problems,
        ...(await contradictions(unit, outcome, effective, known.rows)),
      ]);
      const { ended, begun, all, facts } = recordingOf(outcome, effective, known.rows);
      if (dryRun) return { applied: false, ended, begun };
      await unit.query('areas.end', endAreasSql, [ended.map(({ id }) => id), effective]);
      for (const row of ended) unit.publish(areaRecorded.of(row.id, row.version, row));
      const successions = outcome.steps.flatMap((step) => step.successions);
      await add(unit, begun, successions);
      await this.numbering.number(unit, all, [...known.successions, ...successions], effective);
      for (const details of facts) {
        const id = details.ended[0] ?? details.begun[0]!;
        unit.publish(areaReorganised.of(id, 1, details));
        unit.audit({ action: 'area.reorganise', entity: `area:${id}`, details });
      }
      return { applied: true, ended, begun };
    });
  }
}

const lock = (unit: UnitOfWork) => unit.query('areas.lock', 'LOCK TABLE area IN SHARE ROW EXCLUSIVE MODE');

async function stored(unit: UnitOfWork) {
  return {
    rows: await unit.query<Stored<AreaRow>>('areas.stored', storedAreasSql),
    successions: await unit.query<SuccessionRow>('areas.stored-successions', storedSuccessionsSql),
  };
}

async function add(unit: UnitOfWork, rows: Stored<AreaRow>[], successions: SuccessionRow[]): Promise<void> {
  const searchable = rows.map((row) => ({ ...row, search: fold(row.name) }));
  await unit.query('areas.insert', insertAreasSql, [JSON.stringify(searchable)]);
  await unit.query('areas.insert-successions', insertSuccessionsSql, [JSON.stringify(successions)]);
  for (const row of rows) unit.publish(areaRecorded.of(row.id, row.version, row));
  for (const effective of new Set(successions.map((row) => row.effective))) {
    const links = successions.filter((row) => row.effective === effective);
    unit.publish(areaSuccessionsRecorded.of(effective, 1, { effective, links }));
  }
}

/** What is stored of the day or later in units that cease on it. */
async function contradictions(
  unit: UnitOfWork,
  outcome: Outcome<AreaRow>,
  effective: string,
  known: Stored<AreaRow>[],
): Promise<Outcome<AreaRow>['problems']> {
  const ceasing = ceasingIn(outcome, known);
  const begun = outcome.steps.flatMap((step) => step.begun.map(({ code }) => code));
  const found = await unit.query<{ code: string; message: string }>('areas.later-there', laterThereSql, [
    ceasing.map(({ id }) => id),
    effective,
    begun,
  ]);
  return found.map(({ code, message }) => ({
    operation: ceasing.find((unitVersion) => unitVersion.code === code)!.operation,
    message,
  }));
}
