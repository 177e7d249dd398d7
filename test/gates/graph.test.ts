import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot, plant, type PlantedTree } from './plant.js';

interface Import {
  file: string;
  imports: string;
}

const violations: (Import & { rule: string })[] = [
  { rule: 'no-circular-imports', file: 'libs/statistics/src/egg.ts', imports: './hen.js' },
  { rule: 'imports-resolve', file: 'apps/training/src/main.ts', imports: './never-written.js' },
  {
    rule: 'apps-do-not-import-one-another',
    file: 'apps/reporting/src/a.service.ts',
    imports: '../../registry/src/areas.service.js',
  },
  {
    rule: 'apps-do-not-import-one-another',
    file: 'apps/survey/src/b.service.ts',
    imports: '#apps/registry/src/areas.service',
  },
  {
    rule: 'apps-do-not-import-one-another',
    file: 'apps/survey/src/c.service.ts',
    imports: '../../registry/src/registry.service-definition.js',
  },
  {
    rule: 'apps-do-not-import-one-another',
    file: 'apps/gateway/src/main.ts',
    imports: '../../registry/src/registry.service-definition.js',
  },
  {
    rule: 'launchers-import-definitions',
    file: 'apps/worker/src/main.ts',
    imports: '../../registry/src/areas.service.js',
  },
  {
    rule: 'launchers-import-definitions',
    file: 'apps/gateway/src/write-openapi.ts',
    imports: '#apps/registry/src/areas.service',
  },
  {
    rule: 'launchers-import-definitions',
    file: 'apps/standalone/src/main.ts',
    imports: '../../gateway/src/gateway.js',
  },
  {
    rule: 'embedded-imports-what-it-starts',
    file: 'apps/standalone/src/embedded.ts',
    imports: '../../registry/src/areas.service.js',
  },
  {
    rule: 'libs-do-not-import-apps',
    file: 'libs/service-kit/src/a.ts',
    imports: '#apps/registry/src/areas.service',
  },
  { rule: 'contracts-keeps-to-its-layer', file: 'libs/contracts/src/a.ts', imports: '#statistics/mean' },
  { rule: 'statistics-keeps-to-its-layer', file: 'libs/statistics/src/a.ts', imports: '#contracts/areas' },
  { rule: 'disclosure-keeps-to-its-layer', file: 'libs/disclosure/src/a.ts', imports: '#contracts/areas' },
  { rule: 'documents-keeps-to-its-layer', file: 'libs/documents/src/a.ts', imports: '#contracts/areas' },
  { rule: 'xlsform-keeps-to-its-layer', file: 'libs/xlsform/src/a.ts', imports: '#statistics/mean' },
  {
    rule: 'persistence-keeps-to-its-layer',
    file: 'libs/persistence/src/a.ts',
    imports: '#service-kit/route',
  },
  {
    rule: 'messaging-keeps-to-its-layer',
    file: 'libs/messaging/src/a.ts',
    imports: '../../service-kit/src/route.js',
  },
  { rule: 'audit-keeps-to-its-layer', file: 'libs/audit/src/a.ts', imports: '#service-kit/route' },
  { rule: 'auth-keeps-to-its-layer', file: 'libs/auth/src/a.ts', imports: '#service-kit/route' },
  { rule: 'jobs-keeps-to-its-layer', file: 'libs/jobs/src/a.ts', imports: '#service-kit/route' },
  { rule: 'service-kit-keeps-to-its-layer', file: 'libs/service-kit/src/b.ts', imports: '#statistics/mean' },
  { rule: 'contracts-import-only-zod', file: 'libs/contracts/src/b.ts', imports: 'jose' },
  { rule: 'contracts-import-only-zod', file: 'libs/contracts/src/c.ts', imports: 'node:crypto' },
  { rule: 'pure-libraries-know-no-framework', file: 'libs/statistics/src/b.ts', imports: '@nestjs/common' },
  { rule: 'pure-libraries-know-no-framework', file: 'libs/disclosure/src/b.ts', imports: 'typeorm' },
  { rule: 'pure-libraries-know-no-framework', file: 'libs/documents/src/b.ts', imports: 'pg' },
  { rule: 'pure-libraries-know-no-framework', file: 'libs/xlsform/src/b.ts', imports: 'typeorm' },
  { rule: 'rules-do-no-io', file: 'apps/reporting/src/typeorm.rules.ts', imports: 'typeorm' },
  { rule: 'rules-do-no-io', file: 'apps/reporting/src/nest.rules.ts', imports: '@nestjs/common' },
  { rule: 'rules-do-no-io', file: 'apps/reporting/src/file.rules.ts', imports: 'node:fs/promises' },
  { rule: 'edges-hold-no-typeorm', file: 'apps/reporting/src/a.controller.ts', imports: '@nestjs/typeorm' },
  { rule: 'edges-hold-no-typeorm', file: 'apps/reporting/src/a.consumer.ts', imports: 'typeorm' },
  { rule: 'only-messaging-imports-amqplib', file: 'apps/reporting/src/d.service.ts', imports: 'amqplib' },
  { rule: 'only-jobs-imports-bullmq', file: 'apps/reporting/src/e.service.ts', imports: 'bullmq' },
  { rule: 'only-jobs-imports-bullmq', file: 'libs/messaging/src/b.ts', imports: 'ioredis' },
  { rule: 'only-documents-imports-read-excel-file', file: 'apps/registry/src/h.service.ts', imports: 'docx' },
  {
    rule: 'production-imports-no-tests',
    file: 'apps/reporting/src/f.service.ts',
    imports: './reporting.fixture.js',
  },
  { rule: 'production-imports-no-tests', file: 'libs/persistence/src/b.ts', imports: '#testing/eventually' },
  {
    rule: 'production-imports-no-tests',
    file: 'libs/messaging/src/c.ts',
    imports: '../test-support/event-app.js',
  },
  {
    rule: 'production-imports-no-dev-dependency',
    file: 'apps/reporting/src/g.service.ts',
    imports: 'fast-check',
  },
];

const allowed: Import[] = [
  { file: 'apps/worker/src/worker.ts', imports: '../../registry/src/registry.service-definition.js' },
  { file: 'apps/standalone/src/services.ts', imports: '#apps/registry/src/registry.service-definition' },
  { file: 'apps/registry/src/areas.controller.ts', imports: './areas.service.js' },
  { file: 'apps/registry/src/areas.service.ts', imports: 'typeorm' },
  { file: 'apps/registry/src/areas.test.ts', imports: '#testing/eventually' },
  { file: 'apps/registry/src/journey.test.ts', imports: '../../reporting/src/reporting.fixture.js' },
  { file: 'libs/messaging/src/link.ts', imports: 'amqplib' },
  { file: 'libs/contracts/src/areas.ts', imports: 'zod' },
  { file: 'libs/service-kit/src/route.ts', imports: '#contracts/areas' },
];

const imported = [
  'libs/statistics/src/mean.ts',
  'libs/testing/src/eventually.ts',
  'libs/messaging/test-support/event-app.ts',
  'apps/gateway/src/gateway.ts',
  'apps/registry/src/registry.service-definition.ts',
  'apps/reporting/src/reporting.fixture.ts',
];

describe('the import graph', () => {
  let tree: PlantedTree;
  let found: { rule: { name: string }; from: string }[];

  beforeAll(async () => {
    const files = Object.fromEntries(imported.map((file) => [file, 'export {};\n']));
    for (const { file, imports } of [...violations, ...allowed]) files[file] = `import '${imports}';\n`;
    files['libs/statistics/src/hen.ts'] = `import './egg.js';\n`;
    tree = await plant(files);
    const { output } = await tree.run('depcruise', '.', '--output-type', 'json');
    found = JSON.parse(output).summary.violations;
  });
  afterAll(() => tree.remove());

  it.each(violations)('$rule: $file may not import $imports', ({ rule, file }) => {
    expect(found.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  it.each(allowed)('$file may import $imports', ({ file }) => {
    expect(found.filter(({ from }) => from === file)).toEqual([]);
  });

  it('has a planted violation of every rule', async () => {
    const { default: config } = (await import(fromRoot('.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(
      new Set(config.forbidden.map(({ name }) => name)),
    );
  });
});
