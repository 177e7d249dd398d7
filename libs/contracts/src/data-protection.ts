import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { Person } from './people.js';
import { day, text, timestamp } from './values.js';

/** What a dated rule says how long to keep. */
export const RetentionCategory = z.enum(['contact', 'identity']);
export type RetentionCategory = z.infer<typeof RetentionCategory>;

/** A column that holds something of a person: what for, by what right, how long. */
export const PersonalDataUse = z
  .object({
    service: z.string(),
    table: z.string(),
    column: z.string(),
    purpose: z.string(),
    legalBasis: z.string(),
    retention: z.string(),
    /** The dated rule that says how long, where one does. */
    retentionCategory: RetentionCategory.nullable(),
    /** What becomes of it when the person is erased. */
    onErasure: z.enum(['kept', 'overwritten', 'deleted']),
  })
  .meta({ id: 'PersonalDataUse' });
export type PersonalDataUse = z.infer<typeof PersonalDataUse>;
export const PersonalDataRegister = z
  .object({ items: z.array(PersonalDataUse) })
  .meta({ id: 'PersonalDataRegister' });

/** Everything the registry holds of a person, table by table, and what other services hold under the person's id. */
export const PersonalData = z
  .object({
    person: Person,
    exportedAt: timestamp,
    tables: z.array(z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })),
    /** Passwords, secrets and fingerprints are held but not told. */
    withheld: z.array(z.string()),
    elsewhere: z.array(PersonalDataUse),
  })
  .meta({ id: 'PersonalData' });
export type PersonalData = z.infer<typeof PersonalData>;

export const ErasureReason = z.enum(['asked-by-person', 'purpose-fulfilled', 'recorded-by-mistake']);
export const ErasureState = z.enum(['requested', 'carried-out', 'withdrawn']);

const erasureFields = {
  personId: z.uuid(),
  reason: ErasureReason,
  decisionNumber: text(60),
  decisionDate: day,
};

/** A decision to make a person a former collaborator of whom only ids and dates remain. */
export const Erasure = z
  .object({
    id: z.uuid(),
    ...erasureFields,
    state: ErasureState,
    /** Account ids. */
    requestedBy: z.string(),
    requestedAt: timestamp,
    closedBy: z.string().nullable(),
    closedAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;
export const ErasurePage = pageOf(Erasure, 'ErasurePage');
export const ErasureListQuery = listQuery({ personId: 'value', state: 'value' });
export const NewErasure = z.strictObject(erasureFields).meta({ id: 'NewErasure' });
export type NewErasure = z.infer<typeof NewErasure>;

const months = z.int().min(0).max(1200);
const retentionFields = {
  category: RetentionCategory,
  /** First day it holds. */
  from: day,
  /** After the last appointment or grant has ended: not erased before, */
  atLeastMonths: months,
  /** and not kept longer. */
  atMostMonths: months,
  /** The regulation or decision it comes from. */
  legalBasis: text(500),
};

/** How long something is kept after a person has left, from a day on. */
export const RetentionRule = z.object(retentionFields).meta({ id: 'RetentionRule' });
export type RetentionRule = z.infer<typeof RetentionRule>;
export const RetentionRuleList = z
  .object({ items: z.array(RetentionRule) })
  .meta({ id: 'RetentionRuleList' });
export const NewRetentionRule = z
  .strictObject(retentionFields)
  .refine(({ atLeastMonths, atMostMonths }) => atLeastMonths <= atMostMonths, {
    path: ['atMostMonths'],
    message: 'It must not be shorter than what must be kept',
  })
  .meta({ id: 'NewRetentionRule' });
export type NewRetentionRule = z.infer<typeof NewRetentionRule>;

/** Something that is past its retention today. */
export const RetentionDue = z
  .object({
    personId: z.uuid(),
    category: RetentionCategory,
    /** When the last appointment or grant ended. */
    endedOn: day,
    dueOn: day,
  })
  .meta({ id: 'RetentionDue' });
export type RetentionDue = z.infer<typeof RetentionDue>;
export const RetentionDuePage = pageOf(RetentionDue, 'RetentionDuePage');
export const RetentionDueListQuery = listQuery({ category: 'value', personId: 'value' });

export const RetentionRun = z.object({ jobId: z.uuid() }).meta({ id: 'RetentionRun' });

/** Removes what is past its retention. */
export const retentionApply = queueType({
  name: 'registry.retention-apply',
  data: z.object({}),
  attempts: 5,
  backoffMs: 1_000,
  concurrency: 1,
});

/** A person was erased: whoever keeps more than ids and facts of them drops it. */
export const personErased = eventType('registry.person.erased', z.object({ id: z.uuid(), erasedOn: day }));
