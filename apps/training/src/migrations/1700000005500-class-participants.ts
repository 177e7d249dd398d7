import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // Who was invited and who came, by id; a class held without a list keeps its numbers alone.
  `CREATE TABLE class_participant (
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     reason text NOT NULL,
     attended boolean,
     passed boolean,
     version integer NOT NULL,
     PRIMARY KEY (class_id, person_id),
     CHECK ((passed IS NOT NULL) = (attended IS TRUE))
   )`,
  `CREATE INDEX class_participant_person ON class_participant (person_id)`,
];

export class ClassParticipants1700000005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE class_participant');
  }
}
