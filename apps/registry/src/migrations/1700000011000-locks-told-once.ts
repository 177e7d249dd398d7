import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the owner of an account was last told that it is locked. */
export class LocksToldOnce1700000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sign_in_failure ADD told_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sign_in_failure DROP told_at');
  }
}
