import { z } from 'zod';
import { eventType } from './event.js';
import { ListParameters, listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { day, text } from './values.js';

export const RegulationKind = z.enum(['regulation', 'guidance', 'plan', 'directive', 'decision']);

/** Who must read a version: those appointed who fit all of it. An empty list fits everyone. */
export const Audience = z
  .strictObject({
    roles: z.array(AppointmentRole).max(4),
    levels: z.array(AppointmentLevel).max(3),
    /** An organisation and all below it; null for every one. */
    organisationId: z.uuid().nullable(),
  })
  .meta({ id: 'RegulationAudience' });
export type Audience = z.infer<typeof Audience>;

/** A PDF or DOCX by its content. */
export const RegulationFile = z
  .object({ sha256: z.string(), mediaType: z.string(), size: z.int() })
  .meta({ id: 'RegulationFile' });
export type RegulationFile = z.infer<typeof RegulationFile>;

const versionFields = {
  inForceFrom: day,
  /** The file, sent before: its SHA-256 in hexadecimal. */
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits'),
  /** What is new against the version before. */
  changes: text(2000).nullable(),
  /** Null: nobody has to read it. */
  audience: Audience.nullable(),
  /** Days that a reader has, from its first day or from the reader's appointment. */
  readWithinDays: z.int().min(0).max(365),
};

export const RegulationVersion = z
  .object({
    id: z.uuid(),
    number: z.int(),
    ...versionFields,
    /** Exclusive; null while open. */
    inForceTo: day.nullable(),
    mediaType: z.string(),
    size: z.int(),
  })
  .meta({ id: 'RegulationVersion' });
export type RegulationVersion = z.infer<typeof RegulationVersion>;

const headFields = {
  kind: RegulationKind,
  /** Number and symbol, e.g. 12-QC/BTGDVTU. */
  symbol: text(60),
  title: text(500),
  issuer: text(300),
  issuedOn: day,
};

const regulationHead = {
  id: z.uuid(),
  ...headFields,
  /** As a legal basis names it. */
  citation: z.string(),
  repealedOn: day.nullable(),
  replacedById: z.uuid().nullable(),
  version: z.int(),
};
export const RegulationHead = z.object(regulationHead).meta({ id: 'RegulationHead' });
export type RegulationHead = z.infer<typeof RegulationHead>;
export const RegulationPage = pageOf(RegulationHead, 'RegulationPage');
export const Regulation = z
  .object({ ...regulationHead, versions: z.array(RegulationVersion) })
  .meta({ id: 'Regulation' });
export type Regulation = z.infer<typeof Regulation>;

export const RegulationListQuery = listQuery(
  { kind: 'value', symbol: 'value', issuedOn: 'range', replacedById: 'value' },
  {
    asOf: day.optional().describe('Only those in force on this day'),
    search: z.string().max(100).optional(),
  },
);

export const RegulationCitingQuery = ListParameters;

const newVersion = { ...versionFields, changes: versionFields.changes.default(null) };
export const NewRegulationVersion = z.strictObject(newVersion).meta({ id: 'NewRegulationVersion' });
export type NewRegulationVersion = z.infer<typeof NewRegulationVersion>;
export const NewRegulation = z.strictObject({ ...headFields, ...newVersion }).meta({ id: 'NewRegulation' });
export type NewRegulation = z.infer<typeof NewRegulation>;

export const RepealRegulation = z
  .strictObject({
    /** The day from which it is no longer in force. */
    on: day,
    replacedById: z.uuid().nullable(),
  })
  .meta({ id: 'RepealRegulation' });
export type RepealRegulation = z.infer<typeof RepealRegulation>;

/** Somebody who must read a version, and whether they have said that they did. */
export const RegulationReader = z
  .object({ personId: z.uuid(), dueOn: day, acknowledgedOn: day.nullable() })
  .meta({ id: 'RegulationReader' });
export type RegulationReader = z.infer<typeof RegulationReader>;

/** The readers of a version on a day, who is due first before the rest; the counts are of all of them. */
export const RegulationReaderList = z
  .object({ readers: z.int(), acknowledged: z.int(), items: z.array(RegulationReader) })
  .meta({ id: 'RegulationReaderList' });
export type RegulationReaderList = z.infer<typeof RegulationReaderList>;
export const RegulationReaderQuery = z.strictObject({
  acknowledged: z.enum(['true', 'false']).optional().describe('`false`: only who has not read it yet'),
  asOf: day.optional().describe('The readers of this day; today if left out'),
});
export type RegulationReaderQuery = z.infer<typeof RegulationReaderQuery>;

/** What the person who asks must read, what is due first before the rest. */
export const ReadingList = z
  .object({
    items: z.array(
      z.object({
        regulation: RegulationHead,
        version: RegulationVersion,
        dueOn: day,
        acknowledgedOn: day.nullable(),
      }),
    ),
  })
  .meta({ id: 'ReadingList' });
export type ReadingList = z.infer<typeof ReadingList>;

export const Acknowledgement = z
  .object({ versionId: z.uuid(), personId: z.uuid(), acknowledgedOn: day })
  .meta({ id: 'RegulationAcknowledgement' });
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** A version of a regulation has been published, or its days changed. */
export const regulationRecorded = eventType(
  'registry.regulation.recorded',
  z.object({ id: z.uuid(), kind: RegulationKind, versions: z.int(), repealedOn: day.nullable() }),
);

/** Somebody must read a version within `daysLeft` days; below zero it is overdue. */
export const regulationReadingDue = eventType(
  'registry.regulation.readingDue',
  z.object({
    regulationId: z.uuid(),
    versionId: z.uuid(),
    personId: z.uuid(),
    dueOn: day,
    daysLeft: z.int(),
  }),
);
