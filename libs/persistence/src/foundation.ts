/**
 * The tables every service has beside its own: outbox and inbox of events, dead letters, jobs,
 * idempotency records and the audit log. One statement list, run by each service's first migration
 * inside its own schema.
 */
export const foundationUp: readonly string[] = [
  `CREATE TABLE outbox (
     id uuid PRIMARY KEY,
     seq bigint GENERATED ALWAYS AS IDENTITY,
     type text NOT NULL,
     subject text NOT NULL,
     sequence integer NOT NULL,
     time timestamptz NOT NULL DEFAULT clock_timestamp(),
     data jsonb NOT NULL
   ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01)`,
  `CREATE INDEX outbox_seq ON outbox (seq)`,
  `CREATE TABLE inbox (
     event_id uuid PRIMARY KEY,
     type text NOT NULL,
     handled_at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE TABLE dead_letter (
     id uuid PRIMARY KEY,
     event_id uuid,
     type text,
     body text NOT NULL,
     reason text NOT NULL,
     attempts integer NOT NULL,
     first_seen_at timestamptz NOT NULL DEFAULT now(),
     replayed_at timestamptz
   )`,
  `CREATE UNIQUE INDEX dead_letter_open ON dead_letter (event_id) WHERE replayed_at IS NULL`,
  `CREATE TABLE job (
     id uuid PRIMARY KEY,
     queue text NOT NULL,
     data jsonb NOT NULL,
     state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
     progress integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
     step text,
     attempts integer NOT NULL DEFAULT 0,
     fence bigint NOT NULL DEFAULT 0,
     result jsonb,
     error text,
     requested_by text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     heartbeat_at timestamptz,
     finished_at timestamptz
   )`,
  `CREATE INDEX job_open ON job (queue, created_at) WHERE state IN ('waiting', 'active')`,
  `CREATE INDEX job_by_time ON job (created_at, id)`,
  `CREATE TABLE idempotency (
     caller text NOT NULL,
     key text NOT NULL,
     request_hash bytea NOT NULL,
     status integer NOT NULL,
     response jsonb,
     created_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (caller, key)
   )`,
  `CREATE TABLE audit_entry (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at timestamptz NOT NULL DEFAULT clock_timestamp(),
     actor text NOT NULL,
     action text NOT NULL,
     entity text NOT NULL,
     request_id text,
     details jsonb NOT NULL
   )`,
  `CREATE INDEX audit_entry_entity ON audit_entry (entity, seq)`,
];

/** Undoes {@link foundationUp}. */
export const foundationDown: readonly string[] = [
  'audit_entry',
  'idempotency',
  'job',
  'dead_letter',
  'inbox',
  'outbox',
].map((table) => `DROP TABLE ${table}`);

/** After the foundation stands: the application role may add to the audit log but not change it. */
export const appendOnlyAudit = (appRole: string): string =>
  `REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM ${appRole}`;

/**
 * The chain over the audit log, run by a later migration of each service: the place of every entry, given when it is
 * sealed, and the hash of all up to it. No foreign key: a removed entry is found by its link.
 */
export const auditChainUp = (appRole: string): string[] => [
  `CREATE TABLE audit_link (
     position bigint PRIMARY KEY CHECK (position > 0),
     entry_seq bigint NOT NULL CONSTRAINT audit_link_entry UNIQUE,
     hash bytea NOT NULL CHECK (octet_length(hash) = 32)
   )`,
  `REVOKE UPDATE, DELETE, TRUNCATE ON audit_link FROM ${appRole}`,
];

/** Undoes {@link auditChainUp}. */
export const auditChainDown = 'DROP TABLE audit_link';
