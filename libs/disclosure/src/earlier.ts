import { type Base, fillGrid, type Grid, inOrder, linesOf, type TableShape } from './grid.js';
import { figureId, type TableFigure, type TableLine } from './table.js';

/**
 * What one earlier table told, by figure id. `value` null: it was withheld, and could be at most `cap` by the
 * sums of its row and column (Infinity where these were withheld too).
 */
export type EarlierRelease = ReadonlyMap<string, { readonly value: number | null; readonly cap: number }>;

/** By figure, how far it has changed since it was shown in an earlier release. */
export type Changes = ReadonlyMap<TableFigure, number>;

/** Reads an earlier table back into what it told. */
export function readEarlier(
  shape: TableShape,
  grid: Grid<{ readonly value: number | null }>,
): EarlierRelease {
  const caps = new Map<object, number>();
  for (const { parts, whole, additive } of linesOf(grid, shape)) {
    if (!additive || whole.value === null) continue;
    const left = parts.reduce((sum, part) => sum - (part.value ?? 0), whole.value);
    for (const part of parts) caps.set(part, Math.min(left, caps.get(part) ?? Infinity));
  }
  const told = new Map<string, { value: number | null; cap: number }>();
  const ids = fillGrid(shape, (row, column) => figureId(shape, row, column));
  const figures = inOrder(grid);
  inOrder(ids).forEach((id, index) => {
    const figure = figures[index]!;
    told.set(id, { value: figure.value, cap: caps.get(figure) ?? Infinity });
  });
  return told;
}

/**
 * Carries an earlier release into this one, and tells how the figures it showed have changed.
 * Without any change (undefined) it is another view of the same data: what it shows is known and can no
 * longer protect anything, and what it withheld stays withheld, or the two together would tell it.
 * After a change, a figure withheld earlier stays so unless it has grown past all it could have been then;
 * below that, an outsider who knows that counts only grow would learn something about the earlier one.
 */
export function changesSince(figures: readonly TableFigure[], earlier: EarlierRelease): Changes | undefined {
  const changes = new Map<TableFigure, number>();
  for (const figure of figures) {
    const before = earlier.get(figure.id)?.value;
    if (before != null) changes.set(figure, figure.count - before);
  }
  const hasChanged = [...changes.values()].some((change) => change !== 0);
  for (const figure of figures) {
    const before = earlier.get(figure.id);
    if (before?.value === null && !figure.fixed && !(hasChanged && figure.count >= before.cap))
      figure.withheld = true;
    if (before?.value != null && !hasChanged && !figure.withheld) figure.fixed = true;
  }
  return hasChanged ? changes : undefined;
}

/**
 * Where a line's total was shown twice, an outsider also has what is left of its change after the parts shown
 * twice. If that rests on too few, one more figure of the line is withheld. Returns whether one was.
 */
export function guardRestOfChange(
  { parts, whole, additive }: TableLine,
  { changes, base, threshold }: { changes: Changes; base: Base; threshold: number },
): boolean {
  const isKnown = (figure: TableFigure): boolean => !figure.withheld && changes.has(figure);
  const known = parts.filter(isKnown);
  if (!additive || known.length === parts.length || !isKnown(whole)) return false;
  const rest = known.reduce((left, part) => left - changes.get(part)!, changes.get(whole)!);
  const tells = base === 'people' ? Math.abs(rest) < threshold : parts.length - known.length === 1;
  if (rest === 0 || !tells) return false;
  const size = (figure: TableFigure): number => Math.abs(changes.get(figure)!);
  const chosen = [...known.toSorted((a, b) => size(b) - size(a)), whole].find((figure) => !figure.fixed);
  if (chosen) chosen.withheld = true;
  return chosen !== undefined;
}
