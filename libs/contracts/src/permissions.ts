import { z } from 'zod';

/** Roles of people; which a person holds follows from dated grants. */
export const Role = z.enum([
  'administrator',
  'registrar',
  'collaborator',
  'reviewer',
  'editor',
  'approver',
  'recipient',
]);
export type Role = z.infer<typeof Role>;

/**
 * How far a role carries: everywhere; within the areas of the grant; only what is the caller's own;
 * or what is addressed to the organisation of the grant.
 */
export const Extent = z.enum(['everywhere', 'areas', 'own', 'organisation']);
export type Extent = z.infer<typeof Extent>;

/** Who may do something and how far. What is not written here is refused. */
export interface PermissionRule {
  roles: Partial<Record<Role, Extent>>;
  /** Everyone who has signed in may do it to what is their own, with or without a role. */
  signedIn?: true;
  /** API clients of other systems may be granted it (they then act everywhere). */
  clients?: true;
  /** Only with a second factor in this session. */
  secondFactor?: true;
  /** Where it reaches what is one's own: a substitute may do it in the holder's place. */
  substitutes?: true;
}

const office = { registrar: 'everywhere', editor: 'everywhere', approver: 'everywhere' } as const;
const everyone = {
  ...office,
  administrator: 'everywhere',
  collaborator: 'everywhere',
  reviewer: 'everywhere',
  recipient: 'everywhere',
} as const;

/** The one table of permissions: `<noun>.<verb>` → rule. Routes name a line of it. */
export const permissions = {
  'account.read-own': { roles: {}, signedIn: true },
  'account.manage': { roles: { administrator: 'everywhere' } },
  'client.manage': { roles: { administrator: 'everywhere' }, secondFactor: true },
  'notification.read-own': { roles: {}, signedIn: true },
  'mail-failure.manage': { roles: { administrator: 'everywhere' } },
  'webhook.manage': { roles: { administrator: 'everywhere' }, secondFactor: true },
  'event.read': { roles: { administrator: 'everywhere' }, clients: true },
  'area.read': { roles: everyone, clients: true },
  'area.import': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'area.reorganise': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'organisation.read': { roles: everyone, clients: true },
  'organisation.import': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'organisation.reorganise': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person.read': {
    roles: { administrator: 'everywhere', registrar: 'everywhere', reviewer: 'areas', collaborator: 'own' },
  },
  'person.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person.merge': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person-contact.read': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person-contact.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person-record.read': {
    roles: { administrator: 'everywhere', registrar: 'everywhere', reviewer: 'areas', collaborator: 'own' },
  },
  'commendation.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'own-record.read': { roles: {}, signedIn: true },
  'own-contact.correct': { roles: {}, signedIn: true },
  'personal-data-register.read': { roles: {}, signedIn: true },
  'personal-data.export': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'erasure.manage': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'retention.read': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'retention.manage': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'appointment.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'areas', collaborator: 'own' },
  },
  'appointment.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'base-salary.read': { roles: everyone, clients: true },
  'base-salary.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'contract-template.read': { roles: { ...office, administrator: 'everywhere' } },
  'contract-template.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'contract.read': {
    roles: {
      administrator: 'everywhere',
      registrar: 'everywhere',
      approver: 'everywhere',
      collaborator: 'own',
    },
  },
  'contract.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'contract-signing.read': {
    roles: { administrator: 'everywhere', registrar: 'everywhere', approver: 'everywhere' },
  },
  'allowance.read': {
    roles: {
      administrator: 'everywhere',
      registrar: 'everywhere',
      approver: 'everywhere',
      collaborator: 'own',
    },
  },
  'allowance-sheet.read': {
    roles: { administrator: 'everywhere', registrar: 'everywhere', approver: 'everywhere' },
  },
  'allowance-sheet.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'allowance-sheet.approve': { roles: { approver: 'everywhere' }, secondFactor: true },
  // Regulations are for everyone with an account; to acknowledge one is done for oneself.
  'regulation.read': { roles: {}, signedIn: true },
  'regulation.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'regulation.track': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'reminder-settings.read': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'reminder-settings.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'roster-renewal.read': { roles: { ...office, administrator: 'everywhere' } },
  'roster-renewal.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'role.read': { roles: everyone, clients: true },
  'code-list.read': { roles: everyone, clients: true },
  'code-list.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'reporting-period.read': { roles: everyone, clients: true },
  'reporting-period.manage': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'reporting-calendar.read': { roles: everyone },
  'reporting-calendar.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'reporting-discipline.read': { roles: everyone },
  'thematic-request.read': { roles: { ...office, collaborator: 'everywhere', reviewer: 'everywhere' } },
  'thematic-request.open': { roles: { editor: 'everywhere' } },
  'guidance.read': { roles: { ...office, collaborator: 'everywhere', reviewer: 'everywhere' } },
  'opinion-report.file': { roles: { collaborator: 'own', editor: 'everywhere' }, substitutes: true },
  'opinion-report.read': {
    roles: { collaborator: 'own', reviewer: 'areas', editor: 'everywhere', approver: 'everywhere' },
    substitutes: true,
  },
  'opinion-report.review': { roles: { reviewer: 'areas', editor: 'everywhere' } },
  'opinion-report.reopen': { roles: { editor: 'everywhere' } },
  'opinion-report.blank': { roles: { editor: 'everywhere' } },
  // Views are questions: what they find depends on who asks.
  'saved-view.manage-own': { roles: {}, signedIn: true },
  'opinion-stream.read': {
    roles: { reviewer: 'areas', editor: 'everywhere', approver: 'everywhere' },
  },
  'opinion-stream.write': { roles: { reviewer: 'areas', editor: 'everywhere' } },
  'review-settings.read': { roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' } },
  'review-settings.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'report-reminder.read': { roles: { collaborator: 'own' }, substitutes: true },
  'report-reminder-settings.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
  },
  'report-reminder-settings.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'expected-report.read': {
    roles: { collaborator: 'own', reviewer: 'areas', editor: 'everywhere', approver: 'everywhere' },
    substitutes: true,
  },
  'aggregate-report.read': {
    roles: {
      editor: 'everywhere',
      approver: 'everywhere',
      reviewer: 'everywhere',
      recipient: 'organisation',
    },
    clients: true,
  },
  'aggregate-report.edit': { roles: { editor: 'everywhere' } },
  'aggregate-report.comment': {
    roles: { editor: 'everywhere', approver: 'everywhere', reviewer: 'everywhere' },
  },
  'aggregate-report.approve': { roles: { approver: 'everywhere' }, secondFactor: true },
  'aggregate-report.issue': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'aggregate-report.acknowledge': { roles: { recipient: 'organisation' } },
  // Each sees what concerns them: recipients what was sent to them, collaborators what came from their own reports.
  'recommendation.read': {
    roles: {
      editor: 'everywhere',
      approver: 'everywhere',
      reviewer: 'everywhere',
      recipient: 'organisation',
      collaborator: 'own',
    },
  },
  'recommendation-agenda.read': { roles: { ...office, reviewer: 'everywhere' } },
  'recommendation.write': { roles: { editor: 'everywhere' } },
  'recommendation.forward': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'recommendation.answer': { roles: { editor: 'everywhere', recipient: 'organisation' } },
  'explanation.read': { roles: everyone },
  'explanation.publish': { roles: { editor: 'everywhere' } },
  'inspection.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'areas' },
  },
  'inspection.write': { roles: { editor: 'everywhere' } },
  'inspection.answer': { roles: { reviewer: 'areas', editor: 'everywhere' } },
  'office.read': { roles: { ...office, administrator: 'everywhere' } },
  'office.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'survey-plan.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
    clients: true,
  },
  'survey-plan.write': { roles: { editor: 'everywhere' } },
  'questionnaire.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
    clients: true,
  },
  'questionnaire.write': { roles: { editor: 'everywhere' } },
  'sampling-frame.read': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'sampling-frame.write': { roles: { editor: 'everywhere' } },
  'sample.read': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'sample.draw': { roles: { editor: 'everywhere' } },
  // Interviewers need no role to see and do what they were given, and how they stand.
  'field-case.read': { roles: { editor: 'everywhere' }, signedIn: true },
  'field-case.write': { roles: { editor: 'everywhere' } },
  'field-case.attempt': { roles: { editor: 'everywhere' }, signedIn: true },
  'interview.send': { roles: { editor: 'everywhere' }, signedIn: true },
  'case-assignment.read': { roles: { editor: 'everywhere', approver: 'everywhere' }, signedIn: true },
  'case-assignment.write': { roles: { editor: 'everywhere' } },
  'field-interviewer.read': { roles: { editor: 'everywhere', approver: 'everywhere' }, signedIn: true },
  'field-rules.read': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'field-rules.write': { roles: { editor: 'everywhere' } },
  'certificate-exception.grant': { roles: { approver: 'everywhere' } },
  'field-progress.read': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'back-check.read': { roles: { editor: 'everywhere', approver: 'everywhere' }, signedIn: true },
  'back-check.write': { roles: { editor: 'everywhere' } },
  'quality-flag.read': { roles: { editor: 'everywhere', approver: 'everywhere' }, signedIn: true },
  'quality-flag.write': { roles: { editor: 'everywhere' } },
  'invitation.draw': { roles: { editor: 'everywhere' } },
  'survey-analysis.read': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'survey-analysis.write': { roles: { editor: 'everywhere' } },
  'survey-release.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
    clients: true,
  },
  'survey-release.write': { roles: { editor: 'everywhere' } },
  'survey-release.approve': { roles: { approver: 'everywhere' }, secondFactor: true },
  'survey-release.publish': { roles: { editor: 'everywhere', approver: 'everywhere' } },
  'survey-plan.approve': { roles: { approver: 'everywhere' }, secondFactor: true },
  'course.read': { roles: everyone, clients: true },
  'course.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'class.read': { roles: everyone, clients: true },
  'class.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'coverage.read': { roles: { ...office, administrator: 'everywhere', reviewer: 'areas' } },
  // Interviewers, supervisors and speakers need no role to see what is held of their own training.
  'class-participant.read': { roles: { ...office, administrator: 'everywhere' }, signedIn: true },
  'class-participant.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  // Each answers for themselves.
  'class-invitation.answer': { roles: {}, signedIn: true },
  // The office, and those who were invited.
  'class-guidance.read': { roles: { ...office, administrator: 'everywhere' }, signedIn: true },
  'question-bank.read': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'question-bank.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'assessment.read': { roles: {}, signedIn: true },
  'assessment.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'assessment.take': { roles: {}, signedIn: true },
  // Whoever teaches a class also reads and marks the attempts in it.
  'attempt.read': { roles: { editor: 'everywhere', registrar: 'everywhere' }, signedIn: true },
  'attempt.mark': { roles: { editor: 'everywhere', registrar: 'everywhere' }, signedIn: true },
  'material.read': { roles: {}, signedIn: true },
  'material.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'material-opening.read': { roles: { ...office, administrator: 'everywhere' } },
  'class-evaluation.give': { roles: {}, signedIn: true },
  'class-evaluation.read': { roles: office },
  'class-cost.read': { roles: { ...office, administrator: 'everywhere' } },
  'class-cost.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'certificate.read': { roles: { ...office, administrator: 'everywhere' }, signedIn: true },
  'conference.read': { roles: everyone, clients: true },
  'conference.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'conference-participant.read': { roles: { ...office, administrator: 'everywhere', collaborator: 'own' } },
  'conference-participant.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'conference-entry.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
  },
  'conference-entry.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'action-item.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere', collaborator: 'own' },
  },
  'action-item.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'own-calendar.manage': { roles: {}, signedIn: true },
  'unit-calendar.manage': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'certificate.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'job.read': { roles: { ...office, administrator: 'everywhere' } },
  'job.retry': { roles: { administrator: 'everywhere' } },
  'audit.read': { roles: { administrator: 'everywhere' } },
  'audit.checkpoint': { roles: { administrator: 'everywhere' } },
  'dead-letter.manage': { roles: { administrator: 'everywhere' } },
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissions;
export const Permission = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);

/** The rule of a permission, without the narrow literal types of the table. */
export const ruleOf = (permission: Permission): PermissionRule => permissions[permission];

/** A grant as a token carries it: nested-set ranges of area order numbers, and the organisation acted for. */
export const Grant = z.object({
  role: Role,
  ranges: z.array(z.tuple([z.int(), z.int()])),
  organisationId: z.uuid().nullable(),
  /** The person in whose place a substitute acts; absent where people act for themselves. */
  actsFor: z.uuid().optional(),
});
export type Grant = z.infer<typeof Grant>;

/** Claims of an access token, beside the registered ones. */
export const AccessClaims = z.object({
  sub: z.string(),
  kind: z.enum(['account', 'client']),
  sid: z.string(),
  personId: z.uuid().nullable(),
  grants: z.array(Grant),
  /** Permissions of an API client; empty for people. */
  permissions: z.array(z.string()),
  secondFactor: z.boolean(),
  /** Revision of the access it was made with; one that is lower than what was revoked since is refused. */
  revision: z.int().optional(),
});
export type AccessClaims = z.infer<typeof AccessClaims>;
