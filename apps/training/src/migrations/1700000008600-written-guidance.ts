import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  'ALTER TABLE class_participant ADD COLUMN read_on date',
  // What was sent stays as it was, whatever the course has later.
  `CREATE TABLE sent_guidance (
     class_id uuid PRIMARY KEY REFERENCES training_class,
     sent_on date NOT NULL,
     material_ids uuid[] NOT NULL CHECK (cardinality(material_ids) > 0)
   )`,
  `CREATE TABLE guidance_question (
     id uuid PRIMARY KEY,
     class_id uuid NOT NULL REFERENCES sent_guidance,
     person_id uuid NOT NULL,
     text text NOT NULL,
     asked_on date NOT NULL,
     answer text,
     answered_on date,
     version integer NOT NULL,
     CHECK ((answer IS NULL) = (answered_on IS NULL))
   )`,
  `CREATE INDEX guidance_question_class ON guidance_question (class_id, asked_on, id)`,
  `CREATE INDEX guidance_question_person ON guidance_question (person_id)`,
  // How many days before its day a class was last called to mind.
  'CREATE TABLE class_reminder (class_id uuid PRIMARY KEY REFERENCES training_class, days integer NOT NULL)',
];

/** Guidance in writing is sent, read and asked about; classes are called to mind. */
export class WrittenGuidance1700000008600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['class_reminder', 'guidance_question', 'sent_guidance'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query('ALTER TABLE class_participant DROP COLUMN read_on');
  }
}
