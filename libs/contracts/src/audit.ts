import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { timestamp } from './values.js';

/** Who did or read what, and when, as a service recorded it: ids and facts, no opinion text. */
export const AuditEntry = z
  .object({
    seq: z.int(),
    at: timestamp,
    actor: z
      .string()
      .describe('Account, API client, `event:<id>`, `job:<id>`, `schedule:<name>` or `system`'),
    action: z.string().describe('`<noun>.<verb>`'),
    entity: z.string().describe('`<noun>:<id>`, or `<noun>:*` for a list'),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    position: z.int().nullable().describe('Its place in the chain; null until it is sealed, a second later'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditEntryPage = pageOf(AuditEntry, 'AuditEntryPage');

export const AuditEntryListQuery = listQuery({
  entity: 'value',
  actor: 'value',
  action: 'value',
  at: 'range',
});

const chainHash = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('SHA-256 over everything up to this position');

/** How far a chain goes. `position` counts from 1, so it is also the number of entries sealed. */
const chainHead = { position: z.int().nonnegative(), hash: chainHash };

/** The end of a service's chain, and what is not in it yet. */
export const AuditHead = z
  .object({
    ...chainHead,
    waiting: z.int().describe('Entries that are not sealed yet'),
    oldestSeconds: z.number().describe('Age of the oldest of them'),
  })
  .meta({ id: 'AuditHead' });
export type AuditHead = z.infer<typeof AuditHead>;

/** What a checkpoint says under its signature. */
export const CheckpointClaims = z.object({ service: z.string(), ...chainHead, signedAt: timestamp });
export type CheckpointClaims = z.infer<typeof CheckpointClaims>;

/** The head of a chain, signed: kept elsewhere it shows whether the chain was cut or rewritten since. */
export const AuditCheckpoint = CheckpointClaims.extend({
  id: z.uuid(),
  jws: z.string().describe('The same as a compact JWS: keep this'),
}).meta({ id: 'AuditCheckpoint' });
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;
export const AuditCheckpointPage = pageOf(AuditCheckpoint, 'AuditCheckpointPage');

export const AuditCheckpointListQuery = listQuery({ service: 'value', signedAt: 'range' });

/** A service tells the head of its chain, to have it signed. */
export const auditSealed = (service: string) => eventType(`${service}.audit.sealed`, z.object(chainHead));

/** What can be wrong with an audit log. `cut` and `rewritten` are only found with a checkpoint. */
export const AuditWrong = z.enum(['changed', 'missing', 'inserted', 'reordered', 'cut', 'rewritten']);

/** Something wrong, the first position at which it shows, and a sentence about it. */
export const AuditFinding = z
  .object({ wrong: AuditWrong, position: z.int(), text: z.string() })
  .meta({ id: 'AuditFinding' });

/** What was found in the audit log of one service. */
const chainVerdict = {
  entries: z.int(),
  sealed: z.int(),
  waiting: z.int().describe('Entries after the end of the chain'),
  oldestSeconds: z.number().describe('Age of the oldest of them'),
  head: z.object(chainHead),
  checkpoints: z.int().describe('How many it was compared with'),
  findings: z.array(AuditFinding).describe('By position; empty when all is well'),
  notices: z.array(z.string()).describe('What may have an honest reason'),
};

export const AuditChainVerdict = z
  .object({ service: z.string(), ...chainVerdict })
  .meta({ id: 'AuditChainVerdict' });
export type AuditChainVerdict = z.infer<typeof AuditChainVerdict>;

/** The audit logs of all services, compared with their chains and with the signed checkpoints. */
export const AuditVerification = z
  .object({
    id: z.uuid(),
    askedAt: timestamp,
    /** Null while it goes on. */
    finishedAt: timestamp.nullable(),
    /** Whether every service has answered and nothing is wrong; null while it goes on. */
    whole: z.boolean().nullable(),
    /** Services whose answer did not come in time. */
    unanswered: z.array(z.string()),
    /** Checkpoints that are stored here and that this installation has not signed. */
    forged: z.array(z.string()),
    chains: z.array(AuditChainVerdict),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof AuditVerification>;
export const AuditVerificationPage = pageOf(AuditVerification, 'AuditVerificationPage');
export const AuditVerificationListQuery = listQuery({ whole: 'value', askedAt: 'range' });

/** Its job; the verification has the same id. */
export const AuditVerificationRun = z.object({ jobId: z.uuid() }).meta({ id: 'AuditVerificationRun' });

/** Verifies the audit logs of all services. */
export const auditVerify = queueType({
  name: 'registry.audit-verify',
  data: z.strictObject({
    /** How long the services have for their answers. */
    patienceSeconds: z.int().min(1).default(900),
  }),
  attempts: 3,
  backoffMs: 30_000,
  concurrency: 1,
});

/** Every service is to verify its chain, and to compare it with these checkpoints. */
export const auditVerificationAsked = eventType(
  'registry.audit.verificationAsked',
  z.object({ id: z.uuid(), checkpoints: z.array(CheckpointClaims) }),
);

/** A service tells what it found in its audit log. */
export const auditVerified = (service: string) =>
  eventType(`${service}.audit.verified`, z.object({ verificationId: z.uuid(), ...chainVerdict }));

/** An audit log is not as it was sealed, or could not be verified. */
export const auditFoundBroken = eventType(
  'registry.audit.foundBroken',
  z.object({ verificationId: z.uuid(), services: z.array(z.string()) }),
);
