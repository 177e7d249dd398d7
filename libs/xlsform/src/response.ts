import {
  type Answers,
  type AnswerValue,
  type Choice,
  MOST_ROUNDS,
  MOST_TEXT,
  type QuestionnaireForm,
  type QuestionnaireItem,
} from '#contracts/questionnaires';
import type { FieldError } from '#contracts/problem';
import { compile, type Evaluate, type Scope } from './evaluation.js';
import {
  checkForm,
  evaluationOrder,
  type ExpressionField,
  expressionFields,
  isAsked,
  sourceOf,
} from './form-check.js';
import { parseExpression } from './syntax.js';
import { dayNumber, toBoolean, toNumber, toText } from './values.js';

interface PreparedItem extends QuestionnaireItem {
  /** Its place in the order of evaluation. */
  readonly at: number;
  readonly repeat: string | undefined;
  /** Whether somebody is to answer it. */
  readonly asked: boolean;
  readonly compiled: Partial<Record<ExpressionField, Evaluate>>;
  readonly choices: ReadonlyMap<string, Choice>;
}

/** A form made ready to validate many responses. */
export interface PreparedForm {
  readonly language: string;
  /** In the order of evaluation. */
  readonly order: readonly PreparedItem[];
  readonly items: ReadonlyMap<string, PreparedItem>;
  readonly repeats: readonly PreparedItem[];
  /** What is typed in freely, or calculated, perhaps from that. */
  readonly free: readonly PreparedItem[];
}

/** Makes a form ready. Throws a RangeError for one that has problems: `checkForm` names them. */
export function prepareForm(form: QuestionnaireForm): PreparedForm {
  const [problem] = checkForm(form);
  if (problem) throw new RangeError(`not a form that can be used: ${problem.message}`);
  const lists = new Map(
    form.lists.map(({ name, choices }) => [name, new Map(choices.map((choice) => [choice.name, choice]))]),
  );
  const byName = new Map(form.items.map((item) => [item.name, item]));
  const repeatOf = ({ within }: QuestionnaireItem): string | undefined => {
    const holder = within === undefined ? undefined : byName.get(within)!;
    return holder?.type === 'repeat' ? holder.name : holder && repeatOf(holder);
  };
  const order = evaluationOrder(form).order.map((item, at): PreparedItem => {
    const compiled = expressionFields.flatMap((field) => {
      const source = sourceOf(item, field);
      return source === undefined ? [] : [[field, compile(parseExpression(source))] as const];
    });
    return {
      ...item,
      at,
      repeat: repeatOf(item),
      asked: isAsked(item),
      compiled: Object.fromEntries(compiled),
      choices: lists.get(item.list ?? '') ?? new Map(),
    };
  });
  return {
    language: form.defaultLanguage,
    order,
    items: new Map(order.map((item) => [item.name, item])),
    repeats: order.filter(({ type }) => type === 'repeat'),
    free: order.filter(({ type }) => type === 'text' || type === 'calculate'),
  };
}

export interface ValidationOptions {
  /** The day in Vietnam on which the answers were given. */
  readonly today: string;
  /** False while it is a partial save: what is missing is no problem yet. Default true. */
  readonly complete?: boolean;
}

export interface ValidatedResponse {
  /** The answers to what is asked, with all that is calculated; only what has an answer. */
  readonly answers: Answers;
  /** Paths of answers that were left out, because what else was answered makes the question fall away. */
  readonly dropped: readonly string[];
  readonly problems: readonly FieldError[];
}

/**
 * Checks answers by a form as XLSForm means it: relevance, types, choices, required answers, constraints, counts of
 * repeats; calculations are made here, whatever was sent for them.
 */
export function validateResponse(
  form: PreparedForm,
  answers: Answers,
  options: ValidationOptions,
): ValidatedResponse {
  return new Validation(form, answers, options).run();
}

interface Place {
  readonly item: PreparedItem;
  /** Of its repeat; 0 outside. */
  readonly round: number;
  readonly path: string;
}

/** The answer of an item in a place. */
interface Cell extends Place {
  relevant: boolean;
  text: string;
  value: AnswerValue;
}

class Validation {
  private readonly problems: FieldError[] = [];
  private readonly dropped: string[] = [];
  /** By the place of the item. */
  private readonly cells: Cell[][] = [];
  private readonly rounds = new Map<string, Answers[]>();

  constructor(
    private readonly form: PreparedForm,
    private readonly given: Answers,
    readonly options: ValidationOptions,
  ) {}

  run(): ValidatedResponse {
    this.readRounds();
    this.refuseUnknown(this.given, '', undefined);
    for (const item of this.form.order) this.settle(item);
    if (this.problems.length === 0) for (const item of this.form.order) this.judge(item);
    return { answers: this.result(), dropped: this.dropped, problems: this.problems };
  }

  private readRounds(): void {
    for (const { name } of this.form.repeats) {
      const rounds = givenIn(this.given, name) ?? [];
      if (!Array.isArray(rounds) || !rounds.every(isRound)) this.say(name, 'A repeat has a list of rounds');
      else if (rounds.length > MOST_ROUNDS) this.say(name, `A repeat has at most ${MOST_ROUNDS} rounds`);
      else {
        this.rounds.set(name, rounds as Answers[]);
        (rounds as Answers[]).forEach((round, at) => this.refuseUnknown(round, `${name}.${at}.`, name));
      }
    }
  }

  private refuseUnknown(answers: Answers, path: string, repeat: string | undefined): void {
    for (const name of Object.keys(answers)) {
      const item = this.form.items.get(name);
      const isAnswered = item && (item.asked || item.type === 'calculate' || item.type === 'repeat');
      if (!isAnswered || item.repeat !== repeat) this.say(`${path}${name}`, 'There is no such question here');
    }
  }

  /** Decides whether an item is asked, and reads or calculates its answer, in each round. */
  private settle(item: PreparedItem): void {
    const { name, repeat } = item;
    const cells: Cell[] = [];
    this.cells[item.at] = cells;
    if (repeat === undefined) this.settleIn(cells, this.given, { item, round: 0, path: name });
    else
      this.rounds.get(repeat)?.forEach((answers, at) => {
        this.settleIn(cells, answers, { item, round: at + 1, path: `${repeat}.${at}.${name}` });
      });
  }

  private settleIn(cells: Cell[], answers: Answers, { item, round, path }: Place): void {
    const cell: Cell = { item, round, path, relevant: true, text: '', value: null };
    cells.push(cell);
    const given = givenIn(answers, item.name);
    cell.relevant = this.isRelevant(cell);
    if (!cell.relevant) {
      if (given !== null && item.type !== 'calculate') this.dropped.push(path);
    } else if (item.compiled.calculation) {
      cell.text = toText(item.compiled.calculation(new CellScope(this, cell)));
      cell.value = cell.text === '' || cell.text === 'NaN' ? null : cell.text;
    } else if (item.type === 'repeat') {
      cell.text = String(this.rounds.get(item.name)?.length ?? 0);
    } else if (given !== null && item.asked) {
      this.read(cell, given);
    }
  }

  private isRelevant(cell: Cell): boolean {
    const { item, round } = cell;
    if (item.within !== undefined) {
      const holder = this.form.items.get(item.within)!;
      const above = this.cells[holder.at]!;
      if (!above[holder.repeat === undefined ? 0 : round - 1]?.relevant) return false;
    }
    return item.compiled.relevant ? toBoolean(item.compiled.relevant(new CellScope(this, cell))) : true;
  }

  /** Required answers, constraints, choices and counts, once all answers are known. */
  private judge(item: PreparedItem): void {
    for (const cell of this.cells[item.at]!) {
      if (!cell.relevant) continue;
      const complete = this.options.complete ?? true;
      if (item.type === 'repeat' && item.compiled.repeatCount && complete) {
        const count = toNumber(item.compiled.repeatCount(new CellScope(this, cell)));
        if (Number(cell.text) !== Math.max(0, Math.floor(count) || 0))
          this.say(
            cell.path,
            `There must be ${Math.max(0, Math.floor(count) || 0)} rounds, not ${cell.text}`,
          );
      }
      if (!item.asked) continue;
      if (cell.value === null) {
        if (complete && this.isRequired(cell))
          this.say(cell.path, this.wording(item.requiredMessage) ?? 'This is required');
        continue;
      }
      this.judgeChoices(cell);
      const { constraint } = item.compiled;
      if (constraint && !toBoolean(constraint(new CellScope(this, cell))))
        this.say(cell.path, this.wording(item.constraintMessage) ?? 'This is not a possible answer');
    }
  }

  private isRequired(cell: Cell): boolean {
    const { required, compiled } = cell.item;
    return compiled.required ? toBoolean(compiled.required(new CellScope(this, cell))) : required === true;
  }

  private judgeChoices(cell: Cell): void {
    const { compiled, choices } = cell.item;
    if (!compiled.choiceFilter) return;
    for (const name of [cell.value].flat() as string[]) {
      const attributes = { ...choices.get(name)!.attributes, name };
      if (!toBoolean(compiled.choiceFilter(new CellScope(this, cell, attributes))))
        this.say(cell.path, `${name} is not offered after what else was answered`);
    }
  }

  private read(cell: Cell, given: NonNullable<AnswerValue>): void {
    const read = readers[cell.item.type]!(given, cell.item);
    if ('problem' in read) {
      this.say(cell.path, read.problem);
      return;
    }
    cell.text = read.text;
    cell.value = read.value;
  }

  /** The answers of all rounds of an item; of a repeat itself an empty text for each. */
  everyRound(name: string): string[] {
    const { at, type } = this.form.items.get(name)!;
    const cells = this.cells[at] ?? [];
    if (type !== 'repeat') return answered(cells);
    return Array.from({ length: cells[0]?.relevant ? (this.rounds.get(name)?.length ?? 0) : 0 }, () => '');
  }

  /** The answer to an item as it is seen from a place: in a repeat that both are in, that of the same round. */
  seenFrom({ item: { repeat }, round }: Place, name: string): string[] {
    const other = this.form.items.get(name)!;
    if (repeat === undefined || other.repeat !== repeat) return this.everyRound(name);
    const same = this.cells[other.at]?.[round - 1];
    return same ? answered([same]) : [];
  }

  choiceLabel(item: string, choice: string): string {
    return this.form.items.get(item)!.choices.get(choice)?.label?.[this.form.language] ?? '';
  }

  private result(): Answers {
    const answers: Answers = {};
    const rounds = new Map<string, Answers[]>();
    for (const { name, at } of this.form.repeats) {
      if (!this.cells[at]?.[0]?.relevant || !this.rounds.get(name)?.length) continue;
      rounds.set(
        name,
        this.rounds.get(name)!.map(() => ({})),
      );
      answers[name] = rounds.get(name)!;
    }
    for (const cells of this.cells) {
      for (const { item, round, relevant, value } of cells) {
        if (!relevant || value === null) continue;
        const to = item.repeat === undefined ? answers : rounds.get(item.repeat)?.[round - 1];
        if (to) to[item.name] = value;
      }
    }
    return answers;
  }

  private wording(texts: Record<string, string> | undefined): string | undefined {
    return texts?.[this.form.language];
  }

  private say(path: string, message: string): void {
    this.problems.push({ path, message });
  }
}

const answered = (cells: readonly Cell[]): string[] =>
  cells.filter(({ relevant }) => relevant).map(({ text }) => text);

/** What an expression of a cell sees. */
class CellScope implements Scope {
  readonly own: string;
  readonly round: number;
  readonly today: string;

  constructor(
    private readonly validation: Validation,
    private readonly cell: Cell,
    readonly attributes?: Readonly<Record<string, string>>,
  ) {
    this.own = cell.text;
    this.round = cell.round;
    this.today = validation.options.today;
  }

  item(name: string): string[] {
    return this.validation.seenFrom(this.cell, name);
  }

  everyRound(name: string): string[] {
    return this.validation.everyRound(name);
  }

  choiceLabel(item: string, choice: string): string {
    return this.validation.choiceLabel(item, choice);
  }
}

/** NUL, and surrogates without their other half: no database keeps them. */
const UNKEPT = /[\0\p{Surrogate}]/u;

const isRound = (round: unknown): boolean =>
  typeof round === 'object' && round !== null && !Array.isArray(round);

/** Names such as constructor are names here. */
export const givenIn = (answers: Answers, name: string): AnswerValue =>
  Object.hasOwn(answers, name) ? (answers[name] ?? null) : null;

type Read = { text: string; value: AnswerValue } | { problem: string };
type Reader = (given: NonNullable<AnswerValue>, item: PreparedItem) => Read;

const aNumber =
  (isOne: (value: number, item: PreparedItem) => string | undefined): Reader =>
  (given, item) => {
    if (typeof given !== 'number' || !Number.isFinite(given)) return { problem: 'This must be a number' };
    const problem = isOne(given, item);
    return problem === undefined ? { text: toText(given), value: given } : { problem };
  };

/** How the answer to each type of item is read. */
const readers: Partial<Record<QuestionnaireItem['type'], Reader>> = {
  integer: aNumber((value) => (Number.isSafeInteger(value) ? undefined : 'This must be a whole number')),
  decimal: aNumber(() => undefined),
  range: aNumber((value, { range }) => {
    const steps = (value - range!.start) / range!.step;
    const onScale =
      value >= range!.start && value <= range!.end && Math.abs(steps - Math.round(steps)) < 1e-9;
    return onScale ? undefined : `This must be a step from ${range!.start} to ${range!.end}`;
  }),
  text: (given) => {
    if (typeof given !== 'string') return { problem: 'This must be a text' };
    if (given.length > MOST_TEXT) return { problem: `A text has at most ${MOST_TEXT} characters` };
    if (UNKEPT.test(given)) return { problem: 'A text has no NUL and no half of a character in it' };
    const text = given.normalize('NFC').trim();
    return { text, value: text === '' ? null : text };
  },
  date: (given) => {
    if (typeof given !== 'string' || Number.isNaN(dayNumber(given)))
      return { problem: 'This must be a day, such as 2026-04-30' };
    return { text: given, value: given };
  },
  select_one: (given, { choices }) => {
    if (typeof given !== 'string') return { problem: 'This must be the name of a choice' };
    return choices.has(given) ? { text: given, value: given } : { problem: `There is no choice ${given}` };
  },
  select_multiple: (given, { choices }) => {
    if (!Array.isArray(given) || !given.every((one) => typeof one === 'string'))
      return { problem: 'This must be a list of names of choices' };
    const names = given as string[];
    const unknown = names.find((name) => !choices.has(name));
    if (unknown !== undefined) return { problem: `There is no choice ${unknown}` };
    if (names.some((name, at) => names.indexOf(name) < at)) return { problem: 'A choice is there twice' };
    return { text: names.join(' '), value: names.length === 0 ? null : names };
  },
};
