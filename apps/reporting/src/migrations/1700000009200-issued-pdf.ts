import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside its DOCX, an issued report is kept as PDF. */
export class IssuedPdf1700000009200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE aggregate_document ADD pdf bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE aggregate_document DROP pdf');
  }
}
