import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // Under the hash of its content, once in a report, and gone with it.
  `CREATE TABLE opinion_attachment (
     report_id uuid NOT NULL REFERENCES opinion_report ON DELETE CASCADE,
     sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
     media_type text NOT NULL,
     size integer NOT NULL CHECK (size = octet_length(content)),
     content bytea NOT NULL,
     added_at timestamptz(3) NOT NULL DEFAULT now(),
     PRIMARY KEY (report_id, sha256)
   )`,
];

/** Documents that come with an opinion report. */
export class Attachments1700000005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE opinion_attachment');
  }
}
