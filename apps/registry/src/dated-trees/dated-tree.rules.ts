import type { SuccessionRow } from '#contracts/dated-trees';

/** A dated thing with a code; `validTo` is exclusive, null means still valid. */
export interface DatedRow {
  code: string;
  validFrom: string;
  validTo: string | null;
  /** The parent is whatever has this code on the day in question. */
  parentCode: string | null;
}

const END = '9999-12-31';
export const endOf = (row: { validTo: string | null }): string => row.validTo ?? END;
export const isValidOn = (row: { validFrom: string; validTo: string | null }, day: string): boolean =>
  row.validFrom <= day && day < endOf(row);

/** What names a version. */
export const keyOf = ({ code, validFrom }: { code: string; validFrom: string }): string =>
  `${code} ${validFrom}`;

/** Versions of each code, oldest first. */
export function byCode<Row extends { code: string; validFrom: string }>(rows: Row[]): Map<string, Row[]> {
  const versions = new Map<string, Row[]>();
  for (const row of rows) {
    const list = versions.get(row.code);
    if (list) list.push(row);
    else versions.set(row.code, [row]);
  }
  for (const list of versions.values()) list.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return versions;
}

/** The version of a code that is valid on a day. */
export function versionOn<Row extends { validFrom: string; validTo: string | null }>(
  versions: Map<string, Row[]>,
  code: string,
  day: string,
): Row | undefined {
  return versions.get(code)?.find((row) => isValidOn(row, day));
}

/** What is wrong with a version in its tree: it must have a positive life and not overlap another of its code. */
export function defectsOf<Row extends DatedRow>(row: Row, versions: Map<string, Row[]>): string[] {
  const { code, validFrom } = row;
  const defects: string[] = [];
  if (validFrom >= endOf(row)) defects.push(`${code} ends before it begins`);
  const other = versions
    .get(code)!
    .find((s) => s !== row && s.validFrom < endOf(row) && validFrom < endOf(s));
  if (other) defects.push(`${code} from ${validFrom} overlaps its version from ${other.validFrom}`);
  return [...defects, ...parentDefectsOf(row, versions)];
}

/** A version must have a parent on every day of its life, and not be its own ancestor. */
export function parentDefectsOf<Row extends DatedRow>(row: Row, versions: Map<string, Row[]>): string[] {
  const { code, validFrom, parentCode } = row;
  if (parentCode === null) return [];
  const parentsEnd = endOfUnbroken(versions.get(parentCode) ?? [], validFrom);
  if (parentsEnd === undefined) return [`the parent ${parentCode} of ${code} does not exist on ${validFrom}`];
  if (parentsEnd !== null && parentsEnd < endOf(row))
    return [`${code} outlives its parent ${parentCode}, which ends on ${parentsEnd}`];
  const cycle = ownAncestorOn(versions, row);
  return cycle === undefined ? [] : [`${code} is its own ancestor on ${cycle}`];
}

/** Up to when versions of one code, oldest first, follow one another without a gap from a day on; null: for good. */
function endOfUnbroken<Row extends DatedRow>(versions: Row[], day: string): string | null | undefined {
  let end: string | null | undefined;
  for (const row of versions) {
    if (end === undefined ? isValidOn(row, day) : row.validFrom === end) end = row.validTo;
  }
  return end;
}

/** The first day of its life on which a version stands above itself; what is above changes where one of those ends. */
function ownAncestorOn<Row extends DatedRow>(versions: Map<string, Row[]>, row: Row): string | undefined {
  for (let day = row.validFrom, next = day; day < endOf(row); day = next) {
    next = endOf(row);
    const seen = new Set<string>();
    for (
      let up: Row | undefined = row;
      up;
      up = up.parentCode === null ? undefined : versionOn(versions, up.parentCode, day)
    ) {
      if (seen.has(up.code)) return day;
      seen.add(up.code);
      if (endOf(up) < next) next = endOf(up);
    }
  }
  return undefined;
}

/** Kinds of succession after which it is the same unit still. */
const continuing: readonly string[] = ['rename', 'change-type', 'move'] satisfies SuccessionRow['kind'][];
export const isContinuing = ({ kind }: Pick<SuccessionRow, 'kind'>): boolean => continuing.includes(kind);

/** Shares are decimal fractions that people have written down. */
const TOLERANCE = 1e-6;

/**
 * What is wrong with each succession: it must lead from a version that ends on its day to one that stands on it, and
 * the shares of one predecessor are given for all of its successors and add up to 1, or for none.
 * @param others successions that are stored already.
 */
export function defectsOfSuccessions<Row extends DatedRow>(
  successions: SuccessionRow[],
  others: SuccessionRow[],
  versions: Map<string, Row[]>,
): string[][] {
  const ofOne = ({ effective, fromCode }: SuccessionRow): string => `${effective} ${fromCode}`;
  const parts = new Map<string, Map<string, number | null>>();
  for (const row of [...others, ...successions]) {
    const shares = parts.get(ofOne(row)) ?? new Map<string, number | null>();
    parts.set(ofOne(row), shares.set(row.toCode, row.share));
  }
  return successions.map((row) => {
    const { effective, fromCode, toCode } = row;
    const from = predecessorOf(versions, row);
    if (!from) return [`${fromCode} does not exist before ${effective}`];
    if (from.validTo !== effective) return [`${fromCode} does not end on ${effective}`];
    const to = versionOn(versions, toCode, effective);
    if (!to) return [`${toCode} does not exist on ${effective}`];
    if (isContinuing(row) && (toCode !== fromCode || to.validFrom !== effective))
      return [`${fromCode} does not go on as ${toCode} on ${effective}`];
    const shares = [...parts.get(ofOne(row))!.values()];
    if (shares.every((one) => one === null)) return [];
    if (shares.includes(null)) return [`the shares of ${fromCode} on ${effective} are not complete`];
    const sum = shares.reduce<number>((total, one) => total + one!, 0);
    if (Math.abs(sum - 1) <= TOLERANCE) return [];
    return [`the shares of ${fromCode} on ${effective} add up to ${Number(sum.toFixed(6))}, not to 1`];
  });
}

/** The version that a succession leads away from: the one valid just before its day. */
export function predecessorOf<Row extends { validFrom: string; validTo: string | null }>(
  versions: Map<string, Row[]>,
  { fromCode, effective }: Pick<SuccessionRow, 'fromCode' | 'effective'>,
): Row | undefined {
  return versions.get(fromCode)?.find((row) => row.validFrom < effective && effective <= endOf(row));
}
