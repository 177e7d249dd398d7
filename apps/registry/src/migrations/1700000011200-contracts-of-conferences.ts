import type { MigrationInterface, QueryRunner } from 'typeorm';

/** At which conference contracts were signed, where training told it. */
export class ContractsOfConferences1700000011200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contract_signing ADD conference_id uuid');
    await runner.query('CREATE INDEX contract_signing_conference ON contract_signing (conference_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contract_signing DROP conference_id');
  }
}
