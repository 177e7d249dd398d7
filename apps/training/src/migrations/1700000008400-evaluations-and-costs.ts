import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // Counts and words of all together: no row, time or person with an answer (ADR 37).
  `CREATE TABLE class_evaluation (
     class_id uuid PRIMARY KEY REFERENCES training_class,
     counts jsonb NOT NULL,
     comments text[] NOT NULL,
     released jsonb
   )`,
  `CREATE TABLE evaluation_given (
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     PRIMARY KEY (class_id, person_id)
   )`,
  `CREATE INDEX evaluation_given_person ON evaluation_given (person_id)`,
  `CREATE TABLE class_cost (
     class_id uuid PRIMARY KEY REFERENCES training_class,
     lines jsonb NOT NULL,
     version integer NOT NULL
   )`,
];

export class EvaluationsAndCosts1700000008400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['class_cost', 'evaluation_given', 'class_evaluation'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
