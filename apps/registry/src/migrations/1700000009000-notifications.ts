import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE notification_settings (
     account_id uuid PRIMARY KEY REFERENCES account,
     address text,
     pending_address text,
     code text,
     code_expires_at timestamptz,
     code_attempts integer NOT NULL DEFAULT 0,
     codes_sent integer NOT NULL DEFAULT 0,
     codes_since timestamptz,
     quiet_from text DEFAULT '21:00' CHECK (quiet_from ~ '^\\d\\d:\\d\\d$'),
     quiet_to text DEFAULT '06:00' CHECK (quiet_to ~ '^\\d\\d:\\d\\d$'),
     unsubscribe_token uuid NOT NULL DEFAULT gen_random_uuid(),
     version integer NOT NULL,
     CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
     CHECK ((pending_address IS NULL) = (code IS NULL) AND (code IS NULL) = (code_expires_at IS NULL))
   )`,
  `CREATE UNIQUE INDEX notification_settings_token ON notification_settings (unsubscribe_token)`,
  `CREATE TABLE notice_preference (
     account_id uuid NOT NULL REFERENCES account,
     kind text NOT NULL,
     channel text NOT NULL CHECK (channel IN ('in-product', 'at-once', 'daily', 'off')),
     PRIMARY KEY (account_id, kind)
   )`,
  // The text of a mail is written when it is sent, and kept nowhere.
  `CREATE TABLE mail (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     purpose text NOT NULL CHECK (purpose IN ('notice', 'digest', 'address-code')),
     digest_on date,
     urgent boolean NOT NULL,
     state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped', 'dead')),
     due_at timestamptz NOT NULL DEFAULT now(),
     give_up_at timestamptz NOT NULL DEFAULT now() + interval '1 day',
     attempts integer NOT NULL DEFAULT 0,
     error text,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     finished_at timestamptz(3),
     CHECK ((purpose = 'digest') = (digest_on IS NOT NULL)),
     CHECK ((state = 'waiting') = (finished_at IS NULL))
   )`,
  // One digest for each account and day, whoever makes it however often.
  `CREATE UNIQUE INDEX mail_digest ON mail (account_id, digest_on)`,
  `CREATE INDEX mail_due ON mail (due_at) WHERE state = 'waiting'`,
  `CREATE INDEX mail_dead ON mail (finished_at, id) WHERE state = 'dead'`,
  `CREATE TABLE notice (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     event_id uuid NOT NULL,
     kind text NOT NULL,
     urgent boolean NOT NULL,
     title text NOT NULL,
     text text NOT NULL,
     link text,
     channel text NOT NULL CHECK (channel IN ('in-product', 'at-once', 'daily')),
     mail_id uuid REFERENCES mail,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     read_at timestamptz(3)
   )`,
  `CREATE UNIQUE INDEX notice_of_event ON notice (event_id, account_id, kind)`,
  `CREATE INDEX notice_by_account ON notice (account_id, created_at, id)`,
  `CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL`,
  `CREATE INDEX notice_for_digest ON notice (account_id) WHERE channel = 'daily' AND mail_id IS NULL AND read_at IS NULL`,
  `CREATE INDEX notice_mail ON notice (mail_id)`,
];

export class Notifications1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notice', 'mail', 'notice_preference', 'notification_settings'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
