import type { MigrationInterface, QueryRunner } from 'typeorm';

const topics = [
  'methods',
  'questionnaires',
  'report-writing',
  'opinion-and-rumour',
  'ethics',
  'situations',
  'other',
];

/** What a course is about, and what it is for. */
export class CourseTopics1700000008610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const known = topics.map((topic) => `'${topic}'`).join(', ');
    await runner.query(`
      ALTER TABLE course
        ADD COLUMN topic text NOT NULL DEFAULT 'other' CHECK (topic IN (${known})),
        ADD COLUMN objectives text[] NOT NULL DEFAULT '{}'`);
    await runner.query(
      'ALTER TABLE course ALTER COLUMN topic DROP DEFAULT, ALTER COLUMN objectives DROP DEFAULT',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE course DROP COLUMN topic, DROP COLUMN objectives');
  }
}
