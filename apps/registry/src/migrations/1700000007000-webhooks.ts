import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE api_client
     ADD former_secret_hash bytea,
     ADD former_secret_until timestamptz,
     ADD CHECK ((former_secret_hash IS NULL) = (former_secret_until IS NULL))`,
  `CREATE TABLE webhook (
     id uuid PRIMARY KEY,
     url text NOT NULL,
     event_types text[] NOT NULL,
     description text,
     concurrency integer NOT NULL CHECK (concurrency > 0),
     client_id uuid REFERENCES api_client,
     state text NOT NULL CHECK (state IN ('active', 'disabled')),
     disabled_reason text CHECK (disabled_reason IN ('administrator', 'gone', 'failing')),
     secret text NOT NULL,
     former_secret text,
     former_secret_until timestamptz,
     failing_since timestamptz,
     failed_last_at timestamptz,
     paused_until timestamptz,
     version integer NOT NULL,
     CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)),
     CHECK ((former_secret IS NULL) = (former_secret_until IS NULL)),
     CHECK ((failing_since IS NULL) = (failed_last_at IS NULL))
   )`,
  `CREATE UNIQUE INDEX webhook_url ON webhook (url)`,
  `CREATE INDEX webhook_client ON webhook (client_id)`,
  // One row. Whoever writes to the log holds it until COMMIT, so that positions become visible in their order.
  `CREATE TABLE webhook_log (
     singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
     head bigint NOT NULL,
     trimmed bigint NOT NULL CHECK (trimmed <= head)
   ) WITH (fillfactor = 10)`,
  `INSERT INTO webhook_log (head, trimmed) VALUES (0, 0)`,
  `CREATE TABLE webhook_event (
     position bigint PRIMARY KEY,
     event_id uuid NOT NULL,
     type text NOT NULL,
     envelope jsonb NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  `CREATE UNIQUE INDEX webhook_event_event ON webhook_event (event_id)`,
  `CREATE INDEX webhook_event_recorded ON webhook_event (recorded_at)`,
  `CREATE TABLE webhook_delivery (
     webhook_id uuid NOT NULL REFERENCES webhook,
     position bigint NOT NULL REFERENCES webhook_event ON DELETE CASCADE,
     state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'delivered', 'dead')),
     attempts integer NOT NULL DEFAULT 0,
     fence integer NOT NULL DEFAULT 0,
     next_attempt_at timestamptz NOT NULL DEFAULT now(),
     last_attempt_at timestamptz,
     last_status integer,
     last_error text,
     last_milliseconds integer,
     PRIMARY KEY (webhook_id, position)
   )`,
  `CREATE INDEX webhook_delivery_position ON webhook_delivery (position)`,
  `CREATE INDEX webhook_delivery_open ON webhook_delivery (webhook_id, next_attempt_at, position)
    WHERE state IN ('waiting', 'sending')`,
  `CREATE INDEX webhook_delivery_sending ON webhook_delivery (webhook_id) WHERE state = 'sending'`,
  `CREATE INDEX job_webhook_done ON job (finished_at) WHERE queue LIKE 'registry.webhook-%' AND state = 'completed'`,
];

const down = [
  `DROP INDEX job_webhook_done`,
  `DROP TABLE webhook_delivery`,
  `DROP TABLE webhook_event`,
  `DROP TABLE webhook_log`,
  `DROP TABLE webhook`,
  `ALTER TABLE api_client DROP former_secret_until, DROP former_secret_hash`,
];

export class Webhooks1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
