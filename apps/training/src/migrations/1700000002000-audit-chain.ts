import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditChainDown, auditChainUp } from '#persistence/foundation';

export class AuditChain1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of auditChainUp('training_app')) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(auditChainDown);
  }
}
