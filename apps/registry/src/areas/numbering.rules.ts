import type { SuccessionRow } from '#contracts/dated-trees';
import { byCode, endOf, isContinuing, keyOf } from '../dated-trees/dated-tree.rules.js';

/** A unit version as the numbering needs it. */
export interface TreeUnit {
  id: string;
  code: string;
  parentCode: string | null;
  validFrom: string;
  validTo: string | null;
}

/** The tree under a root that is in force from a day, with nested-set numbers. */
export interface NumberedTree {
  root: string;
  from: string;
  to: string | null;
  nodes: [id: string, lo: number, hi: number][];
}

/**
 * Every tree that the dated units make: for each root one per span between two days on which something under it
 * changes, numbered from 0. A unit's descendants are those whose `lo` lies within its [lo, hi]. Earlier versions of a
 * unit have the numbers of the present one, so that what was said of it by its old name stays in its place.
 */
export function treesOf(units: TreeUnit[], successions: SuccessionRow[]): NumberedTree[] {
  const forest = new Forest(formerVersions(units, successions));
  for (const [day, { ends, begins }] of daysOf(units)) forest.pass(day, ends, begins);
  return forest.trees;
}

function daysOf(units: TreeUnit[]): [string, { ends: TreeUnit[]; begins: TreeUnit[] }][] {
  const days = new Map<string, { ends: TreeUnit[]; begins: TreeUnit[] }>();
  const on = (day: string) => {
    const known = days.get(day) ?? { ends: [], begins: [] };
    days.set(day, known);
    return known;
  };
  for (const unit of units) {
    on(unit.validFrom).begins.push(unit);
    if (unit.validTo !== null) on(unit.validTo).ends.push(unit);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Ids of a unit's earlier versions and its own, by the id of the version. */
function formerVersions(units: TreeUnit[], successions: SuccessionRow[]): Map<string, string[]> {
  const going = new Set(
    successions
      .filter(isContinuing)
      .map(({ fromCode, effective }) => keyOf({ code: fromCode, validFrom: effective })),
  );
  const former = new Map<string, string[]>();
  for (const versions of byCode(units).values()) {
    let before: TreeUnit | undefined;
    for (const unit of versions) {
      const goesOn = before && endOf(before) === unit.validFrom && going.has(keyOf(unit));
      former.set(unit.id, goesOn ? [...former.get(before!.id)!, unit.id] : [unit.id]);
      before = unit;
    }
  }
  return former;
}

/** The units that stand on a day, moved on from day to day; only the roots under which something changes are walked. */
class Forest {
  readonly trees: NumberedTree[] = [];
  private readonly standing = new Map<string, TreeUnit>();
  private readonly children = new Map<string, Set<string>>();
  private readonly latest = new Map<string, NumberedTree>();

  constructor(private readonly former: Map<string, string[]>) {}

  pass(day: string, ends: TreeUnit[], begins: TreeUnit[]): void {
    const touched = new Set(ends.map((unit) => this.rootOf(unit)));
    for (const { code, parentCode } of ends) {
      this.standing.delete(code);
      if (parentCode !== null) this.children.get(parentCode)!.delete(code);
    }
    for (const unit of begins) {
      this.standing.set(unit.code, unit);
      if (unit.parentCode === null) continue;
      const siblings = this.children.get(unit.parentCode);
      if (siblings) siblings.add(unit.code);
      else this.children.set(unit.parentCode, new Set([unit.code]));
    }
    for (const unit of begins) touched.add(this.rootOf(unit));
    for (const code of [...touched].sort()) this.turn(code, day);
  }

  private turn(code: string, day: string): void {
    const before = this.latest.get(code);
    if (before) before.to = day;
    this.latest.delete(code);
    const root = this.standing.get(code);
    if (!root || root.parentCode !== null) return;
    const tree: NumberedTree = { root: code, from: day, to: null, nodes: [] };
    this.walk(root, tree.nodes, 0);
    this.latest.set(code, tree);
    this.trees.push(tree);
  }

  /** Numbers a unit and those below it from `lo` on; the answer is the next number that is free. */
  private walk(unit: TreeUnit, nodes: NumberedTree['nodes'], lo: number): number {
    const own = this.former.get(unit.id)!.map((id): NumberedTree['nodes'][number] => [id, lo, lo]);
    nodes.push(...own);
    let next = lo + 1;
    for (const code of [...(this.children.get(unit.code) ?? [])].sort())
      next = this.walk(this.standing.get(code)!, nodes, next);
    for (const node of own) node[2] = next - 1;
    return next;
  }

  private rootOf(unit: TreeUnit): string {
    let top = unit;
    for (let up: TreeUnit | undefined = unit; up; up = this.standing.get(up.parentCode ?? '')) top = up;
    return top.code;
  }
}

/** What a new numbering changes: trees that get numbers, such as only end on another day, and such as are no more. */
export interface Renumbering {
  anew: NumberedTree[];
  ended: NumberedTree[];
  gone: NumberedTree[];
}

/**
 * Compares trees with those that are stored: a tree of the same units in the same order keeps its numbers, which stand
 * in tokens. No number is used twice, so that a range belongs to one tree only.
 * @param stored nodes in ascending order of their numbers.
 */
export function renumber(trees: NumberedTree[], stored: NumberedTree[]): Renumbering {
  const nameOf = ({ root, from }: NumberedTree): string => `${from} ${root}`;
  const known = new Map(stored.map((tree) => [nameOf(tree), tree]));
  const result: Renumbering = { anew: [], ended: [], gone: [] };
  for (const tree of trees) {
    const old = known.get(nameOf(tree));
    known.delete(nameOf(tree));
    if (!old || !isSameTree(tree, old)) result.anew.push(tree);
    else if (old.to !== tree.to) result.ended.push({ ...old, to: tree.to });
  }
  result.gone.push(...known.values());
  return result;
}

function isSameTree(one: NumberedTree, other: NumberedTree): boolean {
  const shapeOf = ({ nodes }: NumberedTree): string[] =>
    nodes.map(([id, lo, hi]) => `${lo - nodes[0]![1]} ${hi - lo} ${id}`).sort();
  if (one.nodes.length !== other.nodes.length) return false;
  const shape = shapeOf(other);
  return shapeOf(one).every((node, index) => node === shape[index]);
}

/** The tree with its numbers counted on from `first`. */
export const numberedFrom = (tree: NumberedTree, first: number): NumberedTree => ({
  ...tree,
  nodes: tree.nodes.map(([id, lo, hi]) => [id, first + lo, first + hi]),
});
