import isSafePattern from 'safe-regex2';
import type { QuestionnaireForm, QuestionnaireItem } from '#contracts/questionnaires';
import { namedItem, specialFunctions } from './evaluation.js';
import { functions } from './functions.js';
import { type Expression, ExpressionError, parseExpression, partsOf } from './syntax.js';

/** What is wrong with a form: with a field of an item, or of a choice of a list. */
export interface FormProblem {
  readonly item?: number;
  readonly list?: string;
  readonly choice?: number;
  readonly field: string | null;
  readonly message: string;
}

/** Fields that hold an expression. */
export const expressionFields = [
  'relevant',
  'required',
  'constraint',
  'calculation',
  'choiceFilter',
  'repeatCount',
] as const;
export type ExpressionField = (typeof expressionFields)[number];

/** What an item needs of its own type, and what makes no sense there. */
const asks = new Set(['select_one', 'select_multiple', 'range', 'integer', 'decimal', 'text', 'date']);
export const isAsked = ({ type }: Pick<QuestionnaireItem, 'type'>): boolean => asks.has(type);
const isSelect = ({ type }: QuestionnaireItem): boolean => type.startsWith('select_');
const isHolder = ({ type }: QuestionnaireItem): boolean => type === 'group' || type === 'repeat';

/** The expression in a field; undefined where there is none. */
export function sourceOf(item: QuestionnaireItem, field: ExpressionField): string | undefined {
  const source = item[field];
  return typeof source === 'string' ? source : undefined;
}

/**
 * Everything that is wrong with a form: names that are twice or unknown, expressions that cannot be read, functions that
 * there are not, calculations that go in a circle, labels that are missing. A form without problems can be prepared.
 */
export function checkForm(form: QuestionnaireForm): FormProblem[] {
  const problems: FormProblem[] = [...listProblems(form)];
  const { items } = form;
  const at = new Map<string, number>();
  items.forEach((item, index) => {
    if (at.has(item.name)) problems.push({ item: index, field: 'name', message: 'this name is there twice' });
    else at.set(item.name, index);
  });
  const byName = new Map([...at].map(([name, index]) => [name, items[index]!]));
  items.forEach((item, index) => {
    const say = (field: string | null, message: string): void =>
      void problems.push({ item: index, field, message });
    checkPlace(item, index, { items, at, say });
    checkType(item, form, say);
    for (const field of expressionFields) {
      const source = sourceOf(item, field);
      if (source === undefined) continue;
      try {
        checkExpression(parseExpression(source), item, field, { form, byName }, (message) =>
          say(field, message),
        );
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        say(field, error.message);
      }
    }
  });
  const { circle } = problems.length === 0 ? evaluationOrder(form) : { circle: [] };
  if (circle.length > 0) {
    const item = at.get(circle[0]!)!;
    const field = items[item]!.calculation === undefined ? 'relevant' : 'calculation';
    problems.push({
      item,
      field,
      message: `what is asked or calculated here depends on itself: ${circle.join(' → ')}`,
    });
  }
  return problems;
}

function listProblems({ lists, languages, defaultLanguage }: QuestionnaireForm): FormProblem[] {
  const problems: FormProblem[] = [];
  const codes = languages.map(({ code }) => code);
  if (!codes.includes(defaultLanguage))
    problems.push({ field: 'default_language', message: `${defaultLanguage} is none of the languages` });
  if (new Set(codes).size < codes.length)
    problems.push({ field: 'languages', message: 'a language is there twice' });
  const names = new Set<string>();
  for (const { name: list, choices } of lists) {
    if (names.has(list))
      problems.push({ list, choice: 0, field: 'list_name', message: 'this list is there twice' });
    names.add(list);
    const seen = new Set<string>();
    choices.forEach(({ name, label }, choice) => {
      const say = (field: string, message: string): void =>
        void problems.push({ list, choice, field, message });
      if (seen.has(name)) say('name', `${name} is there twice in ${list}`);
      seen.add(name);
      if (!label?.[defaultLanguage]) say('label', `it has no label in ${defaultLanguage}`);
      for (const code of Object.keys(label ?? {}))
        if (!codes.includes(code)) say('label', `${code} is none of the languages`);
    });
  }
  return problems;
}

function checkPlace(
  { within, type }: QuestionnaireItem,
  index: number,
  {
    items,
    at,
    say,
  }: {
    items: readonly QuestionnaireItem[];
    at: Map<string, number>;
    say: (field: string | null, message: string) => void;
  },
): void {
  if (within === undefined) return;
  const holder = items[at.get(within) ?? -1];
  if (!holder || !isHolder(holder) || at.get(within)! >= index) {
    say('within', `${within} is no group or repeat before it`);
    return;
  }
  const above = repeatOf(holder, items);
  if (type === 'repeat' && above) say('type', `a repeat within a repeat is not offered (${above})`);
}

/** The repeat that an item stands in, or is. */
function repeatOf(item: QuestionnaireItem, items: readonly QuestionnaireItem[]): string | undefined {
  for (let one: QuestionnaireItem | undefined = item, steps = 0; one && steps <= items.length; steps++) {
    if (one.type === 'repeat') return one.name;
    const { within }: QuestionnaireItem = one;
    one = items.find(({ name }) => name === within);
  }
  return undefined;
}

function checkType(
  item: QuestionnaireItem,
  { lists, languages, defaultLanguage }: QuestionnaireForm,
  say: (field: string, message: string) => void,
): void {
  const codes = languages.map(({ code }) => code);
  for (const field of ['label', 'hint', 'requiredMessage', 'constraintMessage'] as const) {
    for (const code of Object.keys(item[field] ?? {}))
      if (!codes.includes(code)) say(field, `${code} is none of the languages`);
  }
  if ((isAsked(item) || item.type === 'note') && !item.label?.[defaultLanguage])
    say('label', `it has no label in ${defaultLanguage}`);
  if (isSelect(item) !== (item.list !== undefined))
    say('list', isSelect(item) ? 'a select needs a list of choices' : 'only a select has a list of choices');
  else if (item.list !== undefined && !lists.some(({ name }) => name === item.list))
    say('list', `there is no list ${item.list}`);
  if ((item.type === 'range') !== (item.range !== undefined))
    say('range', item.type === 'range' ? 'a range needs start, end and step' : 'only a range has steps');
  else if (item.range && !(item.range.start < item.range.end)) say('range', 'start must lie below end');
  if ((item.type === 'calculate') !== (item.calculation !== undefined))
    say(
      'calculation',
      item.type === 'calculate' ? 'it needs a calculation' : 'only a calculate is calculated',
    );
  if (item.choiceFilter !== undefined && !isSelect(item)) say('choiceFilter', 'only a select has choices');
  if (item.repeatCount !== undefined && item.type !== 'repeat')
    say('repeatCount', 'only a repeat has a count');
  for (const field of ['constraint', 'required'] as const)
    if (item[field] !== undefined && item[field] !== false && !isAsked(item))
      say(field, 'only what is answered can have it');
}

function checkExpression(
  expression: Expression,
  item: QuestionnaireItem,
  field: ExpressionField,
  { form, byName }: { form: QuestionnaireForm; byName: ReadonlyMap<string, QuestionnaireItem> },
  say: (message: string) => void,
): void {
  const columns = form.lists
    .find(({ name }) => name === item.list)
    ?.choices.flatMap(({ attributes }) => Object.keys(attributes ?? {}));
  for (const part of partsOf(expression)) {
    if (part.kind === 'item') checkReference(part.name, byName, say);
    if (
      part.kind === 'attribute' &&
      !(field === 'choiceFilter' && [...(columns ?? []), 'name'].includes(part.name))
    )
      say(`${part.name} is nothing known; the answer to another item is \${${part.name}}`);
    if (part.kind === 'round' && !repeatOf(item, form.items)) say('.. has a meaning within a repeat only');
    if (part.kind === 'call') checkCall(part, byName, say);
  }
}

function checkReference(
  name: string,
  byName: ReadonlyMap<string, QuestionnaireItem>,
  say: (message: string) => void,
): void {
  const named = byName.get(name);
  if (!named) say(`there is no item ${name}`);
  else if (named.type === 'note' || named.type === 'group') say(`${name} has no answer`);
}

function checkCall(
  { name, arguments: args }: Extract<Expression, { kind: 'call' }>,
  byName: ReadonlyMap<string, QuestionnaireItem>,
  say: (message: string) => void,
): void {
  const takes = Object.hasOwn(functions, name)
    ? functions[name]!.takes
    : Object.hasOwn(specialFunctions, name)
      ? specialFunctions[name]
      : undefined;
  if (!takes) {
    say(`there is no function ${name}`);
    return;
  }
  const [least, most] = takes;
  if (args.length < least || args.length > most) {
    say(`${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`);
    return;
  }
  if (name === 'regex') checkPattern(args[1]!, say);
  if (name === 'position' && args[0]!.kind !== 'round') say('position takes ..');
  if (name === 'jr:choice-name') {
    const item = byName.get(namedItem(args[1]!));
    if (!item?.type.startsWith('select_')) say('jr:choice-name names a select after its choice');
  }
  if (name === 'indexed-repeat' && args[0]!.kind !== 'item') say('indexed-repeat begins with an item');
}

/** A repeated group with alternatives, such as (a|a)*, which the check of nesting passes and which can be as slow. */
const REPEATED_CHOICE = /\([^()]*\|[^()]*\)(?:[*+]|\{\d+,)/;

/** A pattern is written by the office and matched with what anyone sends. */
function checkPattern(pattern: Expression, say: (message: string) => void): void {
  if (pattern.kind !== 'text') {
    say('the pattern of regex must be written out');
    return;
  }
  try {
    new RegExp(`^(?:${pattern.value})$`, 'u');
  } catch {
    say(`${pattern.value} is not a pattern`);
    return;
  }
  if (!isSafePattern(pattern.value) || REPEATED_CHOICE.test(pattern.value))
    say(`${pattern.value} could take for ever to match: simplify it`);
}

/** The names that whether an item is asked, and what it is, depend on. */
export function dependenciesOf(item: QuestionnaireItem): Set<string> {
  const names = new Set<string>(item.within === undefined ? [] : [item.within]);
  for (const field of ['relevant', 'calculation'] as const) {
    const source = sourceOf(item, field);
    if (source === undefined) continue;
    for (const part of partsOf(parseExpression(source))) {
      if (part.kind === 'item') names.add(part.name);
      if (part.kind === 'call' && part.name === 'jr:choice-name') names.add(namedItem(part.arguments[1]!));
    }
  }
  return names;
}

/** Items in an order in which each comes after all that it depends on; `circle`: those that none can be given for. */
export function evaluationOrder(form: QuestionnaireForm): { order: QuestionnaireItem[]; circle: string[] } {
  const byName = new Map(form.items.map((item) => [item.name, item]));
  const state = new Map<string, 'open' | 'done'>();
  const order: QuestionnaireItem[] = [];
  const path: string[] = [];
  const visit = (item: QuestionnaireItem): string[] => {
    if (state.get(item.name) === 'done') return [];
    if (state.get(item.name) === 'open') return [...path.slice(path.indexOf(item.name)), item.name];
    state.set(item.name, 'open');
    path.push(item.name);
    for (const name of dependenciesOf(item)) {
      const circle = byName.has(name) ? visit(byName.get(name)!) : [];
      if (circle.length > 0) return circle;
    }
    path.pop();
    state.set(item.name, 'done');
    order.push(item);
    return [];
  };
  for (const item of form.items) {
    const circle = visit(item);
    if (circle.length > 0) return { order, circle };
  }
  return { order, circle: [] };
}
