import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { OutcomeCounts } from './survey.js';
import { code, day, text } from './values.js';

const fieldRulesFields = {
  courseCodes: z.array(code).max(20).describe('Courses of whose certificates an interviewer needs one'),
  caseload: z.int().min(1).max(1000).describe('How many cases one interviewer may have'),
};
/** What holds for the interviewers of a survey. Version 0: nobody has said anything, and no certificate counts. */
export const FieldRules = z
  .object({ planId: z.uuid(), ...fieldRulesFields, version: z.int() })
  .meta({ id: 'FieldRules' });
export type FieldRules = z.infer<typeof FieldRules>;
export const FieldRulesText = z.strictObject(fieldRulesFields).meta({ id: 'FieldRulesText' });
export type FieldRulesText = z.infer<typeof FieldRulesText>;

const exceptionFields = { personId: z.uuid(), from: day, to: day.describe('Inclusive'), reason: text(1000) };
/** Lets somebody interview for a survey without a valid certificate, for some days and for a reason. */
export const NewCertificateException = z
  .strictObject(exceptionFields)
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'It must not end before it starts' })
  .meta({ id: 'NewCertificateException' });
export type NewCertificateException = z.infer<typeof NewCertificateException>;
export const CertificateException = z
  .object({ id: z.uuid(), planId: z.uuid(), ...exceptionFields })
  .meta({ id: 'CertificateException' });
export type CertificateException = z.infer<typeof CertificateException>;

/** How somebody stands by their certificates on a day. */
export const Certification = z.enum(['valid', 'not-yet-valid', 'expired', 'revoked', 'none']);
export type Certification = z.infer<typeof Certification>;

/** Somebody who was given cases of a survey: what they have, and whether they may go on. Counts of cases only. */
export const FieldInterviewer = z
  .object({
    planId: z.uuid(),
    personId: z.uuid(),
    certification: Certification,
    /** The last day of what they may go by; null: none, or it has no end. */
    validTo: day.nullable(),
    /** Why they may without a certificate; null: they go by a certificate, or may not. */
    exception: z.string().nullable(),
    /** Whether they may be given cases and interview today. */
    mayInterview: z.boolean(),
    cases: z.int(),
    settled: z.int(),
    counts: OutcomeCounts,
  })
  .meta({ id: 'FieldInterviewer' });
export type FieldInterviewer = z.infer<typeof FieldInterviewer>;
export const FieldInterviewerPage = pageOf(FieldInterviewer, 'FieldInterviewerPage');
export const FieldInterviewerListQuery = listQuery({ personId: 'value' });

export const AssignmentEnd = z.enum(['reassigned', 'unavailable', 'not-certified', 'balance']);

/** Who is to go to a case, from when until when. Gone when fieldwork is closed, like the case. */
export const CaseAssignment = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    caseId: z.uuid(),
    personId: z.uuid(),
    assignedOn: day,
    /** Null: they still have it. */
    endedOn: day.nullable(),
    ending: AssignmentEnd.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CaseAssignment' });
export type CaseAssignment = z.infer<typeof CaseAssignment>;
export const CaseAssignmentPage = pageOf(CaseAssignment, 'CaseAssignmentPage');
export const CaseAssignmentListQuery = listQuery(
  { personId: 'value', caseId: 'value' },
  { open: z.literal('true').optional().describe('Only those that have not ended') },
);

export const NewAssignments = z
  .strictObject({
    personId: z.uuid(),
    caseIds: z.array(z.uuid()).min(1).max(500),
    reassign: z.boolean().default(false).describe('Whether cases that somebody else has go over'),
  })
  .refine(({ caseIds }) => new Set(caseIds).size === caseIds.length, {
    path: ['caseIds'],
    message: 'A case is there twice',
  })
  .meta({ id: 'NewAssignments' });
export type NewAssignments = z.infer<typeof NewAssignments>;
export const AddedAssignments = z
  .object({ assigned: z.int(), reassigned: z.int() })
  .meta({ id: 'AddedAssignments' });
export type AddedAssignments = z.infer<typeof AddedAssignments>;

export const WithdrawAssignment = z
  .strictObject({ ending: AssignmentEnd.exclude(['reassigned']) })
  .meta({ id: 'WithdrawAssignment' });
export type WithdrawAssignment = z.infer<typeof WithdrawAssignment>;
