import { createHash } from 'node:crypto';

/** An audit entry as the chain takes it: every column in PostgreSQL's own text. */
export interface ChainedEntry {
  seq: string;
  /** Seconds since 1970 with six decimals. */
  at: string;
  actor: string;
  action: string;
  entity: string;
  requestId: string | null;
  /** The text of a `jsonb`: its keys are in one order, its numbers keep every digit. */
  details: string;
}

/** The select list of a {@link ChainedEntry} from `audit_entry e`. */
export const CHAINED_COLUMNS = `e.seq::text AS seq, extract(epoch FROM e.at)::text AS at, e.actor, e.action, e.entity,
  e.request_id AS "requestId", e.details::text AS details`;

/** What a chain begins with: another for every service, so that none can pass for another's. */
export const genesis = (service: string): Buffer =>
  createHash('sha256').update(`langnghe audit log of ${service}`).digest();

/**
 * The hash at an entry's position: SHA-256 of the hash before it and the entry's seven fields in the order of
 * {@link ChainedEntry}, each as `<bytes>:<UTF-8>,` and an absent one as `-,`, so that no two entries read alike.
 */
export function linkHash(previous: Buffer, entry: ChainedEntry): Buffer {
  const { seq, at, actor, action, entity, requestId, details } = entry;
  const encoded = [seq, at, actor, action, entity, requestId, details]
    .map((field) => (field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`))
    .join('');
  return createHash('sha256').update(previous).update(encoded).digest();
}

/** A hash as the API and checkpoints write it. */
export const hashText = (hash: Buffer): string => `sha256:${hash.toString('hex')}`;
