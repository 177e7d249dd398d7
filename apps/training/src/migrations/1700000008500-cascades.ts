import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A class of those who were trained to train names the class that trained them. */
export class Cascades1700000008500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE training_class ADD COLUMN parent_id uuid REFERENCES training_class');
    await runner.query('CREATE INDEX training_class_parent ON training_class (parent_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE training_class DROP COLUMN parent_id');
  }
}
