import type { MigrationInterface, QueryRunner } from 'typeorm';

const today = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** Until when a person is in service, exclusive; null while open. Each source of service is a line. */
const inService = [
  `SELECT person_id, "to" AS until FROM appointment WHERE state IN ('appointed', 'ended')`,
  `SELECT person_id, "to" FROM account_grant JOIN account ON account.id = account_id WHERE person_id IS NOT NULL`,
  `SELECT person_id, last_on + 1 FROM contract WHERE state <> 'draft'`,
];

/** Tables to which nothing is added of who was erased. */
const closed = [
  'appointment',
  'appointment_substitution',
  'post',
  'account',
  'person_contact',
  'person_name',
  'commendation',
  'contract',
  'regulation_acknowledgement',
];

const up = [
  `ALTER TABLE person ADD COLUMN erased_on date`,
  // The names before the present one.
  `CREATE TABLE person_name (
     person_id uuid NOT NULL REFERENCES person,
     version integer NOT NULL,
     full_name text NOT NULL,
     reason text NOT NULL CHECK (reason IN ('change', 'correction')),
     replaced_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (person_id, version)
   )`,
  `CREATE TABLE person_contact (
     person_id uuid PRIMARY KEY REFERENCES person,
     work_phone text,
     email text,
     office_address text,
     version integer NOT NULL
   )`,
  `CREATE TABLE commendation (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES person,
     title text NOT NULL,
     awarded_by text NOT NULL,
     decision_number text NOT NULL,
     decision_date date NOT NULL,
     decision_issuer text NOT NULL,
     corrects_id uuid CONSTRAINT commendation_corrects UNIQUE,
     UNIQUE (id, person_id),
     FOREIGN KEY (corrects_id, person_id) REFERENCES commendation (id, person_id)
   )`,
  `CREATE INDEX commendation_person ON commendation (person_id, decision_date)`,
  `CREATE INDEX commendation_corrected ON commendation (corrects_id, person_id)`,
  // Reporting's, as far as a record needs it: states and dates, no content.
  `CREATE TABLE reporting_period (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     starts_on date NOT NULL
   )`,
  `CREATE TABLE filed_report (
     id uuid PRIMARY KEY,
     period_id uuid NOT NULL,
     appointment_id uuid NOT NULL,
     state text NOT NULL,
     on_time boolean,
     returned boolean NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX filed_report_appointment ON filed_report (appointment_id)`,
  `CREATE TABLE erasure (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES person,
     reason text NOT NULL CHECK (reason IN ('asked-by-person', 'purpose-fulfilled', 'recorded-by-mistake')),
     decision_number text NOT NULL,
     decision_date date NOT NULL,
     state text NOT NULL CHECK (state IN ('requested', 'carried-out', 'withdrawn')),
     requested_by text NOT NULL,
     requested_at timestamptz(3) NOT NULL DEFAULT now(),
     closed_by text,
     closed_at timestamptz,
     version integer NOT NULL,
     CHECK (num_nulls(closed_by, closed_at) = CASE state WHEN 'requested' THEN 2 ELSE 0 END),
     CHECK (state <> 'carried-out' OR closed_by <> requested_by)
   )`,
  `CREATE UNIQUE INDEX erasure_open ON erasure (person_id) WHERE state = 'requested'`,
  `CREATE INDEX erasure_person ON erasure (person_id)`,
  `CREATE INDEX erasure_list ON erasure (requested_at, id)`,
  `CREATE TABLE retention_rule (
     category text NOT NULL CHECK (category IN ('contact', 'identity')),
     "from" date NOT NULL,
     at_least_months integer NOT NULL,
     at_most_months integer NOT NULL,
     legal_basis text NOT NULL,
     PRIMARY KEY (category, "from"),
     CHECK (0 <= at_least_months AND at_least_months <= at_most_months)
   )`,
  // The lock waits for an erasure under way, and then sees it.
  `CREATE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
   DECLARE erased date;
   BEGIN
     SELECT erased_on INTO erased FROM person WHERE id = NEW.person_id FOR KEY SHARE;
     IF erased IS NOT NULL THEN
       RAISE EXCEPTION 'the person has been erased' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_erased';
     END IF;
     RETURN NEW;
   END $$`,
  ...closed.map(
    (table) =>
      `CREATE TRIGGER refuse_erased BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_erased()`,
  ),
  // Where the law names no number of years these are the product's; an office sets its own from a day on.
  `INSERT INTO retention_rule VALUES
     ('contact', '2026-01-01', 0, 24, 'Luật 91/2025/QH15: giới hạn theo mục đích'),
     ('identity', '2026-01-01', 60, 120, 'Luật 91/2025/QH15; quy định về lưu trữ hồ sơ, tài liệu của cơ quan')`,
  `CREATE VIEW service_end AS
   SELECT person_id, max(coalesce(until, 'infinity')) AS ended_on
     FROM (${inService.join(' UNION ALL ')}) AS service GROUP BY person_id`,
  `CREATE VIEW retention_in_force AS
   SELECT DISTINCT ON (category) * FROM retention_rule WHERE "from" <= ${today} ORDER BY category, "from" DESC`,
  `CREATE VIEW retention_due AS
   SELECT s.person_id, r.category, s.ended_on,
          (s.ended_on + make_interval(months => r.at_most_months))::date AS due_on
     FROM service_end s
     JOIN person p ON p.id = s.person_id AND p.erased_on IS NULL
    CROSS JOIN retention_in_force r
    WHERE s.ended_on + make_interval(months => r.at_most_months) <= ${today}
      AND (r.category = 'identity' OR EXISTS (SELECT FROM person_contact c WHERE c.person_id = s.person_id))`,
];

const tables = [
  'retention_rule',
  'erasure',
  'filed_report',
  'reporting_period',
  'commendation',
  'person_contact',
  'person_name',
];

export class RecordsAndDataProtection1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['retention_due', 'retention_in_force', 'service_end'])
      await runner.query(`DROP VIEW ${view}`);
    for (const table of closed) await runner.query(`DROP TRIGGER refuse_erased ON ${table}`);
    await runner.query('DROP FUNCTION refuse_erased');
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
    await runner.query('ALTER TABLE person DROP COLUMN erased_on');
  }
}
