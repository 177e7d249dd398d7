import type { SuccessionRow } from '#contracts/dated-trees';
import {
  byCode,
  type DatedRow,
  defectsOf,
  defectsOfSuccessions,
  endOf,
  isContinuing,
  keyOf,
  parentDefectsOf,
  predecessorOf,
} from './dated-tree.rules.js';

/** What a unit is, without its dates. */
type FactsOf<Row extends DatedRow> = Omit<Row, 'validFrom' | 'validTo'>;
interface Link {
  fromCode: string;
  toCode: string;
  share?: number | null;
}

/** An operation on units of a dated tree; the contract of each tree says which facts its units have. */
export type UnitOperation<Row extends DatedRow> =
  | { operation: 'create'; unit: FactsOf<Row> }
  | ({ operation: 'rename' | 'change-type' | 'move'; code: string } & {
      [Fact in keyof FactsOf<Row>]?: unknown;
    })
  | { operation: 'close'; code: string }
  | { operation: 'merge'; fromCodes: string[]; into: FactsOf<Row> }
  | { operation: 'split'; code: string; into: (FactsOf<Row> & { share?: number | null })[] }
  | { operation: 'reorganise'; into: FactsOf<Row>[]; links: Link[] };

type OperationName = UnitOperation<DatedRow>['operation'];

/** What one operation did. */
interface Step<Row extends DatedRow> {
  operation: OperationName;
  ended: Row[];
  begun: Row[];
  successions: SuccessionRow[];
}

/** What operations did together, and why they may not; `operation` counts from 0. */
export interface Outcome<Row extends DatedRow> {
  steps: Step<Row>[];
  problems: { operation: number; message: string }[];
}

/**
 * Carries out operations that take effect on one day: versions end on it and others begin, nothing is rewritten. The
 * operations are one decision: only what they come to together must be a tree in which every unit has one parent on
 * every day. An operation on a day in the past must not contradict what is stored of later days.
 */
export function carryOut<Row extends DatedRow>(
  operations: UnitOperation<Row>[],
  effective: string,
  stored: Row[],
  storedSuccessions: SuccessionRow[],
): Outcome<Row> {
  const decision = new Decision(effective, stored, storedSuccessions);
  for (const operation of operations) decision.add(operation);
  return { steps: decision.steps, problems: decision.check() };
}

/** The stored versions whose units cease by an outcome, and by which operation. */
export function ceasingIn<Row extends DatedRow, Stored extends Row & { id: string }>(
  { steps }: Outcome<Row>,
  known: Stored[],
): { id: string; code: string; operation: number }[] {
  const by = new Map(
    steps.flatMap(({ ended, successions }, operation) =>
      successions.some(isContinuing) ? [] : ended.map((row) => [keyOf(row), operation] as const),
    ),
  );
  return known.flatMap(({ id, code, validFrom }) => {
    const operation = by.get(keyOf({ code, validFrom }));
    return operation === undefined ? [] : [{ id, code, operation }];
  });
}

class Decision<Row extends DatedRow> {
  readonly steps: Step<Row>[] = [];
  private readonly versions: Map<string, Row[]>;
  private readonly problems: Outcome<Row>['problems'] = [];
  /** What ends, as it is stored, and by which operation. */
  private readonly ending = new Map<Row, number>();

  constructor(
    private readonly effective: string,
    private readonly stored: Row[],
    private readonly storedSuccessions: SuccessionRow[],
  ) {
    this.versions = byCode(stored);
  }

  add(operation: UnitOperation<Row>): void {
    this.steps.push({
      operation: operation.operation as OperationName,
      ended: [],
      begun: [],
      successions: [],
    });
    if (operation.operation === 'create') this.begin(operation.unit);
    else if (operation.operation === 'close') this.end(operation.code);
    else if (operation.operation === 'merge') {
      const { fromCodes, into } = operation;
      this.reorganise(
        [into],
        fromCodes.map((fromCode) => ({ fromCode, toCode: into.code })),
      );
    } else if (operation.operation === 'split') {
      const links = operation.into.map(({ code: toCode, share }) => ({
        fromCode: operation.code,
        toCode,
        share: share ?? null,
      }));
      this.reorganise(
        operation.into.map(({ share: _, ...facts }) => facts as unknown as FactsOf<Row>),
        links,
      );
    } else if (operation.operation === 'reorganise') this.reorganise(operation.into, operation.links);
    else this.change(operation);
  }

  private say(message: string): void {
    this.problems.push({ operation: this.steps.length - 1, message });
  }

  private begin(facts: FactsOf<Row>, validTo: string | null = null): void {
    this.steps.at(-1)!.begun.push({ ...facts, validFrom: this.effective, validTo } as Row);
  }

  /** Ends the version that stood just before; those whose unit ceases must not be stored to end later already. */
  private end(code: string, ceases = true): Row | undefined {
    const { effective } = this;
    const row = predecessorOf(this.versions, { fromCode: code, effective });
    const began = this.versions.get(code)?.some(({ validFrom }) => validFrom === effective);
    if (!row && began) this.say(`${code} begins on ${effective} itself`);
    else if (!row) this.say(`${code} does not exist before ${effective}`);
    else if (this.ending.has(row)) this.say(`another operation ends ${code} already`);
    else if (row.validTo !== null && (ceases || row.validTo === effective))
      this.say(`${code} is stored to end on ${row.validTo}`);
    else {
      this.ending.set(row, this.steps.length - 1);
      this.steps.at(-1)!.ended.push({ ...row, validTo: effective });
      return row;
    }
    return undefined;
  }

  private change({
    operation,
    code,
    ...facts
  }: Extract<UnitOperation<Row>, { operation: 'rename' | 'change-type' | 'move' }>): void {
    const row = this.end(code, false);
    if (!row) return;
    const given = Object.entries(facts).filter(([, value]) => value !== undefined) as [keyof Row, never][];
    const changed = given.filter(([fact, value]) => row[fact] !== value);
    if (changed.length === 0) this.say(`${code} is so already`);
    const { effective } = this;
    const later = this.goesOnAs(row);
    for (const [fact] of changed) {
      if (later?.[fact] === row[fact])
        this.say(
          `${code} is stored with the ${String(fact)} ${String(row[fact])} from ${later.validFrom} on too`,
        );
    }
    const { validFrom: _, validTo, ...present } = { ...row, ...Object.fromEntries(changed) };
    this.begin(present as unknown as FactsOf<Row>, validTo);
    this.steps
      .at(-1)!
      .successions.push({ effective, fromCode: code, toCode: code, kind: operation, share: null });
  }

  /** The version in which a unit goes on after one of its versions. */
  private goesOnAs({ code, validTo }: Row): Row | undefined {
    const link = this.storedSuccessions.find(
      (row) => row.effective === validTo && row.fromCode === code && isContinuing(row),
    );
    return link && this.versions.get(code)!.find(({ validFrom }) => validFrom === validTo);
  }

  private reorganise(into: FactsOf<Row>[], links: Link[]): void {
    const { effective } = this;
    const parts = new Map<string, number>();
    for (const { fromCode } of links) parts.set(fromCode, (parts.get(fromCode) ?? 0) + 1);
    const ended = [...parts.keys()].filter((fromCode) => this.end(fromCode));
    for (const facts of into) {
      this.begin(facts);
      if (!links.some(({ toCode }) => toCode === facts.code)) this.say(`nothing becomes ${facts.code}`);
    }
    const pairs = new Set(links.map(({ fromCode, toCode }) => `${fromCode} ${toCode}`));
    if (pairs.size < links.length) this.say('a unit becomes the same one twice');
    for (const { fromCode, toCode, share = null } of links) {
      const kind = parts.get(fromCode)! > 1 ? 'split' : 'merge';
      if (ended.includes(fromCode))
        this.steps.at(-1)!.successions.push({ effective, fromCode, toCode, kind, share });
    }
  }

  /** Looks at what the operations come to: all that begins, and all that stands below what ends. */
  check(): Outcome<Row>['problems'] {
    const kept = this.stored.filter((row) => !this.ending.has(row));
    const versions = byCode([...kept, ...this.steps.flatMap(({ ended, begun }) => [...ended, ...begun])]);
    const say = (operation: number, messages: string[]): void =>
      void this.problems.push(...messages.map((message) => ({ operation, message })));
    const begun = new Set(this.steps.flatMap((step) => step.begun));
    for (const [index, step] of this.steps.entries())
      for (const row of step.begun) say(index, defectsOf(row, versions));
    const ended = new Map([...this.ending].map(([{ code }, operation]) => [code, operation]));
    for (const row of [...versions.values()].flat()) {
      const operation = row.parentCode === null ? undefined : ended.get(row.parentCode);
      if (operation !== undefined && endOf(row) > this.effective && !begun.has(row))
        say(operation, parentDefectsOf(row, versions));
    }
    const links = this.steps.flatMap(({ successions }, operation) =>
      successions.map((row) => ({ row, operation })),
    );
    // What is stored of this day and later ones names units by code too.
    const later = this.storedSuccessions.flatMap((row) => {
      const operation = row.effective >= this.effective ? ended.get(row.toCode) : undefined;
      return operation === undefined ? [] : [{ row, operation }];
    });
    const concerned = [...links, ...later];
    const rows = concerned.map(({ row }) => row);
    for (const [index, messages] of defectsOfSuccessions(rows, this.storedSuccessions, versions).entries())
      for (const message of messages) this.problems.push({ operation: concerned[index]!.operation, message });
    return distinct(this.problems).sort((a, b) => a.operation - b.operation);
  }
}

function distinct(problems: { operation: number; message: string }[]) {
  return [
    ...new Map(problems.map((problem) => [`${problem.operation} ${problem.message}`, problem])).values(),
  ];
}
