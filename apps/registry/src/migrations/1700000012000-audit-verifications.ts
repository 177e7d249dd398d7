import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE audit_verification (
     id uuid PRIMARY KEY,
     asked_at timestamptz(3) NOT NULL DEFAULT now(),
     finished_at timestamptz,
     whole boolean,
     unanswered text[] NOT NULL DEFAULT '{}',
     forged text[] NOT NULL DEFAULT '{}',
     CHECK ((finished_at IS NULL) = (whole IS NULL))
   )`,
  `CREATE INDEX audit_verification_list ON audit_verification (asked_at, id)`,
  `CREATE TABLE audit_chain_verdict (
     verification_id uuid NOT NULL REFERENCES audit_verification,
     service text NOT NULL,
     verdict jsonb NOT NULL,
     PRIMARY KEY (verification_id, service)
   )`,
];

export class AuditVerifications1700000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_chain_verdict', 'audit_verification'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
