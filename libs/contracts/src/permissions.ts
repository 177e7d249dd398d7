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
export type Extent = 'everywhere' | 'areas' | 'own' | 'organisation';

/** Who may do something and how far. What is not written here is refused. */
export interface PermissionRule {
  roles: Partial<Record<Role, Extent>>;
  /** Everyone who has signed in may do it to what is their own, with or without a role. */
  signedIn?: true;
  /** API clients of other systems may be granted it (they then act everywhere). */
  clients?: true;
  /** Only with a second factor in this session. */
  secondFactor?: true;
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
  'area.read': { roles: everyone, clients: true },
  'area.import': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'organisation.read': { roles: everyone, clients: true },
  'organisation.import': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'person.read': {
    roles: { administrator: 'everywhere', registrar: 'everywhere', reviewer: 'areas', collaborator: 'own' },
  },
  'person.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'appointment.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'areas', collaborator: 'own' },
  },
  'appointment.write': { roles: { administrator: 'everywhere', registrar: 'everywhere' } },
  'code-list.read': { roles: everyone, clients: true },
  'reporting-period.read': { roles: everyone, clients: true },
  'reporting-period.manage': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'reporting-discipline.read': { roles: everyone },
  'opinion-report.file': { roles: { collaborator: 'own', editor: 'everywhere' } },
  'opinion-report.read': {
    roles: { collaborator: 'own', reviewer: 'areas', editor: 'everywhere', approver: 'everywhere' },
  },
  'opinion-report.review': { roles: { reviewer: 'areas', editor: 'everywhere' } },
  'expected-report.read': {
    roles: { collaborator: 'own', reviewer: 'areas', editor: 'everywhere', approver: 'everywhere' },
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
  'office.read': { roles: { ...office, administrator: 'everywhere' } },
  'office.write': { roles: { editor: 'everywhere', administrator: 'everywhere' } },
  'survey-plan.read': {
    roles: { ...office, administrator: 'everywhere', reviewer: 'everywhere' },
    clients: true,
  },
  'survey-plan.write': { roles: { editor: 'everywhere' } },
  'survey-plan.approve': { roles: { approver: 'everywhere' }, secondFactor: true },
  'course.read': { roles: everyone, clients: true },
  'course.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'class.read': { roles: everyone, clients: true },
  'class.write': { roles: { editor: 'everywhere', registrar: 'everywhere' } },
  'job.read': { roles: { ...office, administrator: 'everywhere' } },
  'job.retry': { roles: { administrator: 'everywhere' } },
  'dead-letter.manage': { roles: { administrator: 'everywhere' } },
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissions;

/** The rule of a permission, without the narrow literal types of the table. */
export const ruleOf = (permission: Permission): PermissionRule => permissions[permission];

/** A grant as a token carries it: nested-set ranges of area order numbers, and the organisation acted for. */
export const Grant = z.object({
  role: Role,
  ranges: z.array(z.tuple([z.int(), z.int()])),
  organisationId: z.uuid().nullable(),
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
});
export type AccessClaims = z.infer<typeof AccessClaims>;
