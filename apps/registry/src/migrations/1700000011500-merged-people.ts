import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lock waits for an erasure or a merge under way, and then sees it. */
const refuse = (merged: string): string => `
  CREATE OR REPLACE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  DECLARE found person;
  BEGIN
    SELECT * INTO found FROM person WHERE id = NEW.person_id FOR KEY SHARE;
    IF found.erased_on IS NOT NULL THEN
      RAISE EXCEPTION 'the person has been erased' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_erased';
    END IF;
    ${merged}
    RETURN NEW;
  END $$`;

const refuseMerged = `
    IF found.merged_into_id IS NOT NULL THEN
      RAISE EXCEPTION 'the record was merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_merged';
    END IF;`;

/** A record that was merged into another of the same person stays as a stub that says where it went. */
export class MergedPeople1700000011500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE person
         ADD merged_into_id uuid REFERENCES person,
         ADD merge_decision_number text,
         ADD merge_decision_date date,
         ADD CONSTRAINT person_merge CHECK (merged_into_id <> id
           AND num_nulls(merged_into_id, merge_decision_number, merge_decision_date) IN (0, 3))`,
    );
    await runner.query('CREATE INDEX person_merged ON person (merged_into_id)');
    await runner.query(refuse(refuseMerged));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(refuse(''));
    await runner.query(
      'ALTER TABLE person DROP merged_into_id, DROP merge_decision_number, DROP merge_decision_date',
    );
  }
}
