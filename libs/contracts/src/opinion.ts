import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel } from './people.js';
import { code, day, text, timestamp } from './values.js';

export const Tendency = z.enum(['approve', 'oppose', 'undecided']);
export const Prevalence = z.enum(['overwhelming', 'majority', 'many', 'some']);
export const Intensity = z.enum(['low', 'medium', 'high']);
export const Trend = z.enum(['new', 'rising', 'stable', 'falling']);

/** What a statement of prevalence rests on: numbers of conversations, meetings and places. */
export const Basis = z
  .strictObject({
    conversations: z.int().min(0).max(100_000),
    meetings: z.int().min(0).max(10_000),
    places: z.int().min(0).max(10_000),
  })
  .meta({ id: 'Basis' });

export const itemFields = {
  topic: code,
  /** Where it was heard. */
  areaId: z.uuid(),
  /** Among whom it was heard. */
  strata: z.array(code).min(1).max(11),
  tendency: Tendency,
  prevalence: Prevalence,
  basis: Basis,
  intensity: Intensity,
  trend: Trend,
  rumour: z.boolean(),
  /** What is said, in short; no names of people, no numbers that lead to a person. */
  summary: text(2000),
  /** What people ask for. */
  proposals: z.array(text(1000)).max(10),
  /** The collaborator's own view. */
  assessment: text(2000).nullable(),
  proposedSolution: text(2000).nullable(),
};

export const ItemState = z.enum(['pending', 'accepted', 'returned']);

/** One opinion stream as one collaborator heard it in one period. */
export const OpinionItem = z
  .object({
    id: z.uuid(),
    ...itemFields,
    state: ItemState,
    returnReason: z.string().nullable(),
    /** Counts its versions from 1. */
    revision: z.int(),
    /** The highest level of review that has let this version pass; null while none has. */
    passedLevel: AppointmentLevel.nullable(),
    /** Why it was opened again or corrected after it had been accepted. */
    changeReason: z.string().nullable(),
  })
  .meta({ id: 'OpinionItem' });
export type OpinionItem = z.infer<typeof OpinionItem>;

export const NewOpinionItem = z.strictObject(itemFields).meta({ id: 'NewOpinionItem' });
export type NewOpinionItem = z.infer<typeof NewOpinionItem>;

export const ReportKind = z.enum(['periodic', 'ad-hoc', 'thematic']);
export const Channel = z.enum(['web', 'upload', 'phone', 'meeting']);
export const ReportState = z.enum(['draft', 'submitted', 'received', 'accepted', 'returned', 'included']);

export const NewOpinionReport = z
  .strictObject({
    periodId: z.uuid(),
    /** Whose report it is; left out: the caller's own appointment. Staff name it when they enter one for another. */
    appointmentId: z.uuid().optional(),
    kind: ReportKind.default('periodic'),
    channel: Channel.default('web'),
    /** The day it reached the office on paper, by phone or at a meeting; only with such a channel. */
    receivedOn: day.optional(),
    /** Submit at once; otherwise it stays a draft. */
    submit: z.boolean().default(true),
    items: z.array(NewOpinionItem).min(1).max(100),
  })
  .refine((report) => report.receivedOn === undefined || report.channel !== 'web', {
    path: ['receivedOn'],
    message: 'A report filed on the web is received when it is filed',
  })
  .meta({ id: 'NewOpinionReport' });
export type NewOpinionReport = z.infer<typeof NewOpinionReport>;

const reportFields = {
  id: z.uuid(),
  periodId: z.uuid(),
  appointmentId: z.uuid(),
  kind: ReportKind,
  channel: Channel,
  state: ReportState,
  /** When it counts as filed; null while a draft. */
  filedAt: timestamp.nullable(),
  onTime: z.boolean().nullable(),
  /** Until when returned items are to be revised. */
  reviseBy: day.nullable(),
  /** Of an ad-hoc report: when somebody whose duty it is first read it. */
  firstReadAt: timestamp.nullable(),
  itemCount: z.int(),
  version: z.int(),
};

/** A report without its items, as lists show it. */
export const OpinionReportHead = z.object(reportFields).meta({ id: 'OpinionReportHead' });
export type OpinionReportHead = z.infer<typeof OpinionReportHead>;
export const OpinionReportPage = pageOf(OpinionReportHead, 'OpinionReportPage');

export const OpinionReport = z
  .object({ ...reportFields, items: z.array(OpinionItem) })
  .meta({ id: 'OpinionReport' });
export type OpinionReport = z.infer<typeof OpinionReport>;

export const OpinionReportListQuery = listQuery(
  { periodId: 'value', state: 'value', kind: 'value', channel: 'value', appointmentId: 'value' },
  { awaits: z.literal('me').optional().describe('Only what waits for review at the caller’s own level') },
);

/** Items that their author is to revise, each with the reason, and until when. */
export const itemsToRevise = {
  reviseBy: day,
  items: z
    .array(z.strictObject({ itemId: z.uuid(), reason: text(1000) }))
    .min(1)
    .max(100),
};

/** Returns items with a reason each; the rest passes. */
export const ReturnReport = z.strictObject(itemsToRevise).meta({ id: 'ReturnReport' });
export type ReturnReport = z.infer<typeof ReturnReport>;

/** A report changed its state. Facts only: no opinion text. */
export const opinionReportChanged = eventType(
  'reporting.opinionReport.changed',
  z.object({
    id: z.uuid(),
    periodId: z.uuid(),
    appointmentId: z.uuid(),
    /** Null where it is not said. */
    kind: ReportKind.nullable().default(null),
    state: ReportState,
    /** The state before this change; null where it is new, or not said. */
    before: ReportState.nullable().default(null),
    onTime: z.boolean().nullable(),
  }),
);
