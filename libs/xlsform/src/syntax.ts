/** What an expression of XLSForm is made of: XPath 1.0 without paths, with `${name}` for the answers to another item. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'item'; readonly name: string }
  | { readonly kind: 'own' }
  | { readonly kind: 'round' }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod';

/** An expression that cannot be read. The message says where. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** Operators by how tightly they bind, the loosest first. */
const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

interface Token {
  readonly kind: 'text' | 'number' | 'item' | 'name' | 'sign';
  readonly value: string;
  readonly at: number;
}

const tokens = [
  ['text', /"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’/y],
  ['number', /\d+(?:\.\d*)?|\.\d+/y],
  ['item', /\$\{\s*[^{}\s]+\s*\}/y],
  ['name', /[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?/y],
  ['sign', /\.\.|!=|<=|>=|[=<>+\-*(),.]/y],
] as const;

function tokensOf(source: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < source.length;) {
    const space = /\s+/y;
    space.lastIndex = at;
    if (space.test(source)) {
      at = space.lastIndex;
      continue;
    }
    const token = tokens.flatMap(([kind, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      return match ? [{ kind, value: match[0], at }] : [];
    })[0];
    if (!token) throw new ExpressionError(`“${source[at]}” at ${at + 1} is not understood`);
    found.push(token);
    at += token.value.length;
  }
  return found;
}

/** Deeper nesting than anybody writes; without a limit a hostile one would exhaust the stack. */
const DEEPEST = 50;

/** @throws ExpressionError */
export function parseExpression(source: string): Expression {
  const parser = new Parser(tokensOf(source));
  const expression = parser.operation(0);
  parser.end();
  return expression;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  end(): void {
    const rest = this.tokens[this.at];
    if (rest) throw new ExpressionError(`“${rest.value}” at ${rest.at + 1} does not belong there`);
  }

  operation(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.unary();
    let left = this.operation(level + 1);
    for (;;) {
      const token = this.tokens[this.at];
      const operator = operators.find((one) => one === token?.value);
      // An operator follows an operand, so that a word such as div is none of the names there.
      if (!operator || token!.kind === 'text') return left;
      this.at++;
      left = { kind: 'operation', operator, left, right: this.operation(level + 1) };
    }
  }

  private unary(): Expression {
    if (!this.taken('-')) return this.primary();
    return this.deeper(() => ({ kind: 'negative', of: this.unary() }));
  }

  private primary(): Expression {
    const token = this.tokens[this.at++];
    if (!token) throw new ExpressionError('it ends where something is still to come');
    if (token.kind === 'text') return { kind: 'text', value: token.value.slice(1, -1) };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value) };
    if (token.kind === 'item') return { kind: 'item', name: token.value.slice(2, -1).trim() };
    if (token.kind === 'name') return this.named(token.value);
    if (token.value === '.') return { kind: 'own' };
    if (token.value === '..') return { kind: 'round' };
    if (token.value !== '(')
      throw new ExpressionError(`“${token.value}” at ${token.at + 1} does not belong there`);
    return this.deeper(() => {
      const inner = this.operation(0);
      this.expect(')');
      return inner;
    });
  }

  private named(name: string): Expression {
    if (!this.taken('(')) return { kind: 'attribute', name };
    return this.deeper(() => {
      const args: Expression[] = [];
      if (this.taken(')')) return { kind: 'call', name, arguments: args };
      do args.push(this.operation(0));
      while (this.taken(','));
      this.expect(')');
      return { kind: 'call', name, arguments: args };
    });
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > DEEPEST) throw new ExpressionError(`it is nested deeper than ${DEEPEST}`);
    const result = read();
    this.depth--;
    return result;
  }

  private taken(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (this.taken(sign)) return;
    const token = this.tokens[this.at];
    throw new ExpressionError(token ? `“${sign}” is missing before ${token.at + 1}` : `“${sign}” is missing`);
  }
}

/** All parts of an expression, itself first. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === 'negative') yield* partsOf(expression.of);
  if (expression.kind === 'call') for (const one of expression.arguments) yield* partsOf(one);
  if (expression.kind === 'operation') {
    yield* partsOf(expression.left);
    yield* partsOf(expression.right);
  }
}
