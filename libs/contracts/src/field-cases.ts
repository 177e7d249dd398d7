import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { OutcomeCounts, OutcomeRates } from './survey.js';
import { day, text } from './values.js';

/** What came of a contact, in AAPOR's classes. */
export const ContactOutcome = z.enum([
  'complete',
  'partial',
  'refusal',
  'break-off',
  'non-contact',
  'other-eligible',
  'unknown-household',
  'unknown-other',
  'not-eligible',
]);
export type ContactOutcome = z.infer<typeof ContactOutcome>;

/** How a case stands: what its contacts came to, or that there was none. */
export const CaseDisposition = z.enum(['not-attempted', ...ContactOutcome.options]);
export type CaseDisposition = z.infer<typeof CaseDisposition>;

/** What is owed before a case may be given up. */
export const OwedContact = z.enum(['more-attempts', 'evening', 'weekend']);
export type OwedContact = z.infer<typeof OwedContact>;

const attemptFields = {
  heldOn: day,
  partOfDay: z.enum(['morning', 'afternoon', 'evening']),
  mode: z.enum(['visit', 'phone', 'letter']),
  outcome: ContactOutcome,
  firm: z.boolean().default(false).describe('Of a refusal: nobody goes there again'),
};
export const ContactAttemptText = z.strictObject(attemptFields).meta({ id: 'ContactAttemptText' });
export type ContactAttemptText = z.infer<typeof ContactAttemptText>;
export const ContactAttempt = z.object({ id: z.uuid(), ...attemptFields }).meta({ id: 'ContactAttempt' });
export type ContactAttempt = z.infer<typeof ContactAttempt>;

/** A unit of the sample in the case book: where to go, and how it stands. What is answered there is not known here. */
export const FieldCase = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    sampleId: z.uuid(),
    unit: z.int().describe('Its number in the sample'),
    cell: z.int(),
    label: z.string().nullable().describe('Where to go; gone when fieldwork is closed'),
    disposition: CaseDisposition,
    /** Whether nobody goes there again. */
    settled: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'FieldCase' });
export type FieldCase = z.infer<typeof FieldCase>;
export const FieldCasePage = pageOf(FieldCase, 'FieldCasePage');
export const FieldCaseListQuery = listQuery({ planId: 'value', disposition: 'value', cell: 'value' });

export const FieldCaseHistory = FieldCase.extend({
  attempts: z.array(ContactAttempt),
  owed: z.array(OwedContact),
}).meta({ id: 'FieldCaseHistory' });
export type FieldCaseHistory = z.infer<typeof FieldCaseHistory>;

/** Only units that were drawn become cases: nothing takes the place of another. */
export const NewFieldCases = z
  .strictObject({
    sampleId: z.uuid(),
    cases: z
      .array(z.strictObject({ unit: z.int().min(1).max(1_000_000), label: text(300) }))
      .min(1)
      .max(1000),
  })
  .refine(({ cases }) => new Set(cases.map(({ unit }) => unit)).size === cases.length, {
    path: ['cases'],
    message: 'A unit is there twice',
  })
  .meta({ id: 'NewFieldCases' });
export type NewFieldCases = z.infer<typeof NewFieldCases>;
export const AddedFieldCases = z.object({ added: z.int() }).meta({ id: 'AddedFieldCases' });

/** How far fieldwork is. */
export const FieldProgress = z
  .object({
    probability: z.boolean(),
    cells: z.array(
      z.object({
        sampleId: z.uuid(),
        cell: z.int(),
        stratum: z.string().nullable(),
        cluster: z.string().nullable(),
        cases: z.int(),
        attempted: z.int(),
        settled: z.int(),
        counts: OutcomeCounts,
      }),
    ),
    counts: OutcomeCounts,
    /** Null for designs that are no probability designs: they have no response rate. */
    rates: OutcomeRates.nullable(),
  })
  .meta({ id: 'FieldProgress' });
export type FieldProgress = z.infer<typeof FieldProgress>;

export const FieldProgressQuery = z.strictObject({
  e: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Share of the unknown cases taken as eligible; left out: the share among the known ones'),
});
export type FieldProgressQuery = z.infer<typeof FieldProgressQuery>;
