import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // What each conference agreed to watch: official text, no opinion.
  `CREATE TABLE guidance (
     conference_id uuid PRIMARY KEY,
     held_on date NOT NULL,
     items jsonb NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX guidance_held_on ON guidance (held_on)`,
];

export class Guidance1700000005200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE guidance');
  }
}
