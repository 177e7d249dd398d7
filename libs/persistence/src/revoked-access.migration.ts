import type { MigrationInterface, QueryRunner } from 'typeorm';

export const revokedAccessUp = `
  CREATE TABLE revoked_access (
    id uuid PRIMARY KEY,
    before integer,
    revoked_at timestamptz NOT NULL DEFAULT now()
  )`;

/** Every service's table of tokens that no longer count: it outlives a restart, and all replicas read it. */
export class RevokedAccess1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(revokedAccessUp);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE revoked_access');
  }
}
