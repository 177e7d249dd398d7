import { randomUUID } from 'node:crypto';
import { Problem } from '#contracts/problem';
import { type DatedRow, keyOf } from './dated-tree.rules.js';
import type { Outcome } from './operations.rules.js';

/** A version as it is stored: `version` counts what has been told of it to others. */
export type Stored<Row extends DatedRow> = Row & { id: string; version: number };

/** What operations come to, with the ids of the versions. */
export interface Recording<Row extends DatedRow> {
  /** The versions that end, with their last day. */
  ended: Stored<Row>[];
  begun: Stored<Row>[];
  /** All versions of the tree from now on. */
  all: Stored<Row>[];
  /** For each operation what is told of it. */
  facts: {
    operation: Outcome<Row>['steps'][number]['operation'];
    effective: string;
    ended: string[];
    begun: string[];
  }[];
}

/** Gives the versions of an outcome their ids. */
export function recordingOf<Row extends DatedRow>(
  { steps }: Outcome<Row>,
  effective: string,
  known: Stored<Row>[],
): Recording<Row> {
  const over = new Set(steps.flatMap((step) => step.ended).map(keyOf));
  const kept = known.map((row) =>
    over.has(keyOf(row)) ? { ...row, validTo: effective, version: row.version + 1 } : row,
  );
  const begun = steps.flatMap((step) =>
    step.begun.map((row): Stored<Row> => ({ ...row, id: randomUUID(), version: 1 })),
  );
  const all = [...kept, ...begun];
  const ids = new Map(all.map((row) => [keyOf(row), row.id]));
  const idsOf = (rows: Row[]): string[] => rows.map((row) => ids.get(keyOf(row))!);
  return {
    ended: kept.filter((row) => over.has(keyOf(row))),
    begun,
    all,
    facts: steps.map((step) => ({
      operation: step.operation,
      effective,
      ended: idsOf(step.ended),
      begun: idsOf(step.begun),
    })),
  };
}

/** @throws Problem 409 `<noun>.operation-refused` with every reason, unless there is none. */
export function refuseFor(noun: string, problems: Outcome<DatedRow>['problems']): void {
  if (problems.length === 0) return;
  throw Problem.conflict(`${noun}.operation-refused`, 'The operations do not fit what is stored', {
    errors: problems.map(({ operation, message }) => ({ path: `operations.${operation}`, message })),
  });
}
