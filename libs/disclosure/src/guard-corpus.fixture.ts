import { readFileSync } from 'node:fs';

/** The lines of a set of invented sentences; none is about a real person. */
export const corpus = (name: string): string[] =>
  readFileSync(new URL(`../../../test/fixtures/free-text-guard/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
