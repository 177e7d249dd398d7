import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of the registry's administrative units and bodies: what documents call them, and which are one unit. */
export class Units1700000007200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE unit (
         id uuid PRIMARY KEY,
         tree text NOT NULL CHECK (tree IN ('area', 'organisation')),
         code text NOT NULL,
         name text NOT NULL,
         parent_code text,
         valid_from date NOT NULL,
         version integer NOT NULL
       )`,
    );
    await runner.query('CREATE INDEX unit_code ON unit (tree, code, valid_from)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unit');
  }
}
