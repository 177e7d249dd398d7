import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE reporting_calendar (
     id uuid PRIMARY KEY,
     code text NOT NULL CONSTRAINT reporting_calendar_code UNIQUE,
     kind text NOT NULL CHECK (kind IN ('monthly', 'quarterly', 'yearly', 'custom')),
     months integer NOT NULL CHECK (months IN (1, 3, 12)),
     start_month integer NOT NULL CHECK (start_month BETWEEN 1 AND 12),
     start_day integer NOT NULL CHECK (start_day BETWEEN 1 AND 28),
     due_days integer NOT NULL,
     grace_days integer NOT NULL,
     due_time text NOT NULL,
     working_days boolean NOT NULL,
     exceptions jsonb NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE TABLE office_holidays (
     id boolean PRIMARY KEY DEFAULT true CHECK (id),
     days jsonb NOT NULL,
     version integer NOT NULL
   )`,
  `INSERT INTO office_holidays VALUES (true, '[]', 1)`,
  `ALTER TABLE reporting_period ADD calendar_id uuid REFERENCES reporting_calendar,
     ADD CONSTRAINT reporting_period_calendar
       EXCLUDE USING gist (calendar_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)`,
  // What was told when the period was opened; a later change of the calendar does not touch it.
  `CREATE TABLE period_due (
     period_id uuid NOT NULL REFERENCES reporting_period,
     level text,
     organisation_id uuid REFERENCES organisation,
     due_at timestamptz NOT NULL,
     on_time_until timestamptz NOT NULL CHECK (on_time_until >= due_at),
     CHECK (level IS NULL OR organisation_id IS NULL),
     CONSTRAINT period_due_once UNIQUE NULLS NOT DISTINCT (period_id, level, organisation_id)
   )`,
  `CREATE INDEX period_due_organisation ON period_due (organisation_id)`,
  // The nearest that was said: of the organisation, of the level, of all; else the due time of the period.
  `CREATE FUNCTION due_of(period uuid, of_level text, of_organisation uuid)
     RETURNS TABLE (due_at timestamptz, on_time_until timestamptz) LANGUAGE sql STABLE
   BEGIN ATOMIC
     SELECT said.due_at, said.on_time_until FROM (
       SELECT due.due_at, due.on_time_until,
              CASE WHEN due.organisation_id IS NOT NULL THEN 3 WHEN due.level IS NOT NULL THEN 2 ELSE 1 END AS nearness
         FROM period_due AS due
        WHERE due.period_id = period AND (due.level IS NULL OR due.level = of_level)
          AND (due.organisation_id IS NULL OR due.organisation_id = of_organisation)
       UNION ALL
       SELECT p.due_at, p.due_at, 0 FROM reporting_period AS p WHERE p.id = period) AS said
      ORDER BY said.nearness DESC LIMIT 1;
   END`,
];

const down = [
  `DROP FUNCTION due_of`,
  `DROP TABLE period_due`,
  `ALTER TABLE reporting_period DROP COLUMN calendar_id`,
  `DROP TABLE office_holidays`,
  `DROP TABLE reporting_calendar`,
];

/** Rules by which periods follow one another, and due times by level and organisation. */
export class Calendars1700000005400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
