import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many days before a certificate ends its end was last told of. */
export class CertificateReminders1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE certificate_reminder (certificate_id uuid PRIMARY KEY REFERENCES certificate, days integer NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE certificate_reminder');
  }
}
