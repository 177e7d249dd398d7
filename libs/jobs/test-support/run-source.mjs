import { resolve } from 'node:path';
import { createViteServer } from 'vitest/node';

// Runs a TypeScript source without a build, with the aliases and decorators of the tests:
// `node run-source.mjs <file> <arguments of the file …>`.
const server = await createViteServer({
  configFile: resolve(import.meta.dirname, '../../../vitest.config.ts'),
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, ws: false, hmr: false },
});
await server.ssrLoadModule(process.argv[2]);
