import highs from 'highs';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';

/** A count that nobody should be able to tell: of one row and column of a table of a month, `null` for the row's total. */
export interface Place {
  /** A month as it was known to one of its reports: `2025-03`, and `2025-03#2` for what took its place. */
  state: string;
  table: string;
  row: string;
  column: string | null;
}

interface Known {
  terms: [unknown: number, coefficient: number][];
  is: '=' | '>=' | '<=';
  value: number;
}

type Figure = FigureTable['total'];
const breakdowns = ['area', 'stratum'];

// What it exports is the loader itself, which its types take for a module.
const loadHighs = highs as unknown as typeof highs.default;

/** All that follows from the figures of documents taken together, as a linear programme over what they leave open. */
export class Attacker {
  /** Unknowns, each the count of a cell of a table of a month. */
  readonly cells: (Place & { column: string })[] = [];
  private readonly index = new Map<string, number>();
  private readonly known: Known[] = [];

  private constructor(private readonly highs: Awaited<ReturnType<typeof loadHighs>>) {}

  /** Takes in documents in the order in which they were issued. */
  static async reading(documents: readonly AggregateReport[]): Promise<Attacker> {
    const attacker = new Attacker(await loadHighs());
    /** The newest state of each month. */
    const states = new Map<string, string>();
    for (const { content } of documents) {
      const { periodCode, parts, tables } = content!;
      const shown = tables.filter(({ key }) => breakdowns.includes(key));
      if (!parts) {
        const before = states.get(periodCode);
        const state = before ? `${periodCode}#2` : periodCode;
        states.set(periodCode, state);
        for (const table of shown) attacker.begin(state, table, before);
      }
      const months = (parts ?? [periodCode]).flatMap((code) => states.get(code) ?? []);
      for (const table of shown) attacker.read(months, table);
    }
    return attacker;
  }

  /** The least and the most that a count can be; both are the count where it is found out. */
  range(place: Place): { low: number; high: number } {
    const terms = this.termsOf([place.state], place.table, place.row, place.column);
    return { low: this.best('Minimize', terms), high: this.best('Maximize', terms) };
  }

  /** Also knows what a count is. */
  learn(place: Place, value: number): void {
    this.add(this.termsOf([place.state], place.table, place.row, place.column), '=', value);
  }

  /** Of what the attacker takes for certain, how much does not hold of these counts. */
  mistakes(countOf: (cell: Place) => number): number {
    const counts = this.cells.map(countOf);
    return this.known.filter(({ terms, is, value }) => {
      const sum = terms.reduce((total, [unknown, coefficient]) => total + coefficient * counts[unknown]!, 0);
      return is === '=' ? sum !== value : is === '>=' ? sum < value : sum > value;
    }).length;
  }

  /** The cells of a month's table. What was known of the month before has only grown. */
  private begin(state: string, { key: table, rows, columns }: FigureTable, before: string | undefined): void {
    for (const { key: row } of rows) {
      for (const { key: column } of columns) {
        this.index.set(JSON.stringify([state, table, row, column]), this.cells.length);
        const now = this.cells.push({ state, table, row, column }) - 1;
        const then = before && this.index.get(JSON.stringify([before, table, row, column]));
        if (typeof then === 'number')
          this.add(
            [
              [now, 1],
              [then, -1],
            ],
            '>=',
            0,
          );
      }
    }
  }

  private read(states: readonly string[], table: FigureTable): void {
    const { key, rows, columns, cells, rowTotals, columnTotals } = table;
    const figure = (row: string, column: string | null, { value }: Figure): void => {
      if (value !== null) this.add(this.termsOf(states, key, row, column), '=', value);
    };
    rows.forEach(({ key: row }, i) => {
      figure(row, null, rowTotals[i]!);
      columns.forEach(({ key: column }, j) => figure(row, column, cells[i]![j]!));
    });
    columns.forEach(({ key: column }, j) => {
      const total = columnTotals[j]!.value;
      if (total === null) return;
      const all = rows.map(({ key: row }) => this.termsOf(states, key, row, column));
      // An item counts in each stratum that it names, at least in one and in none twice.
      this.add(all.flat(), key === 'stratum' ? '>=' : '=', total);
      if (key === 'stratum') for (const terms of all) this.add(terms, '<=', total);
    });
  }

  /** A cell or a row's total over months; a month whose table has no such row counted nothing there. */
  private termsOf(
    states: readonly string[],
    table: string,
    row: string,
    column: string | null,
  ): Known['terms'] {
    const columns = column === null ? ['approve', 'oppose', 'undecided'] : [column];
    return states.flatMap((state) =>
      columns.flatMap((one): Known['terms'] => {
        const unknown = this.index.get(JSON.stringify([state, table, row, one]));
        return unknown === undefined ? [] : [[unknown, 1]];
      }),
    );
  }

  private add(terms: Known['terms'], is: Known['is'], value: number): void {
    if (terms.length > 0) this.known.push({ terms, is, value });
  }

  private best(sense: 'Minimize' | 'Maximize', aim: Known['terms']): number {
    const sum = (terms: Known['terms']): string =>
      terms.map(([unknown, coefficient]) => `${coefficient < 0 ? '-' : '+'} x${unknown}`).join(' ');
    const lines = this.known.map(({ terms, is, value }, at) => `c${at}: ${sum(terms)} ${is} ${value}`);
    const programme = [sense, `aim: ${sum(aim)}`, 'Subject To', ...lines, 'End', ''].join('\n');
    const { Status, ObjectiveValue } = this.highs.solve(programme);
    if (Status === 'Unbounded') return Infinity;
    if (Status !== 'Optimal') throw new Error(`the programme is ${Status}`);
    return ObjectiveValue;
  }
}
