import { z } from 'zod';
import { dryRun, fileFormat, Share, SuccessionKind, SuccessionRow } from './dated-trees.js';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

/** Kinds of administrative unit; levels are data, these are the types of the source. */
export const AreaType = z.enum(['province', 'city', 'district', 'commune', 'ward', 'township']);

const facts = {
  code,
  name: text(200),
  type: AreaType,
  /** Meant is the unit that has this code on the day in question. */
  parentCode: code.nullable(),
};
const areaFields = {
  ...facts,
  validFrom: day,
  /** Exclusive; null while it is still valid. */
  validTo: day.nullable(),
};

/** One version of an administrative unit. */
export const Area = z.object({ id: z.uuid(), ...areaFields }).meta({ id: 'Area' });
export type Area = z.infer<typeof Area>;
const AreaVersion = z.object(areaFields).meta({ id: 'AreaVersion' });
export const AreaPage = pageOf(Area, 'AreaPage');
export const AreaChain = z.object({ items: z.array(Area) }).meta({ id: 'AreaChain' });

export const AreaListQuery = listQuery(
  { code: 'value', type: 'value', parentCode: 'value' },
  {
    asOf: day.optional().describe('Only units valid on this day'),
    search: z
      .string()
      .max(100)
      .optional()
      .describe('Part of the name; case, accents and tone-mark placement do not count'),
  },
);

export const AreaSubtreeQuery = listQuery(
  { type: 'value', parentCode: 'value' },
  {
    asOf: day.optional().describe('A day on which this version stands; today, or its last day, if left out'),
  },
);

/** A unit as it stands in an import: parents are named by code, among the units of the same days. */
export const AreaRow = z.strictObject(areaFields).meta({ id: 'AreaRow' });
export type AreaRow = z.infer<typeof AreaRow>;

export const AreaImport = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Only check, and list every problem'),
    areas: z.array(AreaRow).min(1).max(50_000),
    successions: z.array(SuccessionRow).max(100_000).default([]),
  })
  .meta({ id: 'AreaImport' });
export type AreaImport = z.infer<typeof AreaImport>;

const list = z
  .enum(['areas', 'successions'])
  .default('areas')
  .describe('What a TSV or CSV file holds; a workbook has a sheet for each');
export const AreaFileQuery = z.strictObject({ list, dryRun });
export type AreaFileQuery = z.infer<typeof AreaFileQuery>;
export const AreaExportQuery = z.strictObject({ list, format: fileFormat });
export type AreaExportQuery = z.infer<typeof AreaExportQuery>;

const Succession = z
  .object({ effective: day, kind: SuccessionKind, share: Share, from: Area, to: Area })
  .meta({ id: 'AreaSuccession' });
export type Succession = z.infer<typeof Succession>;
export const SuccessionList = z.object({ items: z.array(Succession) }).meta({ id: 'AreaSuccessionList' });

/** A unit as it is from the day of an operation on. */
export const NewAreaUnit = z.strictObject(facts).meta({ id: 'NewAreaUnit' });

/**
 * What happens to units on a day. Units that cease are named by the code they had just before, parents by that of
 * the day itself.
 */
export const AreaOperation = z
  .discriminatedUnion('operation', [
    z.strictObject({ operation: z.literal('create'), unit: NewAreaUnit }),
    z.strictObject({ operation: z.literal('rename'), code, name: facts.name }),
    z.strictObject({
      operation: z.literal('change-type'),
      code,
      type: AreaType,
      name: facts.name.optional(),
    }),
    z.strictObject({
      operation: z.literal('move'),
      code,
      parentCode: facts.parentCode,
      type: AreaType.optional(),
      name: facts.name.optional(),
    }),
    z.strictObject({ operation: z.literal('close'), code }),
    z.strictObject({
      operation: z.literal('merge'),
      fromCodes: z.array(code).min(2).max(500),
      into: NewAreaUnit,
    }),
    z.strictObject({
      operation: z.literal('split'),
      code,
      into: z
        .array(NewAreaUnit.extend({ share: Share.default(null) }))
        .min(2)
        .max(500),
    }),
    z.strictObject({
      operation: z.literal('reorganise'),
      into: z.array(NewAreaUnit).max(500).describe('Units that begin; others that parts go to stand already'),
      links: z
        .array(z.strictObject({ fromCode: code, toCode: code, share: Share.default(null) }))
        .min(1)
        .max(5000),
    }),
  ])
  .meta({ id: 'AreaOperation' });
export type AreaOperation = z.infer<typeof AreaOperation>;

/** One decision on units: all of its operations take effect on one day, together or not at all. */
export const AreaOperations = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Only check, and say what would end and begin'),
    effective: day.describe('The first day on which it is so; it may lie in the past or in the future'),
    operations: z.array(AreaOperation).min(1).max(2000),
  })
  .meta({ id: 'AreaOperations' });
export type AreaOperations = z.infer<typeof AreaOperations>;

/** What ended and began, or would; a version is named by its code and first day. */
export const AreaOperationsOutcome = z
  .object({ applied: z.boolean(), ended: z.array(AreaVersion), begun: z.array(AreaVersion) })
  .meta({ id: 'AreaOperationsOutcome' });
export type AreaOperationsOutcome = z.infer<typeof AreaOperationsOutcome>;

const populationFields = {
  /** Meant is the unit that has this code on the day. */
  code,
  countedOn: day,
  population: z.int().min(1).max(1_000_000_000),
};
/** How many people lived in a unit on a day, and who says so. */
export const AreaPopulation = z
  .object({ ...populationFields, source: text(300) })
  .meta({ id: 'AreaPopulation' });
export type AreaPopulation = z.infer<typeof AreaPopulation>;
export const AreaPopulationPage = pageOf(AreaPopulation, 'AreaPopulationPage');
export const AreaPopulationListQuery = listQuery({ code: 'value', countedOn: 'range' });

/** A count, of many units; one of the same unit and day takes the place of what was recorded before. */
export const NewAreaPopulations = z
  .strictObject({
    source: text(300),
    populations: z.array(z.strictObject(populationFields)).min(1).max(20_000),
  })
  .meta({ id: 'NewAreaPopulations' });
export type NewAreaPopulations = z.infer<typeof NewAreaPopulations>;
export const AreaPopulationsOutcome = z.object({ recorded: z.int() }).meta({ id: 'AreaPopulationsOutcome' });

export const CrosswalkQuery = z.strictObject({
  from: day.describe('The day whose units are carried over'),
  to: day.describe('The day to whose units they are carried; it may lie before the first'),
  under: code.optional().describe('Only units below the one that has this code on the first day'),
});
export type CrosswalkQuery = z.infer<typeof CrosswalkQuery>;

const CrosswalkUnit = Area.pick({ id: true, code: true, name: true, type: true }).meta({
  id: 'CrosswalkUnit',
});
export const Certainty = z
  .enum(['exact', 'estimated', 'unknown'])
  .describe('exact: all of the unit; estimated: a share by population; unknown: nobody has recorded it');

/** What of a unit of the first day lies in a unit of the second; `to` is null where nobody knows of one. */
const CrosswalkPair = z
  .object({ from: CrosswalkUnit, to: CrosswalkUnit.nullable(), share: Share, certainty: Certainty })
  .meta({ id: 'CrosswalkPair' });
export const Crosswalk = z
  .object({ from: day, to: day, pairs: z.array(CrosswalkPair) })
  .meta({ id: 'Crosswalk' });
export type Crosswalk = z.infer<typeof Crosswalk>;

/** A unit version was recorded, or its end. */
export const areaRecorded = eventType('registry.area.recorded', z.object({ ...areaFields, id: z.uuid() }));

/** An operation on units was recorded: the versions it ended and began, by id. */
export const areaReorganised = eventType(
  'registry.area.reorganised',
  z.object({
    operation: z.enum(AreaOperation.options.map(({ shape }) => shape.operation.value)),
    effective: day,
    ended: z.array(z.uuid()),
    begun: z.array(z.uuid()),
  }),
);

/** Which units became (part of) which on a day; a code it came from means the version that ended then. */
export const areaSuccessionsRecorded = eventType(
  'registry.areaSuccessions.recorded',
  z.object({ effective: day, links: z.array(z.object({ fromCode: code, toCode: code })) }),
);

/**
 * The units under `root` were given nested-set numbers, in force from `from` until `to`: a unit's descendants are
 * those whose `lo` lies in its [lo, hi]. Earlier versions of a unit have the numbers of the present one. Without
 * nodes, the root has no such tree any more.
 */
export const areaTreeNumbered = eventType(
  'registry.areaTree.numbered',
  z.object({
    root: code,
    from: day,
    to: day.nullable(),
    nodes: z.array(z.tuple([z.uuid(), z.int(), z.int()])),
  }),
);
