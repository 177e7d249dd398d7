import { z } from 'zod';
import { dryRun, fileFormat, SuccessionKind, SuccessionRow } from './dated-trees.js';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

export const OrganisationKind = z.enum([
  'party-committee',
  'standing-members',
  'party-board',
  'institute',
  'department',
  'front',
  'union',
  'armed-forces',
  'justice',
  'press',
  'school',
  'association',
  'other',
]);
export const OrganisationLevel = z.enum(['central', 'province', 'district', 'commune']);

const facts = {
  code,
  name: text(300),
  kind: OrganisationKind,
  level: OrganisationLevel,
  /** Meant is the body that has this code on the day in question; and for the area likewise. */
  parentCode: code.nullable(),
  areaCode: code.nullable(),
};
const organisationFields = { ...facts, validFrom: day, validTo: day.nullable() };

/** One version of a body of the dated tree of organisations. */
export const Organisation = z.object({ id: z.uuid(), ...organisationFields }).meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof Organisation>;
const OrganisationVersion = z.object(organisationFields).meta({ id: 'OrganisationVersion' });
export const OrganisationPage = pageOf(Organisation, 'OrganisationPage');
export const OrganisationChain = z.object({ items: z.array(Organisation) }).meta({ id: 'OrganisationChain' });

export const OrganisationListQuery = listQuery(
  { code: 'value', kind: 'value', level: 'value', parentCode: 'value', areaCode: 'value' },
  { asOf: day.optional(), search: z.string().max(100).optional() },
);

export const OrganisationSubtreeQuery = listQuery(
  { kind: 'value', level: 'value', parentCode: 'value', areaCode: 'value' },
  {
    asOf: day.optional().describe('A day on which this version stands; today, or its last day, if left out'),
  },
);

export const OrganisationRow = z.strictObject(organisationFields).meta({ id: 'OrganisationRow' });
export type OrganisationRow = z.infer<typeof OrganisationRow>;

/** Which body became (part of) which on a day. */
export const OrganisationSuccessionRow = SuccessionRow.omit({ share: true }).meta({
  id: 'OrganisationSuccessionRow',
});

export const OrganisationImport = z
  .strictObject({
    dryRun: z.boolean().default(false),
    organisations: z.array(OrganisationRow).min(1).max(50_000),
    successions: z.array(OrganisationSuccessionRow).max(100_000).default([]),
  })
  .meta({ id: 'OrganisationImport' });
export type OrganisationImport = z.infer<typeof OrganisationImport>;

const list = z
  .enum(['organisations', 'successions'])
  .default('organisations')
  .describe('What a TSV or CSV file holds; a workbook has a sheet for each');
export const OrganisationFileQuery = z.strictObject({ list, dryRun });
export type OrganisationFileQuery = z.infer<typeof OrganisationFileQuery>;
export const OrganisationExportQuery = z.strictObject({ list, format: fileFormat });
export type OrganisationExportQuery = z.infer<typeof OrganisationExportQuery>;

const Succession = z
  .object({ effective: day, kind: SuccessionKind, from: Organisation, to: Organisation })
  .meta({ id: 'OrganisationSuccession' });
export type OrganisationSuccession = z.infer<typeof Succession>;
export const OrganisationSuccessionList = z
  .object({ items: z.array(Succession) })
  .meta({ id: 'OrganisationSuccessionList' });

/** A body as it is from the day of an operation on. */
const NewOrganisation = z.strictObject(facts).meta({ id: 'NewOrganisation' });

/** What happens to bodies on a day; those that cease are named by the code they had just before. */
const OrganisationOperation = z
  .discriminatedUnion('operation', [
    z.strictObject({ operation: z.literal('create'), unit: NewOrganisation }),
    z.strictObject({ operation: z.literal('rename'), code, name: facts.name }),
    z.strictObject({
      operation: z.literal('change-type'),
      code,
      kind: OrganisationKind,
      level: OrganisationLevel.optional(),
      name: facts.name.optional(),
    }),
    z.strictObject({
      operation: z.literal('move'),
      code,
      parentCode: facts.parentCode,
      areaCode: facts.areaCode.optional(),
      level: OrganisationLevel.optional(),
      name: facts.name.optional(),
    }),
    z.strictObject({ operation: z.literal('close'), code }),
    z.strictObject({
      operation: z.literal('merge'),
      fromCodes: z.array(code).min(2).max(500),
      into: NewOrganisation,
    }),
    z.strictObject({
      operation: z.literal('split'),
      code,
      into: z.array(NewOrganisation).min(2).max(500),
    }),
    z.strictObject({
      operation: z.literal('reorganise'),
      into: z
        .array(NewOrganisation)
        .max(500)
        .describe('Bodies that begin; others that parts go to stand already'),
      links: z
        .array(z.strictObject({ fromCode: code, toCode: code }))
        .min(1)
        .max(5000),
    }),
  ])
  .meta({ id: 'OrganisationOperation' });

/** One decision on organisations: all of its operations take effect on one day, together or not at all. */
export const OrganisationOperations = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Only check, and say what would end and begin'),
    effective: day.describe('The first day on which it is so; it may lie in the past or in the future'),
    operations: z.array(OrganisationOperation).min(1).max(2000),
  })
  .meta({ id: 'OrganisationOperations' });
export type OrganisationOperations = z.infer<typeof OrganisationOperations>;

/** What ended and began, or would; a version is named by its code and first day. */
export const OrganisationOperationsOutcome = z
  .object({
    applied: z.boolean(),
    ended: z.array(OrganisationVersion),
    begun: z.array(OrganisationVersion),
  })
  .meta({ id: 'OrganisationOperationsOutcome' });
export type OrganisationOperationsOutcome = z.infer<typeof OrganisationOperationsOutcome>;

/** A version of an organisation was recorded, or its end. */
export const organisationRecorded = eventType(
  'registry.organisation.recorded',
  z.object({ ...organisationFields, id: z.uuid() }),
);

/** An operation on organisations was recorded: the versions it ended and began, by id. */
export const organisationReorganised = eventType(
  'registry.organisation.reorganised',
  z.object({
    operation: z.enum(OrganisationOperation.options.map(({ shape }) => shape.operation.value)),
    effective: day,
    ended: z.array(z.uuid()),
    begun: z.array(z.uuid()),
  }),
);
