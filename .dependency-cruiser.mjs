/** Who may import whom. Each rule has a planted violation in test/gates/graph.test.ts. */

/** Tests and what only serves them; they may import anything. */
const tests = [
  '\\.(test|contract|fixture)\\.ts$',
  '/test-support/',
  '^libs/testing/',
  '^test/',
  '^bench/',
  '^vitest\\.config\\.ts$',
];

/** The launchers put services together; only there do apps meet. */
const launchers = ['^apps/(?:standalone|worker)/', '^apps/gateway/src/write-openapi\\.ts$'];
const embedded = '^apps/standalone/src/embedded\\.ts$';
const definitions = '\\.service-definition\\.ts$';

const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}(/|$)`);

const frameworks = npm(
  '@nestjs',
  'typeorm',
  'pg',
  'pg-query-stream',
  'fastify',
  'amqplib',
  'bullmq',
  'ioredis',
);

/** What each library may build on, beside itself. */
const foundations = {
  contracts: [],
  statistics: [],
  disclosure: [],
  documents: [],
  xlsform: ['contracts', 'documents'],
  persistence: ['contracts'],
  messaging: ['contracts', 'persistence'],
  audit: ['contracts', 'persistence'],
  auth: ['contracts'],
  jobs: ['contracts', 'persistence'],
  'service-kit': ['contracts', 'persistence', 'messaging', 'audit', 'auth', 'jobs', 'documents'],
};

/** A package that one library alone speaks to. */
const only = (library, ...packages) => ({
  name: `only-${library}-imports-${packages[0]}`,
  comment: `${packages.join(', ')}: an implementation detail of libs/${library}`,
  severity: 'error',
  from: { pathNot: [`^libs/${library}/`, ...tests] },
  to: { path: npm(...packages) },
});

export default {
  forbidden: [
    {
      name: 'no-circular-imports',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'apps-do-not-import-one-another',
      comment: 'Services speak HTTP or events',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: [...launchers, ...tests] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'launchers-import-definitions',
      comment: 'A launcher knows of a service what its *.service-definition.ts says',
      severity: 'error',
      from: {
        path: '^apps/(standalone|worker|gateway)/',
        pathNot: ['^apps/gateway/(?!src/write-openapi)', embedded, ...tests],
      },
      to: { path: '^apps/', pathNot: ['^apps/$1/', definitions] },
    },
    {
      name: 'embedded-imports-what-it-starts',
      comment:
        'The one process of the embedded topology also takes over what the main.ts of gateway and registry do',
      severity: 'error',
      from: { path: embedded },
      to: {
        path: '^apps/',
        pathNot: [
          '^apps/standalone/',
          definitions,
          '^apps/gateway/src/(document|gateway|upstream)\\.ts$',
          '^apps/registry/src/accounts/first-administrator\\.ts$',
        ],
      },
    },
    {
      name: 'libs-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/', pathNot: tests },
      to: { path: '^apps/' },
    },
    ...Object.entries(foundations).map(([library, allowed]) => ({
      name: `${library}-keeps-to-its-layer`,
      comment: `libs/${library} builds on ${allowed.join(', ') || 'no other library'}`,
      severity: 'error',
      from: { path: `^libs/${library}/`, pathNot: tests },
      to: { path: '^libs/', pathNot: [library, ...allowed].map((name) => `^libs/${name}/`) },
    })),
    {
      name: 'contracts-import-only-zod',
      comment: 'Contracts run in the browser too',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: tests },
      to: { pathNot: ['^libs/', '^apps/', ...npm('zod')] },
    },
    {
      name: 'pure-libraries-know-no-framework',
      severity: 'error',
      from: { path: '^libs/(statistics|disclosure|documents|xlsform)/', pathNot: tests },
      to: { path: frameworks },
    },
    {
      name: 'rules-do-no-io',
      comment: 'Rules are functions of their arguments',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: [
          ...frameworks,
          '^(node:)?(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster)(/|$)',
        ],
      },
    },
    {
      name: 'edges-hold-no-typeorm',
      comment: 'A controller or consumer parses, states the permission and calls one service method',
      severity: 'error',
      from: { path: '^apps/.*\\.(controller|consumer)\\.ts$' },
      to: { path: npm('typeorm', '@nestjs/typeorm', 'pg') },
    },
    only('messaging', 'amqplib'),
    only('jobs', 'bullmq', '@nestjs/bullmq', 'ioredis'),
    only(
      'documents',
      'read-excel-file',
      'write-excel-file',
      'csv-parse',
      'csv-stringify',
      'docx',
      'pdfmake',
      '@expo-google-fonts/tinos',
    ),
    {
      name: 'production-imports-no-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'production-imports-no-dev-dependency',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
  },
};
