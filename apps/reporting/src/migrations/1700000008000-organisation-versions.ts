import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which record of an organisation is kept, so that no older one takes its place; any newer one is taken from here on. */
export class OrganisationVersions1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organisation ADD version integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organisation DROP COLUMN version');
  }
}
