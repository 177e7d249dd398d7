import { z } from 'zod';
import { code, day } from './values.js';

/** Why a version of a unit follows another. After the last three it is the same unit still. */
export const SuccessionKind = z.enum(['merge', 'split', 'rename', 'change-type', 'move']);
export type SuccessionKind = z.infer<typeof SuccessionKind>;

/** A share by population. */
export const Share = z
  .number()
  .gt(0)
  .lte(1)
  .nullable()
  .describe("Share of the predecessor's population that went to this successor; null where nobody counted");

/** Which unit became (part of) which on a day; the code it came from means the version that ended then. */
export const SuccessionRow = z
  .strictObject({
    effective: day,
    fromCode: code,
    toCode: code,
    kind: SuccessionKind,
    share: Share.default(null),
  })
  .meta({ id: 'SuccessionRow' });
export type SuccessionRow = z.infer<typeof SuccessionRow>;

/** The day for which a tree is asked. */
export const TreeQuery = z.strictObject({
  asOf: day.optional().describe('A day on which this version stands; today, or its last day, if left out'),
});
export type TreeQuery = z.infer<typeof TreeQuery>;

/** How far a line of successions is followed. */
export const LineageQuery = z.strictObject({
  asOf: day
    .optional()
    .describe('Follow the line up to this day (back to it, for predecessors) and no further'),
});
export type LineageQuery = z.infer<typeof LineageQuery>;

/** What an export holds, and as which file. */
export const fileFormat = z
  .enum(['tsv', 'csv', 'xlsx'])
  .default('xlsx')
  .describe('A workbook has a sheet for each list, the others hold one list');

/** A switch in a query: `true` or `false`. */
export const dryRun = z
  .stringbool({ truthy: ['true'], falsy: ['false'] })
  .default(false)
  .describe('Only check');
