import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The text of the sections of a report, edit by edit. */
export class SectionVersions1700000009500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE aggregate_section_version (
      aggregate_id uuid NOT NULL REFERENCES aggregate_report,
      section text NOT NULL,
      revision integer NOT NULL CHECK (revision > 0),
      bound jsonb NOT NULL,
      by text,
      at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (aggregate_id, section, revision),
      CHECK ((revision = 1) = (by IS NULL))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE aggregate_section_version');
  }
}
