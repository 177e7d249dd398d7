import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose rules documents follow, who gets aggregate reports, and comments that a conference made. */
export class FormOfDocuments1700000009600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE office
      ADD form text NOT NULL DEFAULT 'party' CHECK (form IN ('party', 'state')),
      ADD recipients text[] NOT NULL DEFAULT
        ARRAY['Viện Nghiên cứu dư luận xã hội (để báo cáo)', 'Thường trực Tỉnh ủy (để báo cáo)']`);
    await runner.query('ALTER TABLE office ALTER form DROP DEFAULT, ALTER recipients DROP DEFAULT');
    await runner.query(`ALTER TABLE aggregate_comment
      ADD conference_id uuid,
      ALTER by DROP NOT NULL,
      ADD CONSTRAINT aggregate_comment_from CHECK ((by IS NULL) = (conference_id IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE office DROP form, DROP recipients');
    await runner.query('DELETE FROM aggregate_comment WHERE by IS NULL');
    await runner.query(`ALTER TABLE aggregate_comment
      DROP CONSTRAINT aggregate_comment_from, DROP conference_id, ALTER by SET NOT NULL`);
  }
}
