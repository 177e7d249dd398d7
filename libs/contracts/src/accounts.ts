import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { type Permission, permissions, Role, ruleOf } from './permissions.js';
import { day, text, timestamp } from './values.js';

const username = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{2,63}$/,
    'A username has 3 to 64 small letters, digits, dots, dashes, underscores',
  );
const password = z.string().min(12, 'A password has at least 12 characters').max(200);
/** A password to compare with: any that might once have been set. */
const givenPassword = z.string().min(1).max(200);
const oneTimeCode = z.string().regex(/^\d{6}$/, 'A code has six digits');

/** Sign-in with a password, and with a second factor where one is set up. Keyboards that write a capital first do no harm. */
export const SignIn = z
  .strictObject({
    username: z.string().trim().toLowerCase().min(1).max(64),
    password: givenPassword,
    code: oneTimeCode.optional(),
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

export const TokenPair = z
  .object({
    tokenType: z.literal('Bearer'),
    accessToken: z.string(),
    /** Seconds. */
    expiresIn: z.int(),
    /** Works once; the answer to it carries the next. Absent for API clients. */
    refreshToken: z.string().optional(),
    secondFactor: z.boolean(),
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'TokenPair' });
export type TokenPair = z.infer<typeof TokenPair>;

export const RefreshSession = z
  .strictObject({ refreshToken: z.string().max(200) })
  .meta({ id: 'RefreshSession' });
export type RefreshSession = z.infer<typeof RefreshSession>;

export const ClientCredentials = z
  .strictObject({ clientId: z.uuid(), clientSecret: z.string().max(200) })
  .meta({ id: 'ClientCredentials' });
export type ClientCredentials = z.infer<typeof ClientCredentials>;

/** A public key that access tokens are checked with (RFC 8037). */
const VerificationKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
});
export type VerificationKey = z.infer<typeof VerificationKey>;
/** The keys in use, as a JSON Web Key Set (RFC 7517). */
export const VerificationKeys = z.object({ keys: z.array(VerificationKey) }).meta({ id: 'VerificationKeys' });
export type VerificationKeys = z.infer<typeof VerificationKeys>;

export const ChangePassword = z
  .strictObject({ current: givenPassword, next: password })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** Where to put the secret: an `otpauth://` address for an authenticator. Shown once. */
export const SecondFactorEnrolment = z
  .object({ uri: z.string(), secret: z.string() })
  .meta({ id: 'SecondFactorEnrolment' });
export type SecondFactorEnrolment = z.infer<typeof SecondFactorEnrolment>;
export const ConfirmSecondFactor = z.strictObject({ code: oneTimeCode }).meta({ id: 'ConfirmSecondFactor' });
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>;

const grantFields = {
  role: Role.exclude(['collaborator']),
  /** The unit a reviewer is limited to; null: the whole installation. */
  areaId: z.uuid().nullable(),
  /** The organisation a recipient acts for; null for everyone else. */
  organisationId: z.uuid().nullable(),
  from: day,
  /** Exclusive; null while open. */
  to: day.nullable(),
};
/** A dated role of an account. Collaborators have theirs from their appointment, never from a grant. */
export const AccountGrant = z.object({ id: z.uuid(), ...grantFields }).meta({ id: 'AccountGrant' });
export type AccountGrant = z.infer<typeof AccountGrant>;
export const NewAccountGrant = z
  .strictObject(grantFields)
  .refine(({ from, to }) => to === null || from < to, {
    path: ['to'],
    message: 'It must end after it begins',
  })
  .refine(({ role, areaId }) => areaId === null || role === 'reviewer', {
    path: ['areaId'],
    message: 'Only reviewers can be limited to an area; the other roles would act everywhere all the same',
  })
  .refine(({ role, organisationId }) => (organisationId !== null) === (role === 'recipient'), {
    path: ['organisationId'],
    message: 'Recipients act for an organisation, and only they',
  })
  .meta({ id: 'NewAccountGrant' });
export type NewAccountGrant = z.infer<typeof NewAccountGrant>;
export const EndAccountGrantQuery = z.strictObject({
  on: day.optional().describe('First day without the grant; today if left out'),
});
export type EndAccountGrantQuery = z.infer<typeof EndAccountGrantQuery>;

/** Who of an outside identity provider may sign in here: one identity, named by an administrator. */
export const OidcLink = z
  .object({
    /** `preferred_username` of the first sign-in; after that the subject alone counts. */
    username: z.string().nullable(),
    /** `sub` at the provider; null until the first sign-in when the link was made by username. */
    subject: z.string().nullable(),
  })
  .meta({ id: 'OidcLink' });
export type OidcLink = z.infer<typeof OidcLink>;
export const NewOidcLink = z
  .union([z.strictObject({ username: text(200) }), z.strictObject({ subject: z.string().min(1).max(255) })])
  .meta({ id: 'NewOidcLink' });
export type NewOidcLink = z.infer<typeof NewOidcLink>;
/** What a browser brings back from the provider. */
export const OidcCallbackQuery = z
  .object({
    state: z.string().max(500).optional(),
    code: z.string().max(4000).optional(),
    error: z.string().max(500).optional(),
  })
  .catchall(z.string().max(4000));
export type OidcCallbackQuery = z.infer<typeof OidcCallbackQuery>;

export const AccountState = z.enum(['active', 'disabled']);
export const Account = z
  .object({
    id: z.uuid(),
    username: z.string(),
    personId: z.uuid().nullable(),
    state: AccountState,
    /** Whether a second factor is set up. */
    secondFactor: z.boolean(),
    mustChangePassword: z.boolean(),
    /** Set while too many failed sign-ins keep the account closed. */
    lockedUntil: timestamp.nullable(),
    oidcLink: OidcLink.nullable(),
    grants: z.array(AccountGrant),
    version: z.int(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;
export const AccountPage = pageOf(Account, 'AccountPage');
export const AccountListQuery = listQuery({ username: 'value', personId: 'value', state: 'value' });

export const NewAccount = z
  .strictObject({
    username,
    personId: z.uuid().nullable(),
    /** Left out: one is made and shown once in the answer. */
    initialPassword: password.optional(),
    mustChangePassword: z.boolean().default(true),
    grants: z.array(NewAccountGrant).max(20).default([]),
  })
  .meta({ id: 'NewAccount' });
export type NewAccount = z.infer<typeof NewAccount>;
/** An account and its initial password: only when the password was made here, and only in this answer. */
export const CreatedAccount = Account.extend({ initialPassword: z.string().optional() }).meta({
  id: 'CreatedAccount',
});
export type CreatedAccount = z.infer<typeof CreatedAccount>;

/** What may be granted to other systems. */
const ClientPermission = z.enum(
  Object.keys(permissions).filter((name) => ruleOf(name as Permission).clients) as [
    Permission,
    ...Permission[],
  ],
);

/** Another system. */
export const ApiClient = z
  .object({
    id: z.uuid(),
    name: z.string(),
    permissions: z.array(z.string()),
    state: AccountState,
    /** Until when the secret before is accepted as well. */
    formerSecretUntil: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ApiClient' });
export type ApiClient = z.infer<typeof ApiClient>;
export const ApiClientPage = pageOf(ApiClient, 'ApiClientPage');
export const ApiClientListQuery = listQuery({ name: 'value', state: 'value' });
export const NewApiClient = z
  .strictObject({ name: text(100), permissions: z.array(ClientPermission).min(1).max(50) })
  .meta({ id: 'NewApiClient' });
export type NewApiClient = z.infer<typeof NewApiClient>;
/** What another system may do from now on, in place of what it might before. */
export const ClientPermissions = z
  .strictObject({ permissions: z.array(ClientPermission).min(1).max(50) })
  .meta({ id: 'ClientPermissions' });
export type ClientPermissions = z.infer<typeof ClientPermissions>;
/** A new secret for another system, and for how long the old one still serves while that system is switched over. */
export const RotateSecret = z
  .strictObject({
    /** 0: it is refused from now on; 720 hours (30 days) at most. */
    overlapHours: z.int().min(0).max(720),
  })
  .meta({ id: 'RotateSecret' });
export type RotateSecret = z.infer<typeof RotateSecret>;
/** The secret is shown once, in this answer. */
export const CreatedApiClient = ApiClient.extend({ secret: z.string() }).meta({ id: 'CreatedApiClient' });
export type CreatedApiClient = z.infer<typeof CreatedApiClient>;

/** A role that an account has on a day, and where it comes from. */
export const EffectiveGrant = z
  .object({
    role: Role,
    source: z.enum(['grant', 'appointment', 'substitution']),
    /** Of the grant, or of the appointment that is held or stood in for. */
    sourceId: z.uuid(),
    areaId: z.uuid().nullable(),
    organisationId: z.uuid().nullable(),
    /** The person in whose place a substitute acts. */
    actsFor: z.uuid().nullable(),
    from: day,
    to: day.nullable(),
  })
  .meta({ id: 'EffectiveGrant' });
export type EffectiveGrant = z.infer<typeof EffectiveGrant>;
export const EffectiveGrantList = z
  .object({ items: z.array(EffectiveGrant) })
  .meta({ id: 'EffectiveGrantList' });
export const AccessQuery = z.strictObject({ asOf: day.optional().describe('Today if left out') });
export type AccessQuery = z.infer<typeof AccessQuery>;

/** Who is signed in, and what they may do now: what the token says, and where it comes from today. */
export const Me = z
  .object({
    account: Account,
    roles: z.array(Role),
    grants: z.array(EffectiveGrant),
    secondFactor: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** Something was done to an account, or with it, that its owner must hear of. */
export const accountSecurityChanged = eventType(
  'registry.account.securityChanged',
  z.object({
    accountId: z.uuid(),
    change: z.enum(['password-changed', 'password-reset', 'second-factor-reset', 'locked']),
  }),
);

/** What another system may do was changed; administrators hear of it. */
export const clientPermissionsChanged = eventType(
  'registry.client.permissionsChanged',
  z.object({ clientId: z.uuid(), given: z.array(z.string()), taken: z.array(z.string()) }),
);
