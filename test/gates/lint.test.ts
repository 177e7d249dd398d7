import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot, plant, type PlantedTree } from './plant.js';

interface Source {
  file: string;
  text: string;
}

const manyLines = (count: number): string => `export const lines = [\n${'  1,\n'.repeat(count - 2)}];\n`;

const violations: (Source & { rule: string })[] = [
  { rule: 'eqeqeq', file: 'libs/a/src/equal.ts', text: `export const is = (a: number) => a == 1;` },
  { rule: 'max-lines', file: 'libs/a/src/long.ts', text: manyLines(401) },
  { rule: 'no-console', file: 'apps/registry/src/a.service.ts', text: `console.log('here');` },
  {
    rule: 'no-param-reassign',
    file: 'libs/a/src/assign.ts',
    text: `export const f = (a: number) => { a = 1; return a; };`,
  },
  {
    rule: 'no-process-env',
    file: 'apps/registry/src/b.service.ts',
    text: `export const port = process.env['PORT'];`,
  },
  {
    rule: 'no-process-env',
    file: 'libs/service-kit/src/log.ts',
    text: `export const level = process.env.LEVEL;`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'libs/a/src/env.ts',
    text: `import { env } from 'node:process';\nexport const port = env['PORT'];`,
  },
  { rule: 'no-unused-vars', file: 'libs/a/src/unused.ts', text: `const a = 1;\nexport {};` },
  { rule: 'no-var', file: 'libs/a/src/var.ts', text: `export function f() { var a = 1; return a; }` },
  { rule: 'no-warning-comments', file: 'libs/a/src/comment.ts', text: `// TODO: write it\nexport {};` },
  { rule: 'prefer-const', file: 'libs/a/src/let.ts', text: `export function f() { let a = 1; return a; }` },
  {
    rule: 'no-ceremonial-type-names',
    file: 'libs/a/src/interface.ts',
    text: `export interface IAreaReader { read(): void }`,
  },
  { rule: 'no-ceremonial-type-names', file: 'libs/a/src/class.ts', text: `export class AreaReaderImpl {}` },
  {
    rule: 'no-ceremonial-type-names',
    file: 'libs/a/src/type.ts',
    text: `export type SessionManager = object;`,
  },
  {
    rule: 'no-module-state',
    file: 'libs/a/src/state.ts',
    text: `let count = 0;\nexport const next = () => (count += 1);`,
  },
  { rule: 'no-module-state', file: 'apps/survey/src/exported.ts', text: `export let count = 0;\ncount = 1;` },
  { rule: 'no-vague-file-names', file: 'libs/a/src/date-utils.ts', text: `export {};` },
  { rule: 'no-vague-file-names', file: 'apps/survey/src/helpers/dates.ts', text: `export {};` },
  { rule: 'no-vague-file-names', file: 'libs/shared/src/dates.ts', text: `export {};` },
  { rule: 'ban-ts-comment', file: 'libs/a/src/ignore.ts', text: `// @ts-ignore\nexport {};` },
  { rule: 'no-explicit-any', file: 'libs/a/src/any.ts', text: `export const f = (a: any) => a;` },
  { rule: 'filename-case', file: 'libs/a/src/CamelCase.ts', text: `export {};` },
  {
    rule: 'prefer-node-protocol',
    file: 'libs/a/src/protocol.ts',
    text: `import fs from 'fs';\nexport default fs;`,
  },
  {
    rule: 'no-disabled-tests',
    file: 'libs/a/src/disabled.test.ts',
    text: `import { it } from 'vitest';\nit.skip('later', () => {});`,
  },
  {
    rule: 'no-focused-tests',
    file: 'libs/a/src/focused.test.ts',
    text: `import { it } from 'vitest';\nit.only('now', () => {});`,
  },
  {
    rule: 'valid-expect',
    file: 'libs/a/src/expect.test.ts',
    text: `import { expect, it } from 'vitest';\nit('checks', () => { expect(1); });`,
  },
];

const allowed: Source[] = [
  { file: 'apps/registry/src/main.ts', text: `console.log(process.env['PORT']);` },
  { file: 'apps/standalone/src/demo-data/places.ts', text: manyLines(500) },
  { file: 'apps/registry/src/migrations/1700000001000-units.ts', text: manyLines(500) },
  { file: 'libs/a/src/full.ts', text: manyLines(399) },
  { file: 'libs/a/src/counter.test.ts', text: `let count = 0;\nexport const next = () => (count += 1);` },
  {
    file: 'libs/a/src/icon.ts',
    text: `export interface Icon { name: string }\nexport class Shareholders {}`,
  },
  { file: 'libs/a/src/shareholders.ts', text: `export {};` },
  { file: 'libs/a/src/nullish.ts', text: `export const there = (a: unknown) => a != null;` },
];

describe('the linter', () => {
  let tree: PlantedTree;
  let found: { code: string; filename: string }[];

  beforeAll(async () => {
    tree = await plant(
      Object.fromEntries([...violations, ...allowed].map(({ file, text }) => [file, `${text}\n`])),
    );
    const { output } = await tree.run('oxlint', '--format', 'json', 'apps', 'libs');
    found = JSON.parse(output).diagnostics;
  });
  afterAll(() => tree.remove());

  const rulesBrokenIn = (file: string): string[] =>
    found.filter(({ filename }) => filename === file).map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1'));

  it.each(violations)('$rule: refuses $file', ({ rule, file }) => {
    expect(rulesBrokenIn(file)).toContain(rule);
  });

  it.each(allowed)('accepts $file', ({ file }) => {
    expect(rulesBrokenIn(file)).toEqual([]);
  });

  it('has a planted violation of every rule that is switched on by name', async () => {
    const config = (await readFile(fromRoot('.oxlintrc.json'), 'utf8')).replace(/^\s*\/\/.*$/gm, '');
    const rules = JSON.parse(config).rules as Record<string, string | [string, ...unknown[]]>;
    const on = Object.keys(rules).filter((name) => [rules[name]].flat()[0] !== 'off');
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(
      new Set(on.map((name) => name.split('/')[1])),
    );
  });
});
