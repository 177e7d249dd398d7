import type { AreaRow, SuccessionRow } from '#contracts/areas';
import type { LineProblem } from '#contracts/import';

/** A dated thing with a code; `validTo` is exclusive, null means still valid. */
export interface DatedRow {
  code: string;
  validFrom: string;
  validTo: string | null;
  parentCode: string | null;
}

const END = '9999-12-31';
const endOf = (row: { validTo: string | null }): string => row.validTo ?? END;
const isValidOn = (row: DatedRow, day: string): boolean => row.validFrom <= day && day < endOf(row);

/** Versions of each code, oldest first. */
export function byCode<Row extends DatedRow>(rows: Row[]): Map<string, Row[]> {
  const versions = new Map<string, Row[]>();
  for (const row of rows) {
    const list = versions.get(row.code);
    if (list) list.push(row);
    else versions.set(row.code, [row]);
  }
  for (const list of versions.values()) list.sort((a, b) => a.validFrom.localeCompare(b.validFrom));
  return versions;
}

/** The version of a code that is valid on a day. */
export function versionOn<Row extends DatedRow>(
  versions: Map<string, Row[]>,
  code: string,
  day: string,
): Row | undefined {
  return versions.get(code)?.find((row) => isValidOn(row, day));
}

/**
 * Checks a dated tree: every version has a positive life, versions of one code do not overlap, the parent
 * exists at the start and lives as long as the child, and no unit is its own ancestor.
 * @param known versions that are stored already and are not checked again.
 */
export function checkDatedTree<Row extends DatedRow>(list: string, rows: Row[], known: Row[]): LineProblem[] {
  const problems: LineProblem[] = [];
  const versions = byCode([...known, ...rows]);
  for (const [index, row] of rows.entries()) {
    const say = (message: string): void => void problems.push({ list, line: index + 1, message });
    if (row.validFrom >= endOf(row)) say(`${row.code} ends before it begins`);
    const siblings = versions.get(row.code)!;
    const other = siblings.find((s) => s !== row && s.validFrom < endOf(row) && row.validFrom < endOf(s));
    if (other) say(`${row.code} from ${row.validFrom} overlaps its version from ${other.validFrom}`);
    if (row.parentCode === null) continue;
    const parent = versionOn(versions, row.parentCode, row.validFrom);
    if (!parent) say(`the parent ${row.parentCode} of ${row.code} does not exist on ${row.validFrom}`);
    else if (endOf(parent) < endOf(row))
      say(`${row.code} outlives its parent ${row.parentCode}, which ends on ${parent.validTo}`);
    else if (isOwnAncestor(versions, row)) say(`${row.code} is its own ancestor on ${row.validFrom}`);
  }
  return problems;
}

/**
 * What of an import is new, and which stored rows it does not speak of. A line that is stored already with the same facts is passed over; one whose
 * (code, valid from) is stored with other facts is a problem, since an import adds and never rewrites.
 */
export function compareWithStored<Row extends DatedRow>(
  list: string,
  rows: Row[],
  stored: (Row & { id: string })[],
): { added: Row[]; unlisted: Row[]; problems: LineProblem[] } {
  const known = new Map(stored.map((row) => [`${row.code} ${row.validFrom}`, row]));
  const problems: LineProblem[] = [];
  const added = rows.filter((row, index) => {
    const old = known.get(`${row.code} ${row.validFrom}`);
    const changed = old && (Object.keys(row) as (keyof Row)[]).filter((field) => row[field] !== old[field]);
    if (changed?.length) {
      const message = `${row.code} from ${row.validFrom} is stored with another ${changed.join(', ')}`;
      problems.push({ list, line: index + 1, message });
    }
    return !old;
  });
  const listed = new Set(rows.map((row) => `${row.code} ${row.validFrom}`));
  return { added, unlisted: stored.filter((row) => !listed.has(`${row.code} ${row.validFrom}`)), problems };
}

function isOwnAncestor<Row extends DatedRow>(versions: Map<string, Row[]>, row: Row): boolean {
  const seen = new Set<string>([row.code]);
  for (
    let up: Row | undefined = row;
    up?.parentCode;
    up = versionOn(versions, up.parentCode, row.validFrom)
  ) {
    if (seen.has(up.parentCode)) return true;
    seen.add(up.parentCode);
  }
  return false;
}

/** Checks that each succession leads from a version that ends on its day to one that begins on it, or goes on. */
export function checkSuccessions(successions: SuccessionRow[], areas: AreaRow[]): LineProblem[] {
  const versions = byCode(areas);
  return successions.flatMap((succession, index) => {
    const { effective, fromCode, toCode } = succession;
    const message = !predecessorOf(versions, succession)
      ? `${fromCode} does not exist before ${effective}`
      : !versionOn(versions, toCode, effective)
        ? `${toCode} does not exist on ${effective}`
        : undefined;
    return message ? [{ list: 'successions', line: index + 1, message }] : [];
  });
}

/** The version that a succession leads away from: the one valid just before its day. */
export function predecessorOf<Row extends DatedRow>(
  versions: Map<string, Row[]>,
  { fromCode, effective }: SuccessionRow,
): Row | undefined {
  return versions.get(fromCode)?.find((row) => row.validFrom < effective && effective <= endOf(row));
}

/** A unit as the numbering needs it. */
export interface TreeUnit {
  id: string;
  code: string;
  parentId: string | null;
  validFrom: string;
  validTo: string | null;
}

/** The tree that is in force from a day, with nested-set numbers. */
export interface NumberedTree {
  from: string;
  to: string | null;
  nodes: [id: string, lo: number, hi: number][];
}

/**
 * Numbers every tree that the dated units make: one tree per span between two days of change. A unit's
 * descendants are those whose `lo` lies within its [lo, hi]; no number is used twice, so a range belongs
 * to one tree only.
 * @param first the first number to use.
 */
export function numberTrees(units: TreeUnit[], first: number): NumberedTree[] {
  const days = new Set(units.flatMap((unit) => [unit.validFrom, ...(unit.validTo ? [unit.validTo] : [])]));
  const sorted = [...days].sort();
  let next = first;
  return sorted.map((from, index) => {
    const alive = units.filter((unit) => unit.validFrom <= from && from < endOf(unit));
    const children = new Map<string | null, TreeUnit[]>();
    for (const unit of alive.sort((a, b) => a.code.localeCompare(b.code))) {
      children.set(unit.parentId, [...(children.get(unit.parentId) ?? []), unit]);
    }
    const nodes: NumberedTree['nodes'] = [];
    const walk = (unit: TreeUnit): void => {
      const node: NumberedTree['nodes'][number] = [unit.id, next++, 0];
      nodes.push(node);
      for (const child of children.get(unit.id) ?? []) walk(child);
      node[2] = next - 1;
    };
    for (const root of children.get(null) ?? []) walk(root);
    return { from, to: sorted[index + 1] ?? null, nodes };
  });
}
