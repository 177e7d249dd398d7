import { z } from 'zod';
import { eventType } from './event.js';
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
