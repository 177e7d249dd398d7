import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import {
  type NewRosterRenewal,
  type RosterFileQuery,
  RosterFileRow,
  type RosterRenewal,
  type RosterRenewalListQuery,
  RosterRow,
  type RosterRows,
  type RosterUpload,
} from '#contracts/rosters';
import { sheetTypes, writeSheets } from '#documents/sheets';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { RosterRenewalEntity } from './roster.entity.js';
import { fillRows, readRows, replaceRows } from './rosters.queries.js';
import type { NumberedRow } from './rosters.rules.js';

/** Lines that one roster may have. */
const MOST_ROWS = 2_000;

/** The renewal a change is meant for, as its author has read it. */
export interface RenewalVersion {
  id: string;
  version: number;
}

/** Proposed rosters: their lines are assembled, uploaded and edited until a decision applies them. */
@Injectable()
export class RostersService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof RosterRenewalListQuery>): Promise<Page<RosterRenewal>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(RosterRenewalEntity, 'renewal'),
      query,
      {
        fields: { role: 'renewal.role', state: 'renewal.state', effective: 'renewal.effective' },
        sort: { expression: 'renewal.effective', of: (renewal) => renewal.effective },
        id: { expression: 'renewal.id', of: (renewal) => renewal.id },
        direction: 'DESC',
      },
      (renewal) => renewal,
    );
  }

  async get(id: string): Promise<RosterRenewal> {
    const renewal = await this.transactions.manager.findOneBy(RosterRenewalEntity, { id });
    if (!renewal) throw Problem.of('resource.not-found');
    return renewal;
  }

  /** Begins a proposed roster, with those who hold the role on its day unless it is to begin empty. */
  async create({ start, ...input }: NewRosterRenewal): Promise<RosterRenewal> {
    return this.transactions.run(async (unit) => {
      const undecided = { decisionNumber: null, decisionDate: null, decisionIssuer: null, legalBasis: null };
      const renewal: RosterRenewalEntity = {
        id: randomUUID(),
        ...input,
        levels: [...new Set(input.levels)],
        state: 'draft',
        ...undecided,
        undoesId: null,
        version: 1,
      };
      await unit.manager.insert(RosterRenewalEntity, renewal);
      if (start === 'present') await fillRows(unit, renewal);
      const details = { role: renewal.role, levels: renewal.levels, effective: renewal.effective };
      unit.audit({ action: 'roster-renewal.create', entity: `roster-renewal:${renewal.id}`, details });
      return renewal;
    });
  }

  /** The lines of a proposed roster, which name people: reading them is recorded. */
  async rows(id: string): Promise<RosterRows> {
    return this.transactions.run(async (unit) => {
      const { version } = await this.get(id);
      unit.audit({ action: 'roster-renewal.read', entity: `roster-renewal:${id}` });
      return { items: await readRows(unit, id), version };
    });
  }

  /** The lines as a workbook that can be edited and uploaded again. */
  async rowsFile(id: string): Promise<Buffer> {
    const { items } = await this.rows(id);
    const columns = Object.keys(RosterFileRow.shape) as (keyof RosterRow)[];
    const cellOf = (value: RosterRow[keyof RosterRow]): string | null =>
      value === null ? null : Array.isArray(value) ? value.join(' ') : String(value);
    const rows = items.map((row) => columns.map((column) => cellOf(row[column])));
    const sheet = { name: 'rows', columns: columns.map((title) => ({ title })), rows };
    return Buffer.from(await writeSheets([sheet], sheetTypes.xlsx));
  }

  /** Puts another list in the place of the present one. */
  async replace(target: RenewalVersion, rows: RosterRow[]): Promise<RosterRows> {
    return this.edit(target, () => rows.map((row, index) => ({ line: index + 1, ...row })));
  }

  /**
   * Takes the list from a file, whole or not at all; lines are those of the file.
   * @throws Problem 422 `file.unreadable`
   */
  async upload(
    { id, version }: RenewalVersion,
    file: Upload,
    { dryRun }: RosterFileQuery,
  ): Promise<RosterUpload> {
    const read = checkedList(await listsOf(file, ['rows'], 'rows'), 'rows', RosterFileRow);
    const problems = [...read.problems];
    const rows = read.rows.flatMap(({ line, row }): NumberedRow[] => {
      const { data, error } = RosterRow.safeParse(row);
      if (data) return [{ line, ...data }];
      problems.push(
        ...error.issues.map(({ path, message }) => ({
          list: 'rows',
          line,
          message: `${path.join('.')}: ${message}`,
        })),
      );
      return [];
    });
    if (rows.length > MOST_ROWS)
      problems.push({ list: 'rows', line: rows[MOST_ROWS]!.line, message: `more than ${MOST_ROWS} lines` });
    problems.sort((a, b) => a.line - b.line);
    if (dryRun || problems.length > 0) {
      await this.transactions.run((unit) => draft(unit, { id, version }));
      return { applied: false, problems, rows: rows.length, version };
    }
    const kept = await this.edit({ id, version }, () => rows);
    return { applied: true, problems, rows: rows.length, version: kept.version };
  }

  async addRow(target: RenewalVersion, row: RosterRow): Promise<RosterRows> {
    return this.edit(target, (rows) => [...rows, { line: (rows.at(-1)?.line ?? 0) + 1, ...row }]);
  }

  /** @throws Problem 404 when there is no such line. */
  async putRow(target: RenewalVersion, line: number, row: RosterRow): Promise<RosterRows> {
    return this.edit(target, (rows) => {
      refuseUnknownLine(rows, line);
      return rows.map((old) => (old.line === line ? { line, ...row } : old));
    });
  }

  /** @throws Problem 404 when there is no such line. */
  async removeRow(target: RenewalVersion, line: number): Promise<RosterRows> {
    return this.edit(target, (rows) => {
      refuseUnknownLine(rows, line);
      return rows.filter((row) => row.line !== line);
    });
  }

  /** Gives up a proposed roster; it stays on record. */
  async discard(target: RenewalVersion): Promise<RosterRenewal> {
    return this.transactions.run(async (unit) => {
      const renewal = await draft(unit, target);
      Object.assign(renewal, { state: 'discarded', version: renewal.version + 1 });
      await unit.manager.save(renewal);
      unit.audit({ action: 'roster-renewal.discard', entity: `roster-renewal:${renewal.id}` });
      return renewal;
    });
  }

  private async edit(
    target: RenewalVersion,
    change: (rows: NumberedRow[]) => NumberedRow[],
  ): Promise<RosterRows> {
    return this.transactions.run(async (unit) => {
      const renewal = await draft(unit, target);
      const rows = change(await readRows(unit, renewal.id));
      if (rows.length > MOST_ROWS)
        throw Problem.unprocessable('renewal.too-long', `A roster has at most ${MOST_ROWS} lines`);
      await replaceRows(unit, renewal.id, rows);
      renewal.version += 1;
      await unit.manager.save(renewal);
      const details = { version: renewal.version, rows: rows.length };
      unit.audit({ action: 'roster-renewal.edit', entity: `roster-renewal:${renewal.id}`, details });
      return { items: rows, version: renewal.version };
    });
  }
}

function refuseUnknownLine(rows: NumberedRow[], line: number): void {
  if (!rows.some((row) => row.line === line)) throw Problem.of('resource.not-found');
}

/**
 * Locks a renewal.
 * @throws Problem 404, 412 when it is no longer at the version.
 */
export function lockRenewal(unit: UnitOfWork, { id, version }: RenewalVersion): Promise<RosterRenewalEntity> {
  return lockRow(unit, RosterRenewalEntity, id, version);
}

/** @throws Problem 409 `renewal.not-a-draft` beside what {@link lockRenewal} throws. */
export async function draft(unit: UnitOfWork, target: RenewalVersion): Promise<RosterRenewalEntity> {
  const renewal = await lockRenewal(unit, target);
  if (renewal.state !== 'draft')
    throw Problem.conflict('renewal.not-a-draft', 'The renewal has been applied or discarded');
  return renewal;
}
