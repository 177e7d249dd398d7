import type { SuccessionRow } from '#contracts/dated-trees';
import type { LineProblem } from '#contracts/import';
import { byCode, type DatedRow, defectsOf, defectsOfSuccessions, keyOf } from './dated-tree.rules.js';

/** What an import adds, and every reason why it must not. */
export interface CheckedImport<Row extends DatedRow> {
  added: Row[];
  successions: SuccessionRow[];
  problems: LineProblem[];
}

/** Compares an import of units and successions with what is stored, and checks what both come to together. */
export function checkImport<Row extends DatedRow>(
  list: string,
  rows: Row[],
  successions: SuccessionRow[],
  known: { rows: Row[]; successions: SuccessionRow[] },
): CheckedImport<Row> {
  const { added, unlisted, problems } = compareWithStored(list, rows, known.rows);
  const links = newSuccessions(successions, known.successions);
  const versions = byCode([...known.rows, ...added]);
  const defects = defectsOfSuccessions(successions, known.successions, versions);
  problems.push(
    ...checkDatedTree(list, rows, unlisted),
    ...links.problems,
    ...defects.flatMap((messages, index) =>
      messages.map((message) => ({ list: 'successions', line: index + 1, message })),
    ),
  );
  return { added, successions: links.added, problems };
}

/**
 * Checks new rows of a dated tree by {@link defectsOf}.
 * @param known versions that are stored already and are not checked again.
 */
export function checkDatedTree<Row extends DatedRow>(list: string, rows: Row[], known: Row[]): LineProblem[] {
  const versions = byCode([...known, ...rows]);
  return rows.flatMap((row, index) =>
    defectsOf(row, versions).map((message) => ({ list, line: index + 1, message })),
  );
}

/**
 * What of an import is new, and which stored rows it does not speak of. A line that is stored already with the same facts is passed over; one whose
 * (code, valid from) is stored with other facts is a problem, since an import adds and never rewrites.
 */
export function compareWithStored<Row extends DatedRow>(
  list: string,
  rows: Row[],
  stored: Row[],
): { added: Row[]; unlisted: Row[]; problems: LineProblem[] } {
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const problems: LineProblem[] = [];
  const added = rows.filter((row, index) => {
    const old = known.get(keyOf(row));
    const changed = old && (Object.keys(row) as (keyof Row)[]).filter((field) => row[field] !== old[field]);
    if (changed?.length) {
      const message = `${row.code} from ${row.validFrom} is stored with another ${changed.join(', ')}`;
      problems.push({ list, line: index + 1, message });
    }
    return !old;
  });
  const listed = new Set(rows.map(keyOf));
  return { added, unlisted: stored.filter((row) => !listed.has(keyOf(row))), problems };
}

/** What of an import of successions is new; a line that is stored with another kind or share is a problem. */
export function newSuccessions(
  rows: SuccessionRow[],
  stored: SuccessionRow[],
): { added: SuccessionRow[]; problems: LineProblem[] } {
  const keyOfLink = (row: SuccessionRow): string => `${row.effective} ${row.fromCode} ${row.toCode}`;
  const known = new Map(stored.map((row) => [keyOfLink(row), row]));
  const added: SuccessionRow[] = [];
  const problems: LineProblem[] = [];
  for (const [index, row] of rows.entries()) {
    const old = known.get(keyOfLink(row));
    if (!old) {
      known.set(keyOfLink(row), row);
      added.push(row);
    } else if (old.kind !== row.kind || old.share !== row.share) {
      const message = `${row.fromCode} to ${row.toCode} on ${row.effective} is there with another kind or share`;
      problems.push({ list: 'successions', line: index + 1, message });
    }
  }
  return { added, problems };
}
