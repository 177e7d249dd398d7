import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads the aggregate report to the best-founded items of a topic. Only accepted ones: filing does not touch it. */
const up = `
  CREATE INDEX opinion_item_foremost ON opinion_item
    (period_id, topic, array_position(ARRAY['overwhelming', 'majority', 'many', 'some'], prevalence), conversations DESC)
   WHERE state = 'accepted'`;

export class ForemostItems1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX opinion_item_foremost');
  }
}
