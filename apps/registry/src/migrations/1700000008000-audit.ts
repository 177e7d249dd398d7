import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditChainDown, auditChainUp } from '#persistence/foundation';

const up = [
  ...auditChainUp('registry_app'),
  // The public half of every key that ever signed: what it signed can be checked when it is long out of use.
  `CREATE TABLE verification_key (
     id uuid PRIMARY KEY,
     x text NOT NULL
   )`,
  `INSERT INTO verification_key SELECT id, private_key->>'x' FROM signing_key`,
  `CREATE TABLE audit_checkpoint (
     id uuid PRIMARY KEY,
     service text NOT NULL,
     position bigint NOT NULL,
     hash text NOT NULL,
     signed_at timestamptz(3) NOT NULL,
     jws text NOT NULL,
     CONSTRAINT audit_checkpoint_head UNIQUE (service, position, hash)
   )`,
  `CREATE INDEX audit_checkpoint_list ON audit_checkpoint (signed_at, id)`,
  `REVOKE UPDATE, DELETE, TRUNCATE ON verification_key, audit_checkpoint FROM registry_app`,
];

export class Audit1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_checkpoint', 'verification_key']) await runner.query(`DROP TABLE ${table}`);
    await runner.query(auditChainDown);
  }
}
