import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    // The subpath imports of package.json, on the sources.
    alias: [
      { find: /^#apps\/(.*)$/, replacement: `${root}/apps/$1.ts` },
      { find: /^#([a-z-]+)\/(.*)$/, replacement: `${root}/libs/$1/src/$2.ts` },
    ],
  },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['apps/**/*.test.ts', 'libs/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['libs/testing/src/global-setup.ts'],
    setupFiles: ['libs/testing/src/setup-file.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Files share their worker's modules: loading them anew for each took a third of the time. What a file changes, it puts back.
    isolate: false,
    coverage: {
      include: ['{apps,libs}/*/src/**/*.ts'],
      reporter: ['text-summary'],
      reportOnFailure: true,
    },
  },
});
