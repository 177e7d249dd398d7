import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many days before a conference begins it was last called to mind. */
export class ConferenceReminders1700000007510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE conference_reminder (conference_id uuid PRIMARY KEY REFERENCES conference, days integer NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conference_reminder');
  }
}
