import { z } from 'zod';
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

const organisationFields = {
  code,
  name: text(300),
  kind: OrganisationKind,
  level: OrganisationLevel,
  validFrom: day,
  validTo: day.nullable(),
};

/** One version of a body of the dated tree of organisations. */
export const Organisation = z
  .object({ id: z.uuid(), ...organisationFields, parentId: z.uuid().nullable(), areaId: z.uuid().nullable() })
  .meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof Organisation>;
export const OrganisationPage = pageOf(Organisation, 'OrganisationPage');

export const OrganisationListQuery = listQuery(
  { code: 'value', kind: 'value', level: 'value', parentId: 'value', areaId: 'value' },
  { asOf: day.optional(), search: z.string().max(100).optional() },
);

export const OrganisationRow = z
  .strictObject({ ...organisationFields, parentCode: code.nullable(), areaCode: code.nullable() })
  .meta({ id: 'OrganisationRow' });
export type OrganisationRow = z.infer<typeof OrganisationRow>;

export const OrganisationImport = z
  .strictObject({
    dryRun: z.boolean().default(false),
    organisations: z.array(OrganisationRow).min(1).max(50_000),
  })
  .meta({ id: 'OrganisationImport' });
export type OrganisationImport = z.infer<typeof OrganisationImport>;

/** A version of an organisation was recorded. */
export const organisationRecorded = eventType(
  'registry.organisation.recorded',
  z.object({
    ...organisationFields,
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    areaId: z.uuid().nullable(),
  }),
);
