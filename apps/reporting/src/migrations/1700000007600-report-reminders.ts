import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE report_reminder_settings (
     id boolean PRIMARY KEY DEFAULT true CHECK (id),
     days_before integer[] NOT NULL DEFAULT '{3,1}',
     days_after integer[] NOT NULL DEFAULT '{1,4}',
     escalate_after integer DEFAULT 7,
     quiet_hours jsonb DEFAULT '{"from": "20:00", "to": "07:00"}',
     version integer NOT NULL DEFAULT 1
   )`,
  `INSERT INTO report_reminder_settings DEFAULT VALUES`,
  // What was said of whose report: to its collaborator, or to the superior. Days left when it was due to be said, below 0
  // after the due day.
  `CREATE TABLE report_reminder (
     period_id uuid NOT NULL REFERENCES reporting_period,
     appointment_id uuid NOT NULL REFERENCES appointment,
     said_to text NOT NULL CHECK (said_to IN ('collaborator', 'superior')),
     days integer NOT NULL,
     level text NOT NULL,
     said_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (period_id, appointment_id, said_to, days)
   )`,
  `CREATE INDEX report_reminder_appointment ON report_reminder (appointment_id)`,
  `CREATE INDEX reporting_period_open ON reporting_period (due_at) WHERE state = 'open'`,
];

const down = [
  `DROP INDEX reporting_period_open`,
  `DROP TABLE report_reminder`,
  `DROP TABLE report_reminder_settings`,
];

/** When collaborators are reminded of what they owe, and what they were reminded of. */
export class ReportReminders1700000007600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
