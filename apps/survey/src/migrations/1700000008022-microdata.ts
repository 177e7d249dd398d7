import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Microdata1700000008022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE survey_microdata (
        id uuid PRIMARY KEY,
        release_id uuid NOT NULL REFERENCES survey_release,
        state text NOT NULL CHECK (state IN ('draft', 'published')),
        variables text[] NOT NULL,
        identifying text[] NOT NULL,
        -- No setting goes below it.
        min_people integer NOT NULL CHECK (min_people >= 5),
        people integer NOT NULL,
        patterns integer NOT NULL,
        content text NOT NULL,
        content_hash text NOT NULL,
        approved_by text,
        approved_at timestamptz,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CHECK ((state = 'published') = (approved_at IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX survey_microdata_release ON survey_microdata (release_id, created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE survey_microdata');
  }
}
