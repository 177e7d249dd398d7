import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE conference_attendance (
     conference_id uuid NOT NULL,
     person_id uuid NOT NULL,
     title text NOT NULL,
     held_on date NOT NULL,
     attended boolean NOT NULL,
     version integer NOT NULL,
     PRIMARY KEY (conference_id, person_id)
   )`,
  `CREATE INDEX conference_attendance_person ON conference_attendance (person_id, held_on)`,
];

/** To which conferences somebody was invited and came, as training tells it. */
export class ConferencesAttended1700000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conference_attendance');
  }
}
