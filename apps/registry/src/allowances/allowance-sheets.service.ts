import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type {
  Allowance,
  AllowanceContent,
  AllowanceListQuery,
  AllowanceSheet,
  AllowanceSheetHead,
  AllowanceSheetListQuery,
  ApproveAllowanceSheet,
  NewAllowanceSheet,
} from '#contracts/allowances';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { contentHash } from '#documents/canonical-json';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeTime } from '#persistence/office-day';
import { recordList } from '#service-kit/reads-of-others';
import type { Days } from './allowance.rules.js';
import { AllowanceEntity, AllowanceSheetEntity } from './allowance.entity.js';
import { sheetFile } from './allowance-sheet.file.js';
import {
  approvedMonthsSql,
  approvedSql,
  type ContractFactsRow,
  contractFactsSql,
  namesSql,
  type NamesRow,
  salariesSql,
  suspendedSql,
  type SuspendedRow,
} from './allowances.queries.js';
import { type SheetFacts, sheetOf } from './sheet.rules.js';

/** Until any moment: all that is recorded. */
const ALWAYS = 'infinity';

/** Rows per statement; keeps the parameters of one INSERT below PostgreSQL's limit. */
const CHUNK = 2_000;

@Injectable()
export class AllowanceSheetsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof AllowanceSheetListQuery>): Promise<Page<AllowanceSheetHead>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(AllowanceSheetEntity, 'sheet'),
      query,
      {
        fields: { month: 'sheet.month', state: 'sheet.state' },
        sort: { expression: 'sheet.month', of: ({ month }) => month },
        id: { expression: 'sheet.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toHead,
    );
  }

  /** Reads a sheet, which says what each person gets: that is recorded. */
  async get(id: string): Promise<AllowanceSheet> {
    return this.transactions.run(async (unit) => toSheet(await this.read(unit, id)));
  }

  /** The sheet as a workbook: each contract, differences, totals. */
  async file(id: string): Promise<Buffer> {
    const { content, names } = await this.transactions.run(async (unit) => {
      const { content } = await this.read(unit, id);
      const { entries, differences } = content;
      const ids = [...new Set([...entries, ...differences].map(({ contractId }) => contractId))];
      return { content, names: await unit.manager.query<NamesRow[]>(namesSql, [ids]) };
    });
    return sheetFile(content, new Map(names.map((row) => [row.id, row])));
  }

  /** What the sheet of a month is, or was by what had been recorded until the end of a day; nothing is stored. */
  async calculation(month: string, asOf?: string): Promise<AllowanceContent> {
    const { manager } = this.transactions;
    return sheetOf(month, await factsUntil(manager, month, asOf ? `${asOf}T23:59:59.999+07:00` : ALWAYS));
  }

  /**
   * Draws up the sheet of a month.
   * @throws Problem 409 when the month has one, 422 `allowance.no-base-salary`.
   */
  async draw({ month }: NewAllowanceSheet): Promise<AllowanceSheet> {
    return this.transactions.run(async (unit) => {
      const sheet: AllowanceSheetEntity = {
        id: randomUUID(),
        month,
        state: 'draft',
        ...(await contentNow(unit, month)),
        approvedBy: null,
        approvedAt: null,
        version: 1,
      };
      await unit.manager.insert(AllowanceSheetEntity, sheet);
      return record(unit, 'allowance-sheet.draw', sheet);
    });
  }

  /** Draws up a draft anew, by what is known now. */
  async redraw(id: string, version: number): Promise<AllowanceSheet> {
    return this.transactions.run(async (unit) => {
      const sheet = await this.draft(unit, id, version);
      Object.assign(sheet, await contentNow(unit, sheet.month), { version: version + 1 });
      await unit.manager.save(sheet);
      return record(unit, 'allowance-sheet.redraw', sheet);
    });
  }

  /**
   * Approves exactly the sheet that was read, and freezes it; what is corrected later comes as a difference.
   * @throws Problem 409 `allowance-sheet.content-changed` when the hash is another, or the facts have changed since.
   */
  async approve(
    id: string,
    version: number,
    input: ApproveAllowanceSheet,
    caller: Caller,
  ): Promise<AllowanceSheet> {
    return this.transactions.run(async (unit) => {
      // One sheet at a time: two that were drawn up together could both hold the same difference.
      await unit.query('allowance-sheet.lock', 'LOCK TABLE allowance_sheet IN SHARE ROW EXCLUSIVE MODE');
      const sheet = await this.draft(unit, id, version);
      const now = await contentNow(unit, sheet.month);
      if (input.contentHash !== sheet.contentHash || now.contentHash !== sheet.contentHash)
        throw Problem.conflict('allowance-sheet.content-changed', 'It is no longer what you read: redraw it');
      Object.assign(sheet, {
        state: 'approved',
        approvedBy: caller.id,
        approvedAt: await officeTime(unit.manager),
        version: version + 1,
      });
      await unit.manager.save(sheet);
      const rows = allowancesOf(sheet);
      for (let start = 0; start < rows.length; start += CHUNK)
        await unit.manager.insert(AllowanceEntity, rows.slice(start, start + CHUNK));
      return record(unit, 'allowance-sheet.approve', sheet);
    });
  }

  /** Approved allowances, those of the newest sheets first; showing others' is recorded. */
  async allowances(query: z.infer<typeof AllowanceListQuery>, caller: Caller): Promise<Page<Allowance>> {
    const { sql, parameters } = reachWhere(caller.reach, { person: 'allowance.personId' });
    const field = (name: string): string => `allowance.${name}`;
    const fields = ['personId', 'contractId', 'sheetId', 'sheetMonth', 'month'];
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        unit.manager.createQueryBuilder(AllowanceEntity, 'allowance').where(sql, parameters),
        query,
        {
          fields: Object.fromEntries(fields.map((name) => [name, field(name)])),
          sort: { expression: field('sheetMonth'), of: ({ sheetMonth }) => sheetMonth },
          id: { expression: field('id'), of: ({ id }) => id },
          direction: 'DESC',
        },
        (allowance) => allowance,
      );
      recordList(unit, 'allowance', page.items, caller);
      return page;
    });
  }

  private async read(unit: UnitOfWork, id: string): Promise<AllowanceSheetEntity> {
    const sheet = await unit.manager.findOneBy(AllowanceSheetEntity, { id });
    if (!sheet) throw Problem.of('resource.not-found');
    unit.audit({ action: 'allowance-sheet.read', entity: `allowance-sheet:${id}` });
    return sheet;
  }

  private async draft(unit: UnitOfWork, id: string, version: number): Promise<AllowanceSheetEntity> {
    const sheet = await lockRow(unit, AllowanceSheetEntity, id, version);
    if (sheet.state === 'approved')
      throw Problem.conflict('allowance-sheet.approved', 'The sheet is approved and does not change');
    return sheet;
  }
}

/** Everything a sheet is made of, as it was recorded until a moment. */
async function factsUntil(manager: EntityManager, month: string, until: string): Promise<SheetFacts> {
  const months = await manager.query<{ month: string }[]>(approvedMonthsSql, [until]);
  const excluded = new Map<string, Days[]>();
  for (const { appointmentId, ...days } of await manager.query<SuspendedRow[]>(suspendedSql))
    excluded.set(appointmentId, [...(excluded.get(appointmentId) ?? []), days]);
  return {
    contracts: await manager.query<ContractFactsRow[]>(contractFactsSql, [until]),
    salaries: await manager.query(salariesSql, [until]),
    approvedMonths: months.map((row) => row.month),
    approved: await manager.query(approvedSql, [until, month]),
    excluded,
  };
}

async function contentNow(
  unit: UnitOfWork,
  month: string,
): Promise<Pick<AllowanceSheetEntity, 'content' | 'contentHash' | 'total'>> {
  const content = sheetOf(month, await factsUntil(unit.manager, month, ALWAYS));
  return { content, contentHash: contentHash(content), total: content.totals.total };
}

function allowancesOf({ id, month, content }: AllowanceSheetEntity): AllowanceEntity[] {
  const lines = [...content.entries.map((entry) => ({ ...entry, month })), ...content.differences];
  return lines.map((line) => ({
    id: randomUUID(),
    sheetId: id,
    sheetMonth: month,
    month: line.month,
    contractId: line.contractId,
    personId: line.personId,
    coefficient: line.coefficient,
    spans: line.spans,
    amount: line.amount,
  }));
}

function record(unit: UnitOfWork, action: string, sheet: AllowanceSheetEntity): AllowanceSheet {
  const { id, month, contentHash: hash, total, version } = sheet;
  unit.audit({
    action,
    entity: `allowance-sheet:${id}`,
    details: { version, month, total, contentHash: hash },
  });
  return toSheet(sheet);
}

const toHead = ({ content: _, approvedBy: __, ...sheet }: AllowanceSheetEntity): AllowanceSheetHead => ({
  ...sheet,
  approvedAt: sheet.approvedAt?.toISOString() ?? null,
});

const toSheet = (sheet: AllowanceSheetEntity): AllowanceSheet => ({
  ...toHead(sheet),
  content: sheet.content,
});
