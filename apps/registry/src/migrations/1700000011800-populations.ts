import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people lived in a unit on a day, by whose count: by this shares of predecessors are weighed. */
export class Populations1700000011800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE area_population (
         code text NOT NULL,
         counted_on date NOT NULL,
         population integer NOT NULL CHECK (population > 0),
         source text NOT NULL,
         PRIMARY KEY (code, counted_on)
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE area_population');
  }
}
