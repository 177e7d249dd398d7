import type { MigrationInterface, QueryRunner } from 'typeorm';

const today = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
const heightOf = (level: string): string =>
  `coalesce(array_position(ARRAY['commune', 'district', 'province'], ${level}), 0)`;
const setting = `text NOT NULL DEFAULT 'required' CHECK`;

const up = [
  `CREATE TABLE reviewer (account_id uuid PRIMARY KEY, person_id uuid, version integer NOT NULL)`,
  `CREATE TABLE reviewer_span (
     account_id uuid NOT NULL REFERENCES reviewer,
     area_id uuid,
     "from" date NOT NULL,
     "to" date
   )`,
  `CREATE INDEX reviewer_span_account ON reviewer_span (account_id)`,
  `CREATE INDEX reviewer_span_area ON reviewer_span (area_id)`,
  `CREATE INDEX area_node_lo ON area_node (lo)`,
  `CREATE TABLE review_settings (
     id boolean PRIMARY KEY DEFAULT true CHECK (id),
     commune ${setting} (commune IN ('required', 'skipped')),
     district ${setting} (district IN ('required', 'skipped')),
     province ${setting} (province IN ('required', 'skipped')),
     version integer NOT NULL DEFAULT 1
   )`,
  `INSERT INTO review_settings DEFAULT VALUES`,
  `CREATE INDEX opinion_report_in_review ON opinion_report (ord) WHERE state IN ('submitted', 'received')`,
  // The units above a report in the tree of its period's last day. A unit has a reviewer when one's grant names any of its
  // versions; at the top there is the office.
  `CREATE VIEW review_path AS
   SELECT report.id AS report_id, report.state AS report_state, node.area_id, node.lo, node.hi, area.code, area.name,
          step.level, ${heightOf('step.level')} AS height,
          CASE step.level WHEN 'commune' THEN settings.commune WHEN 'district' THEN settings.district
                          ELSE settings.province END = 'required' AS required,
          step.level = 'province' OR EXISTS (
            SELECT FROM area_node AS version
              JOIN area_node AS granted ON granted.lo = version.lo
              JOIN reviewer_span AS held ON held.area_id = granted.area_id
              JOIN reviewer USING (account_id)
             WHERE version.area_id = node.area_id AND reviewer.person_id IS DISTINCT FROM report.person_id
               AND held."from" <= ${today} AND (held."to" IS NULL OR held."to" > ${today})) AS staffed
     FROM opinion_report AS report
     JOIN reporting_period AS period ON period.id = report.period_id
     JOIN area_node AS node ON report.ord BETWEEN node.lo AND node.hi
      AND node.tree_from <= period.ends_on AND (node.tree_to IS NULL OR node.tree_to > period.ends_on)
     JOIN area ON area.id = node.area_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN area.code = node.root THEN 'province'
                  WHEN area.type IN ('commune', 'ward', 'township') THEN 'commune' ELSE 'district' END AS level) AS step
    CROSS JOIN review_settings AS settings`,
  // The first level that every item of it has yet to pass; when no level is left to ask, the highest.
  `CREATE VIEW review_waiting AS
   SELECT DISTINCT ON (path.report_id) path.report_id, path.level, path.area_id, path.lo, path.hi
     FROM review_path AS path
    CROSS JOIN LATERAL (
      SELECT min(CASE WHEN state = 'accepted' THEN 3 ELSE ${heightOf('passed_level')} END) AS height
        FROM opinion_item WHERE report_id = path.report_id) AS passed
    CROSS JOIN LATERAL (SELECT path.required AND path.staffed AND path.height > passed.height AS asked) AS turn
    WHERE path.report_state IN ('submitted', 'received')
    ORDER BY path.report_id, turn.asked DESC, CASE WHEN turn.asked THEN path.height ELSE -path.height END`,
];

const down = [
  `DROP VIEW review_waiting`,
  `DROP VIEW review_path`,
  `DROP INDEX opinion_report_in_review`,
  `DROP TABLE review_settings`,
  `DROP INDEX area_node_lo`,
  `DROP TABLE reviewer_span`,
  `DROP TABLE reviewer`,
];

/** Who reviews where, which levels take part, and where each report waits. */
export class ReviewLevels1700000007100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
