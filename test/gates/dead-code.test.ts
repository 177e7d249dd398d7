import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant, type PlantedTree } from './plant.js';

describe('the search for dead code', () => {
  let tree: PlantedTree;
  let report: string;

  beforeAll(async () => {
    tree = await plant({
      'apps/registry/src/main.ts': `import 'left-pad';\nimport { used } from '#statistics/mean';\nexport const main = used;\n`,
      'apps/registry/src/forgotten.ts': `export {};\n`,
      'libs/statistics/src/mean.ts': `export const used = 1;\nexport const unused = 2;\nexport interface Unused { a: 1 }\n`,
    });
    ({ output: report } = await tree.run('knip', '--no-progress', '--reporter', 'json'));
  });
  afterAll(() => tree.remove());

  const issues = (file: string): Record<string, { name: string }[]> =>
    JSON.parse(report).issues.find((issue: { file: string }) => issue.file === file) ?? {};
  const names = (found: { name: string }[] | undefined): string[] => (found ?? []).map(({ name }) => name);

  it('finds a file that nothing imports', () => {
    expect(names(issues('apps/registry/src/forgotten.ts')['files'])).toEqual([
      'apps/registry/src/forgotten.ts',
    ]);
  });

  it('finds exports that nothing uses, and sees use through a subpath import', () => {
    expect(names(issues('libs/statistics/src/mean.ts')['exports'])).toEqual(['unused']);
    expect(names(issues('libs/statistics/src/mean.ts')['types'])).toEqual(['Unused']);
  });

  it('finds dependencies that nothing uses', () => {
    expect(names(issues('package.json')['dependencies'])).toContain('typeorm');
  });

  it('finds packages that are used but not declared', () => {
    expect(names(issues('apps/registry/src/main.ts')['unlisted'])).toEqual(['left-pad']);
  });
});
