import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // Counts of classes, conferences and who came, unit by unit; every telling is kept, so that a report can be made anew.
  `CREATE TABLE training_figures (
     period_id uuid NOT NULL REFERENCES reporting_period,
     version integer NOT NULL,
     units jsonb NOT NULL,
     known_from timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (period_id, version)
   )`,
  // Estimates as the gate of the survey service let them pass.
  `CREATE TABLE survey_release (
     plan_id uuid NOT NULL,
     release integer NOT NULL,
     released_on date NOT NULL,
     results jsonb NOT NULL,
     known_from timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (plan_id, release)
   )`,
  `CREATE INDEX survey_release_day ON survey_release (released_on)`,
  // Of its own: it may be told before the release itself.
  `CREATE TABLE survey_release_withdrawal (
     plan_id uuid NOT NULL,
     release integer NOT NULL,
     known_from timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (plan_id, release)
   )`,
];

/** What training and surveys tell of a period, and since when it is known. */
export class PeriodResults1700000009810 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['survey_release_withdrawal', 'survey_release', 'training_figures'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
