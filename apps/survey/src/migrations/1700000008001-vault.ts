import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE collection (
     plan_id uuid PRIMARY KEY,
     open boolean NOT NULL
   )`,
  // No time, no number, nobody: a response is its answers and the cell of the design.
  `CREATE TABLE response (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL,
     questionnaire_id uuid NOT NULL,
     cell integer NOT NULL,
     mode text NOT NULL CHECK (mode IN ('self', 'interviewer', 'poll')),
     complete boolean NOT NULL,
     minutes smallint,
     answers jsonb NOT NULL
   )`,
  `CREATE INDEX response_plan ON response (plan_id)`,
  // To put the rows into another order so that nothing is left of the one before.
  `GRANT TRUNCATE ON response TO vault_app`,
];

export class Vault1700000008001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE response, collection');
  }
}
