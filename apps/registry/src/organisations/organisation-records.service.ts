import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SuccessionRow } from '#contracts/dated-trees';
import type { ImportOutcome } from '#contracts/import';
import {
  type OrganisationExportQuery,
  type OrganisationFileQuery,
  type OrganisationImport,
  type OrganisationOperations,
  type OrganisationOperationsOutcome,
  organisationRecorded,
  organisationReorganised,
  OrganisationRow,
  OrganisationSuccessionRow,
} from '#contracts/organisations';
import { fold } from '#contracts/values';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { Upload } from '#service-kit/uploaded';
import { byCode, versionOn } from '../dated-trees/dated-tree.rules.js';
import { recordingOf, refuseFor, type Stored } from '../dated-trees/decision.js';
import { checkImport } from '../dated-trees/import.rules.js';
import { carryOut, ceasingIn, type Outcome } from '../dated-trees/operations.rules.js';
import { exportLists, importLists, sheetOf } from '../dated-trees/unit-files.js';
import {
  areaVersionsSql,
  endOrganisationsSql,
  insertOrganisationsSql,
  insertSuccessionsSql,
  laterThereSql,
  storedOrganisationsSql,
  storedSuccessionsSql,
} from './organisations.queries.js';

interface AreaVersion {
  code: string;
  validFrom: string;
  validTo: string | null;
}

/** Versions of organisations as they are recorded: by import, and by operations with a day of effect. */
@Injectable()
export class OrganisationRecordsService {
  constructor(private readonly transactions: Transactions) {}

  /** Adds organisation versions and successions, all or nothing; lines that are stored already are passed over. */
  async import({ dryRun, organisations, successions: lines }: OrganisationImport): Promise<ImportOutcome> {
    return this.transactions.run(async (unit) => {
      await lock(unit);
      const links = lines.map((line) => ({ ...line, share: null }));
      const { added, successions, problems } = checkImport<OrganisationRow>(
        'organisations',
        organisations,
        links,
        await stored(unit),
      );
      const missing = missingAreas(organisations, await areaVersions(unit));
      for (const [index, message] of missing)
        problems.push({ list: 'organisations', line: index + 1, message });
      const counts = { organisations: added.length, successions: successions.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      await add(
        unit,
        added.map((row) => ({ ...row, id: randomUUID(), version: 1 })),
        successions,
      );
      unit.audit({ action: 'organisation.import', entity: 'organisation:*', details: counts });
      return { applied: true, counts, problems };
    });
  }

  /**
   * Adds what a file holds; problems name its lines.
   * @throws Problem 422 `file.unreadable`
   */
  importFile(file: Upload, query: OrganisationFileQuery): Promise<ImportOutcome> {
    const schemas = { units: OrganisationRow, successions: OrganisationSuccessionRow };
    return importLists(file, query, 'organisations', schemas, (organisations, successions, dryRun) =>
      this.import({ organisations, successions, dryRun }),
    );
  }

  /** All versions and successions, as an import takes them. */
  async export(query: OrganisationExportQuery) {
    const { rows, successions } = await this.transactions.run(stored);
    const sheets = [
      sheetOf('organisations', OrganisationRow, rows),
      sheetOf('successions', OrganisationSuccessionRow, successions),
    ];
    return exportLists(sheets, query);
  }

  /**
   * Carries out one decision on organisations: versions end on its day and others begin; none is rewritten.
   * @throws Problem 409 `organisation.operation-refused` with every reason, by operation.
   */
  async reorganise(decision: OrganisationOperations): Promise<OrganisationOperationsOutcome> {
    const { dryRun, effective, operations } = decision;
    return this.transactions.run(async (unit) => {
      await lock(unit);
      const known = await stored(unit);
      const outcome = carryOut<OrganisationRow>(operations, effective, known.rows, known.successions);
      refuseFor('organisation', [
        ...outcome.problems,
        ...(await areaProblems(unit, outcome)),
        ...(await contradictions(unit, outcome, effective, known.rows)),
      ]);
      const { ended, begun, facts } = recordingOf(outcome, effective, known.rows);
      if (dryRun) return { applied: false, ended, begun };
      await unit.query('organisations.end', endOrganisationsSql, [ended.map(({ id }) => id), effective]);
      for (const row of ended) unit.publish(organisationRecorded.of(row.id, row.version, row));
      await add(
        unit,
        begun,
        outcome.steps.flatMap((step) => step.successions),
      );
      for (const details of facts) {
        const id = details.ended[0] ?? details.begun[0]!;
        unit.publish(organisationReorganised.of(id, 1, details));
        unit.audit({ action: 'organisation.reorganise', entity: `organisation:${id}`, details });
      }
      return { applied: true, ended, begun };
    });
  }
}

const lock = (unit: UnitOfWork) =>
  unit.query('organisations.lock', 'LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE');

async function stored(unit: UnitOfWork) {
  const successions = await unit.query<Omit<SuccessionRow, 'share'>>(
    'organisations.stored-successions',
    storedSuccessionsSql,
  );
  return {
    rows: await unit.query<Stored<OrganisationRow>>('organisations.stored', storedOrganisationsSql),
    successions: successions.map((row) => ({ ...row, share: null })),
  };
}

async function add(
  unit: UnitOfWork,
  rows: Stored<OrganisationRow>[],
  successions: SuccessionRow[],
): Promise<void> {
  const searchable = rows.map((row) => ({ ...row, search: fold(row.name) }));
  await unit.query('organisations.insert', insertOrganisationsSql, [JSON.stringify(searchable)]);
  await unit.query('organisations.insert-successions', insertSuccessionsSql, [JSON.stringify(successions)]);
  for (const row of rows) unit.publish(organisationRecorded.of(row.id, row.version, row));
}

async function areaVersions(unit: UnitOfWork): Promise<Map<string, AreaVersion[]>> {
  return byCode(await unit.query<AreaVersion>('organisations.areas', areaVersionsSql));
}

/** Rows whose area does not stand on their first day. */
function missingAreas(
  rows: OrganisationRow[],
  areas: Map<string, AreaVersion[]>,
): [index: number, message: string][] {
  return rows.flatMap(({ code, areaCode, validFrom }, index) =>
    areaCode === null || versionOn(areas, areaCode, validFrom)
      ? []
      : [[index, `the area ${areaCode} of ${code} does not exist on ${validFrom}`]],
  );
}

async function areaProblems(unit: UnitOfWork, { steps }: Outcome<OrganisationRow>) {
  const areas = await areaVersions(unit);
  return steps.flatMap(({ begun }, operation) =>
    missingAreas(begun, areas).map(([, message]) => ({ operation, message })),
  );
}

/** What is stored of the day or later at bodies that cease on it. */
async function contradictions(
  unit: UnitOfWork,
  outcome: Outcome<OrganisationRow>,
  effective: string,
  known: Stored<OrganisationRow>[],
): Promise<Outcome<OrganisationRow>['problems']> {
  const ceasing = ceasingIn(outcome, known);
  const found = await unit.query<{ code: string; message: string }>(
    'organisations.later-there',
    laterThereSql,
    [ceasing.map(({ id }) => id), effective],
  );
  return found.map(({ code, message }) => ({
    operation: ceasing.find((version) => version.code === code)!.operation,
    message,
  }));
}
