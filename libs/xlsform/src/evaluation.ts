import { functions } from './functions.js';
import type { Expression } from './syntax.js';
import { compare, type Comparison, Nodes, toBoolean, toNumber, toText, type Value } from './values.js';

/** Where an expression is evaluated: what it can see of the answers. */
export interface Scope {
  /** The day in Vietnam on which the answers were given. */
  readonly today: string;
  /** Answer of the item that has the expression; an empty text if there is none. */
  readonly own: string;
  /** Round of a repeat, from 1; 0 outside. */
  readonly round: number;
  /** Columns of the choice that a filter looks at. */
  readonly attributes?: Readonly<Record<string, string>>;
  item(name: string): readonly string[];
  /** The answers of all rounds, also seen from within one. */
  everyRound(name: string): readonly string[];
  /** Label of a choice of an item in the default language. */
  choiceLabel(item: string, choice: string): string;
}

/** An expression made ready to be evaluated often. */
export type Evaluate = (scope: Scope) => Value;

/** Functions that look at the form or decide what is evaluated, with least and most arguments. */
export const specialFunctions: Readonly<Record<string, readonly [number, number]>> = {
  if: [3, 3],
  once: [1, 1],
  today: [0, 0],
  position: [1, 1],
  index: [0, 0],
  'jr:choice-name': [2, 2],
  'indexed-repeat': [3, 3],
};

/** Makes an expression ready; it must have been checked. */
export function compile(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'text':
    case 'number':
      return () => expression.value;
    case 'item':
      return (scope) => new Nodes(scope.item(expression.name));
    case 'own':
      return (scope) => new Nodes([scope.own]);
    case 'round':
      return (scope) => scope.round;
    case 'attribute':
      return ({ attributes = {} }) =>
        Object.hasOwn(attributes, expression.name) ? attributes[expression.name]! : '';
    case 'negative': {
      const of = compile(expression.of);
      return (scope) => -toNumber(of(scope));
    }
    case 'call':
      return call(expression.name, expression.arguments);
    case 'operation':
      return operation(expression);
  }
}

function operation({ operator, left, right }: Extract<Expression, { kind: 'operation' }>): Evaluate {
  const [a, b] = [compile(left), compile(right)];
  switch (operator) {
    case 'or':
      return (scope) => toBoolean(a(scope)) || toBoolean(b(scope));
    case 'and':
      return (scope) => toBoolean(a(scope)) && toBoolean(b(scope));
    case '+':
      return (scope) => toNumber(a(scope)) + toNumber(b(scope));
    case '-':
      return (scope) => toNumber(a(scope)) - toNumber(b(scope));
    case '*':
      return (scope) => toNumber(a(scope)) * toNumber(b(scope));
    case 'div':
      return (scope) => toNumber(a(scope)) / toNumber(b(scope));
    case 'mod':
      return (scope) => toNumber(a(scope)) % toNumber(b(scope));
    default:
      return (scope) => compare(operator satisfies Comparison, a(scope), b(scope));
  }
}

function call(name: string, parts: readonly Expression[]): Evaluate {
  const args = parts.map(compile);
  switch (name) {
    case 'if':
      return (scope) => (toBoolean(args[0]!(scope)) ? args[1]! : args[2]!)(scope);
    case 'once':
      return (scope) => (scope.own === '' ? args[0]!(scope) : scope.own);
    case 'today':
      return (scope) => scope.today;
    case 'position':
    case 'index':
      return (scope) => scope.round;
    case 'jr:choice-name': {
      const item = namedItem(parts[1]!);
      return (scope) => scope.choiceLabel(item, toText(args[0]!(scope)));
    }
    case 'indexed-repeat': {
      const item = namedItem(parts[0]!);
      return (scope) => scope.everyRound(item)[toNumber(args[2]!(scope)) - 1] ?? '';
    }
    default: {
      const { of } = functions[name]!;
      return (scope) => of(...args.map((argument) => argument(scope)));
    }
  }
}

/** The item that an argument names: `${name}`, or the same in quotes as jr:choice-name has it. */
export function namedItem(expression: Expression): string {
  if (expression.kind === 'item') return expression.name;
  return (expression.kind === 'text' && /^\s*\$\{\s*([^{}\s]+)\s*\}\s*$/.exec(expression.value)?.[1]) || '';
}
