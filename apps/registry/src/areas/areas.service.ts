import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import {
  type Area,
  areaRecorded,
  areaTreeNumbered,
  type AreaFileQuery,
  type AreaImport,
  type AreaListQuery,
  AreaRow,
  type Succession,
  SuccessionRow,
} from '#contracts/areas';
import type { ImportOutcome, LineProblem } from '#contracts/import';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { fold } from '#contracts/values';
import { likeFolded, readPage, validOn } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './area.entity.js';
import { toArea } from './area.mapper.js';
import {
  byCode,
  checkDatedTree,
  compareWithStored,
  checkSuccessions,
  numberTrees,
  predecessorOf,
  versionOn,
} from './areas.rules.js';

/** Nested-set ranges of one unit, one per tree in which it stands. */
export type AreaRanges = [lo: number, hi: number][];

/** Rows per statement; keeps the parameters of one INSERT below PostgreSQL's limit. */
const CHUNK = 2_000;

/** An appointment lies where its area stood on its first day. */
const renumberAppointmentsSql = `
  UPDATE appointment a SET ord = n.lo FROM area_node n
   WHERE n.area_id = a.area_id AND n.tree_from <= a."from" AND (n.tree_to IS NULL OR n.tree_to > a."from")`;

type StoredRow = AreaRow & { id: string };

const byLine = (a: LineProblem, b: LineProblem): number => a.list.localeCompare(b.list) || a.line - b.line;

@Injectable()
export class AreasService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof AreaListQuery>): Promise<Page<Area>> {
    const select = this.transactions.manager.createQueryBuilder(AreaEntity, 'area');
    if (query.asOf) validOn(select, 'area', query.asOf);
    if (query.search) likeFolded(select, 'area.search', query.search);
    return readPage(
      select,
      query,
      {
        fields: { code: 'area.code', type: 'area.type', parentId: 'area.parentId' },
        sort: { expression: 'area.code', of: (area) => area.code },
        id: { expression: 'area.id', of: (area) => area.id },
      },
      toArea,
    );
  }

  async get(id: string): Promise<Area> {
    const area = await this.transactions.manager.findOneBy(AreaEntity, { id });
    if (!area) throw Problem.of('resource.not-found');
    return toArea(area);
  }

  /** What became of a unit, and what it came from: one step in both directions. */
  async successionsOf(id: string): Promise<{ items: Succession[] }> {
    await this.get(id);
    const rows = await this.transactions.manager.find(AreaSuccessionEntity, {
      where: [{ fromId: id }, { toId: id }],
      order: { effective: 'ASC' },
    });
    const units = await this.transactions.manager.findBy(AreaEntity, {
      id: In(rows.flatMap((row) => [row.fromId, row.toId])),
    });
    const unit = new Map(units.map((area) => [area.id, toArea(area)]));
    return {
      items: rows.map(({ effective, kind, fromId, toId }) => ({
        effective,
        kind,
        from: unit.get(fromId)!,
        to: unit.get(toId)!,
      })),
    };
  }

  /** Nested-set ranges of a unit; of everything when `areaId` is null. */
  async rangesOf(areaId: string | null): Promise<AreaRanges> {
    const nodes = areaId
      ? await this.transactions.manager.findBy(AreaNodeEntity, { areaId })
      : await this.transactions.manager
          .createQueryBuilder(AreaNodeEntity, 'node')
          .innerJoin(AreaEntity, 'area', 'area.id = node.areaId')
          .where('area.parentId IS NULL')
          .getMany();
    return nodes.map(({ lo, hi }) => [lo, hi]);
  }

  /** The unit's number in the tree of a day; null when it does not stand in it. */
  async ordOn(areaId: string, day: string): Promise<number | null> {
    const node = await this.transactions.manager
      .createQueryBuilder(AreaNodeEntity, 'node')
      .where('node.areaId = :areaId AND node.treeFrom <= :day', { areaId, day })
      .andWhere('(node.treeTo IS NULL OR node.treeTo > :day)')
      .getOne();
    return node?.lo ?? null;
  }

  /**
   * Adds unit versions and successions, all or nothing. Lines that are stored already are passed over, so an
   * import can be repeated; the trees are numbered anew.
   */
  async import({ dryRun, areas, successions }: AreaImport): Promise<ImportOutcome> {
    return this.transactions.run(async (unit) => {
      await unit.query('areas.lock', 'LOCK TABLE area IN SHARE ROW EXCLUSIVE MODE');
      const known = await this.knownRows();
      const { added, unlisted, problems } = compareWithStored('areas', areas, known);
      const rows = added.map((row) => ({ ...row, id: randomUUID() as string }));
      const all = [...known, ...rows];
      problems.push(
        ...checkDatedTree<AreaRow>('areas', areas, unlisted),
        ...checkSuccessions(successions, all),
      );
      const links = problems.length > 0 ? [] : await this.newSuccessions(successions, all);
      const counts = { areas: rows.length, successions: links.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      await this.store(unit, rows, all);
      for (let start = 0; start < links.length; start += CHUNK) {
        await unit.manager.insert(AreaSuccessionEntity, links.slice(start, start + CHUNK));
      }
      if (rows.length > 0) await this.number(unit);
      unit.audit({ action: 'area.import', entity: 'area:*', details: counts });
      return { applied: true, counts, problems };
    });
  }

  /**
   * Adds what a file holds; problems name its lines.
   * @throws Problem 422 `file.unreadable`
   */
  async importFile(file: Upload, { list, dryRun }: AreaFileQuery): Promise<ImportOutcome> {
    const sheets = await listsOf(file, ['areas', 'successions'], list);
    const areas = checkedList(sheets, 'areas', AreaRow);
    const successions = checkedList(sheets, 'successions', SuccessionRow);
    const unread = [...areas.problems, ...successions.problems];
    const outcome = await this.import({
      dryRun: dryRun || unread.length > 0,
      areas: areas.rows.map(({ row }) => row),
      successions: successions.rows.map(({ row }) => row),
    });
    const lineOf = ({ list: name, line }: LineProblem): number =>
      (name === 'areas' ? areas : successions).rows[line - 1]!.line;
    const problems = outcome.problems.map((problem) => ({ ...problem, line: lineOf(problem) }));
    return { ...outcome, problems: [...unread, ...problems].sort(byLine) };
  }

  private async knownRows(): Promise<StoredRow[]> {
    const entities = await this.transactions.manager.find(AreaEntity);
    const codes = new Map(entities.map((area) => [area.id, area.code]));
    return entities.map((area) => ({
      ...toArea(area),
      parentCode: area.parentId === null ? null : codes.get(area.parentId)!,
    }));
  }

  private async store(unit: UnitOfWork, added: StoredRow[], all: StoredRow[]): Promise<void> {
    const versions = byCode(all);
    const entities = added.map(({ parentCode, ...row }) => ({
      ...row,
      parentId: parentCode === null ? null : versionOn(versions, parentCode, row.validFrom)!.id,
      search: fold(row.name),
    }));
    for (let start = 0; start < entities.length; start += CHUNK) {
      await unit.manager.insert(AreaEntity, entities.slice(start, start + CHUNK));
    }
    for (const { search: _, ...area } of entities) unit.publish(areaRecorded.of(area.id, 1, area));
  }

  private async newSuccessions(rows: SuccessionRow[], all: StoredRow[]): Promise<AreaSuccessionEntity[]> {
    const versions = byCode(all);
    const keyOf = (link: Pick<AreaSuccessionEntity, 'effective' | 'fromId' | 'toId'>): string =>
      `${link.effective} ${link.fromId} ${link.toId}`;
    const stored = new Set((await this.transactions.manager.find(AreaSuccessionEntity)).map(keyOf));
    return rows
      .map((row) => ({
        id: randomUUID(),
        effective: row.effective,
        kind: row.kind,
        fromId: predecessorOf(versions, row)!.id,
        toId: versionOn(versions, row.toCode, row.effective)!.id,
      }))
      .filter((link) => !stored.has(keyOf(link)));
  }

  private async number(unit: UnitOfWork): Promise<void> {
    const units = await unit.manager.find(AreaEntity);
    const highest = (await unit.manager.maximum(AreaNodeEntity, 'hi')) ?? 0;
    await unit.manager.deleteAll(AreaNodeEntity);
    for (const { from, to, nodes } of numberTrees(units, highest + 1)) {
      const entities = nodes.map(([areaId, lo, hi]) => ({ treeFrom: from, treeTo: to, areaId, lo, hi }));
      for (let start = 0; start < entities.length; start += CHUNK) {
        await unit.manager.insert(AreaNodeEntity, entities.slice(start, start + CHUNK));
      }
      unit.publish(areaTreeNumbered.of(from, highest + 1, { from, to, nodes }));
    }
    await unit.query('areas.renumber-appointments', renumberAppointmentsSql);
  }
}
