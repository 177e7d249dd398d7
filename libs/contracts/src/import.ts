import { z } from 'zod';
import { dryRun } from './dated-trees.js';

/** What is wrong with one line of one list of an import. */
export const LineProblem = z
  .object({
    list: z.string(),
    line: z.int().describe('From 1 in the list; in a file its line, where the titles are line 1'),
    message: z.string(),
  })
  .meta({ id: 'LineProblem' });
export type LineProblem = z.infer<typeof LineProblem>;

/** How a file is taken. */
export const FileQuery = z.strictObject({ dryRun });
export type FileQuery = z.output<typeof FileQuery>;

/** What an import did, or would do; nothing is applied while there is a problem. */
export const ImportOutcome = z
  .object({ applied: z.boolean(), counts: z.record(z.string(), z.int()), problems: z.array(LineProblem) })
  .meta({ id: 'ImportOutcome' });
export type ImportOutcome = z.infer<typeof ImportOutcome>;
