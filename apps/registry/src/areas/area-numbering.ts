import { Injectable } from '@nestjs/common';
import { areaTreeNumbered } from '#contracts/areas';
import type { SuccessionRow } from '#contracts/dated-trees';
import type { UnitOfWork } from '#persistence/unit-of-work';
import {
  deleteTreesSql,
  endTreesSql,
  insertNodesSql,
  renumberAppointmentsSql,
  storedTreesSql,
  takeNumbersSql,
} from './areas.queries.js';
import { type NumberedTree, numberedFrom, renumber, treesOf, type TreeUnit } from './numbering.rules.js';

interface StoredTree extends Omit<NumberedTree, 'nodes'> {
  ids: string[];
  los: number[];
  his: number[];
}

/** Keeps the nested-set numbers of the trees of units, and tells the other services of them. */
@Injectable()
export class AreaNumbering {
  /**
   * Numbers the trees that a change makes anew; the others keep their numbers.
   * @param units all versions, after the change. @param since the first day on which something changes.
   */
  async number(
    unit: UnitOfWork,
    units: TreeUnit[],
    successions: SuccessionRow[],
    since: string,
  ): Promise<void> {
    const trees = treesOf(units, successions).filter(({ to }) => to === null || to >= since);
    const { anew, ended, gone } = renumber(trees, await this.stored(unit, since));
    const numbered = await this.withNumbers(unit, anew);
    const columns = (of: NumberedTree[]) => [of.map(({ root }) => root), of.map(({ from }) => from)];
    await unit.query('areas.delete-trees', deleteTreesSql, columns([...anew, ...gone]));
    await unit.query('areas.end-trees', endTreesSql, [...columns(ended), ended.map(({ to }) => to)]);
    const rows = numbered.flatMap(({ root, from, to, nodes }) =>
      nodes.map((node) => [root, from, to, ...node]),
    );
    await unit.query(
      'areas.insert-nodes',
      insertNodesSql,
      [0, 1, 2, 3, 4, 5].map((column) => rows.map((row) => row[column])),
    );
    const [numbering] = await unit.query<{ last: number }>('areas.take-numbers', takeNumbersSql, [1]);
    for (const tree of [...numbered, ...ended, ...gone.map((tree) => ({ ...tree, nodes: [] }))])
      unit.publish(areaTreeNumbered.of(`${tree.root}.${tree.from}`, numbering!.last, tree));
    await unit.query('areas.renumber-appointments', renumberAppointmentsSql);
  }

  private async stored(unit: UnitOfWork, since: string): Promise<NumberedTree[]> {
    const rows = await unit.query<StoredTree>('areas.stored-trees', storedTreesSql, [since]);
    return rows.map(({ ids, los, his, ...tree }) => ({
      ...tree,
      nodes: ids.map((id, index) => [id, los[index]!, his[index]!]),
    }));
  }

  private async withNumbers(unit: UnitOfWork, trees: NumberedTree[]): Promise<NumberedTree[]> {
    const sizes = trees.map(({ nodes }) => 1 + Math.max(...nodes.map(([, , hi]) => hi)));
    const count = sizes.reduce((sum, size) => sum + size, 0);
    if (count === 0) return [];
    const [taken] = await unit.query<{ last: number }>('areas.take-numbers', takeNumbersSql, [count]);
    let next = taken!.last - count + 1;
    return trees.map((tree, index) => {
      const numbered = numberedFrom(tree, next);
      next += sizes[index]!;
      return numbered;
    });
  }
}
