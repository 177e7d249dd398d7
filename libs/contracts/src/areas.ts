import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

/** Kinds of administrative unit; levels are data, these are the types of the source. */
export const AreaType = z.enum(['province', 'city', 'district', 'commune', 'ward', 'township']);

const areaFields = {
  code,
  name: text(200),
  type: AreaType,
  validFrom: day,
  /** Exclusive; null while it is still valid. */
  validTo: day.nullable(),
};

/** One version of an administrative unit. */
export const Area = z
  .object({ id: z.uuid(), ...areaFields, parentId: z.uuid().nullable() })
  .meta({ id: 'Area' });
export type Area = z.infer<typeof Area>;
export const AreaPage = pageOf(Area, 'AreaPage');

export const AreaListQuery = listQuery(
  { code: 'value', type: 'value', parentId: 'value' },
  {
    asOf: day.optional().describe('Only units valid on this day'),
    search: z
      .string()
      .max(100)
      .optional()
      .describe('Part of the name; case, accents and tone-mark placement do not count'),
  },
);

/** A unit as it stands in an import: parents are named by code, among the units of the same days. */
export const AreaRow = z.strictObject({ ...areaFields, parentCode: code.nullable() }).meta({ id: 'AreaRow' });
export type AreaRow = z.infer<typeof AreaRow>;

export const SuccessionKind = z.enum(['merge', 'split']);

/** Which unit became (part of) which on a day. */
export const SuccessionRow = z
  .strictObject({ effective: day, fromCode: code, toCode: code, kind: SuccessionKind })
  .meta({ id: 'SuccessionRow' });
export type SuccessionRow = z.infer<typeof SuccessionRow>;

export const AreaImport = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Only check, and list every problem'),
    areas: z.array(AreaRow).min(1).max(50_000),
    successions: z.array(SuccessionRow).max(100_000).default([]),
  })
  .meta({ id: 'AreaImport' });
export type AreaImport = z.infer<typeof AreaImport>;

const AreaList = z.enum(['areas', 'successions']);

export const AreaFileQuery = z.strictObject({
  list: AreaList.default('areas').describe('What a TSV or CSV file holds; a workbook has a sheet for each'),
  dryRun: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .describe('Only check'),
});
export type AreaFileQuery = z.infer<typeof AreaFileQuery>;

export const Succession = z
  .object({ effective: day, kind: SuccessionKind, from: Area, to: Area })
  .meta({ id: 'AreaSuccession' });
export type Succession = z.infer<typeof Succession>;
export const SuccessionList = z.object({ items: z.array(Succession) }).meta({ id: 'AreaSuccessionList' });

/** A unit version was recorded. */
export const areaRecorded = eventType(
  'registry.area.recorded',
  z.object({ ...areaFields, id: z.uuid(), parentId: z.uuid().nullable() }),
);

/**
 * The units in force from `from` (until the next numbering's) were given nested-set numbers:
 * a unit's descendants are those whose `lo` lies in its [lo, hi].
 */
export const areaTreeNumbered = eventType(
  'registry.areaTree.numbered',
  z.object({ from: day, to: day.nullable(), nodes: z.array(z.tuple([z.uuid(), z.int(), z.int()])) }),
);
