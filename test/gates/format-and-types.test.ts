import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant, type PlantedTree } from './plant.js';

describe('format and types', () => {
  let tree: PlantedTree;

  beforeAll(async () => {
    tree = await plant({
      'libs/a/src/tidy.ts': `export const word = 'xin chào';\n`,
      'libs/a/src/untidy.ts': `export const word = "xin chào"\n`,
      'libs/a/src/unchecked.ts': `export const first = (words: string[]): string => words[0];\n`,
      'libs/a/src/implicit.ts': `export const length = (word) => word.length;\n`,
    });
  });
  afterAll(() => tree.remove());

  it('the formatter refuses what it would write differently', async () => {
    const { code, output } = await tree.run('prettier', '--list-different', 'libs');
    expect({ code, output }).toEqual({ code: 1, output: 'libs/a/src/untidy.ts\n' });
  });

  it('the compiler refuses an unchecked element and an implicit any', async () => {
    const { code, output } = await tree.run('tsc', '--noEmit', '--pretty', 'false');
    expect(code).not.toBe(0);
    expect(output).toContain('libs/a/src/unchecked.ts(1,51): error TS2322');
    expect(output).toContain('libs/a/src/implicit.ts(1,24): error TS7006');
    expect(output).not.toContain('tidy.ts');
  });
});
