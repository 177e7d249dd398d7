import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyAudit, foundationDown, foundationUp } from '#persistence/foundation';

const reference = [
  `CREATE TABLE area (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     name text NOT NULL,
     type text NOT NULL,
     parent_id uuid,
     valid_from date NOT NULL,
     valid_to date
   )`,
  `CREATE TABLE area_node (
     tree_from date NOT NULL,
     tree_to date,
     numbering integer NOT NULL,
     area_id uuid NOT NULL,
     lo integer NOT NULL,
     hi integer NOT NULL,
     PRIMARY KEY (area_id, tree_from)
   )`,
  `CREATE INDEX area_node_tree ON area_node (tree_from)`,
  `CREATE TABLE organisation (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     name text NOT NULL,
     level text NOT NULL
   )`,
  `CREATE TABLE appointment (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     role text NOT NULL,
     level text NOT NULL,
     organisation_id uuid NOT NULL,
     area_id uuid NOT NULL,
     "from" date NOT NULL,
     "to" date,
     state text NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX appointment_person ON appointment (person_id)`,
  `CREATE INDEX appointment_collaborators ON appointment ("from", "to") WHERE role = 'collaborator'`,
  `CREATE TABLE code (
     list text NOT NULL CHECK (list IN ('topic', 'stratum')),
     code text NOT NULL,
     name text NOT NULL,
     position integer NOT NULL,
     valid_from date NOT NULL,
     valid_to date,
     PRIMARY KEY (list, code)
   )`,
];

const reports = [
  `CREATE TABLE reporting_period (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('monthly', 'quarterly', 'yearly', 'custom')),
     starts_on date NOT NULL,
     ends_on date NOT NULL,
     due_at timestamptz NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'closed')),
     closed_at timestamptz,
     version integer NOT NULL,
     CHECK (starts_on <= ends_on),
     CONSTRAINT reporting_period_code UNIQUE (kind, code),
     CONSTRAINT reporting_period_overlap EXCLUDE USING gist (kind WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
       WHERE (kind <> 'custom')
   )`,
  `CREATE INDEX reporting_period_by_start ON reporting_period (starts_on, id)`,
  // Whose report it is stands as the appointment; of those who spoke there is nothing.
  `CREATE TABLE opinion_report (
     id uuid PRIMARY KEY,
     period_id uuid NOT NULL REFERENCES reporting_period,
     appointment_id uuid NOT NULL REFERENCES appointment,
     person_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('periodic', 'ad-hoc', 'thematic')),
     channel text NOT NULL CHECK (channel IN ('web', 'upload', 'phone', 'meeting')),
     ord integer NOT NULL,
     state text NOT NULL CHECK (state IN ('draft', 'submitted', 'received', 'accepted', 'returned', 'included')),
     filed_at timestamptz,
     on_time boolean,
     revise_by date,
     item_count integer NOT NULL,
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     CHECK ((filed_at IS NULL) = (on_time IS NULL))
   )`,
  `CREATE UNIQUE INDEX opinion_report_periodic ON opinion_report (period_id, appointment_id) WHERE kind = 'periodic'`,
  `CREATE INDEX opinion_report_period ON opinion_report (period_id)`,
  `CREATE INDEX opinion_report_list ON opinion_report (created_at, id)`,
  `CREATE INDEX opinion_report_appointment ON opinion_report (appointment_id)`,
  // Period and appointment are the report's, copied: the counts read the items alone.
  `CREATE TABLE opinion_item (
     id uuid PRIMARY KEY,
     report_id uuid NOT NULL REFERENCES opinion_report,
     position integer NOT NULL,
     period_id uuid NOT NULL,
     appointment_id uuid NOT NULL,
     topic text NOT NULL,
     area_id uuid NOT NULL,
     ord integer NOT NULL,
     strata text[] NOT NULL,
     tendency text NOT NULL CHECK (tendency IN ('approve', 'oppose', 'undecided')),
     prevalence text NOT NULL CHECK (prevalence IN ('overwhelming', 'majority', 'many', 'some')),
     conversations integer NOT NULL,
     meetings integer NOT NULL,
     places integer NOT NULL,
     intensity text NOT NULL CHECK (intensity IN ('low', 'medium', 'high')),
     trend text NOT NULL CHECK (trend IN ('new', 'rising', 'stable', 'falling')),
     rumour boolean NOT NULL,
     summary text NOT NULL,
     proposals text[] NOT NULL,
     assessment text,
     proposed_solution text,
     state text NOT NULL CHECK (state IN ('pending', 'accepted', 'returned')),
     return_reason text,
     CHECK ((state = 'returned') = (return_reason IS NOT NULL))
   )`,
  `CREATE INDEX opinion_item_report ON opinion_item (report_id, position)`,
  `CREATE INDEX opinion_item_counted ON opinion_item (period_id)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata) WHERE state = 'accepted'`,
  `CREATE TABLE expected_report (
     period_id uuid NOT NULL REFERENCES reporting_period,
     appointment_id uuid NOT NULL REFERENCES appointment,
     person_id uuid NOT NULL,
     organisation_id uuid NOT NULL,
     area_id uuid NOT NULL,
     level text NOT NULL,
     ord integer NOT NULL,
     received boolean NOT NULL,
     on_time boolean NOT NULL,
     PRIMARY KEY (period_id, appointment_id),
     CHECK (received OR NOT on_time)
   )`,
  `CREATE INDEX expected_report_appointment ON expected_report (appointment_id)`,
  // Before the close a forecast from who is appointed on the last day; afterwards what was frozen.
  `CREATE VIEW expected_now AS
   SELECT period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time FROM expected_report
   UNION ALL
   SELECT p.id, a.id, a.person_id, a.organisation_id, a.area_id, a.level, n.lo,
          r.filed_at IS NOT NULL, coalesce(r.on_time, false)
     FROM reporting_period p
     JOIN appointment a ON a.role = 'collaborator' AND a."from" <= p.ends_on AND (a."to" IS NULL OR a."to" > p.ends_on)
     JOIN area_node n ON n.area_id = a.area_id AND n.tree_from <= p.ends_on AND (n.tree_to IS NULL OR n.tree_to > p.ends_on)
     LEFT JOIN opinion_report r ON r.period_id = p.id AND r.appointment_id = a.id AND r.kind = 'periodic'
    WHERE p.state = 'open'`,
];

const aggregates = [
  `CREATE TABLE aggregate_report (
     id uuid PRIMARY KEY,
     period_id uuid NOT NULL REFERENCES reporting_period,
     state text NOT NULL CHECK (state IN
       ('building', 'draft', 'circulated', 'approved', 'issued', 'dispatched', 'acknowledged', 'withdrawn')),
     title text NOT NULL,
     content jsonb,
     content_hash text,
     approved_hash text,
     approved_by text,
     approved_at timestamptz,
     job_id uuid NOT NULL,
     number integer,
     symbol text,
     issued_on date,
     signer jsonb,
     withdrawn_reason text,
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     CHECK ((content IS NULL) = (content_hash IS NULL)),
     CHECK (state NOT IN ('issued', 'dispatched', 'acknowledged') OR (number IS NOT NULL AND content_hash IS NOT NULL AND approved_hash IS NOT DISTINCT FROM content_hash))
   )`,
  `CREATE UNIQUE INDEX aggregate_report_current ON aggregate_report (period_id) WHERE state <> 'withdrawn'`,
  `CREATE INDEX aggregate_report_period ON aggregate_report (period_id)`,
  `CREATE INDEX aggregate_report_list ON aggregate_report (created_at, id)`,
  `CREATE TABLE aggregate_release (
     aggregate_id uuid PRIMARY KEY REFERENCES aggregate_report,
     tables jsonb NOT NULL
   )`,
  `CREATE TABLE aggregate_comment (
     id uuid PRIMARY KEY,
     aggregate_id uuid NOT NULL REFERENCES aggregate_report,
     section text,
     text text NOT NULL,
     by text NOT NULL,
     at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX aggregate_comment_of ON aggregate_comment (aggregate_id, at)`,
  `CREATE TABLE aggregate_document (
     aggregate_id uuid PRIMARY KEY REFERENCES aggregate_report,
     sha256 text NOT NULL,
     docx bytea NOT NULL
   )`,
  `CREATE TABLE office (
     id boolean PRIMARY KEY DEFAULT true CHECK (id),
     superior_body text NOT NULL,
     issuing_body text NOT NULL,
     symbol_body text NOT NULL,
     place text NOT NULL,
     mark text,
     filed_at text NOT NULL,
     version integer NOT NULL
   )`,
  `INSERT INTO office VALUES
     (true, 'TỈNH ỦY', 'BAN TUYÊN GIÁO VÀ DÂN VẬN', 'BTGDVTU', 'Lạng Sơn', 'LƯU HÀNH NỘI BỘ', 'Văn phòng Ban', 1)`,
  `CREATE TABLE document_counter (
     year integer NOT NULL,
     symbol text NOT NULL,
     last integer NOT NULL,
     PRIMARY KEY (year, symbol)
   )`,
  `CREATE TABLE dispatch (
     id uuid PRIMARY KEY,
     aggregate_id uuid NOT NULL REFERENCES aggregate_report,
     organisation_id uuid NOT NULL REFERENCES organisation,
     dispatched_at timestamptz NOT NULL DEFAULT now(),
     acknowledged_at timestamptz,
     acknowledged_by text,
     UNIQUE (aggregate_id, organisation_id)
   )`,
  `CREATE INDEX dispatch_organisation ON dispatch (organisation_id)`,
];

/** The sections of the report form (domain of the Institute's monthly form) and the usual strata. */
const codes: [list: string, code: string, name: string][] = [
  ['topic', 'international', 'Tình hình quốc tế'],
  ['topic', 'domestic-politics', 'Chính trị trong nước'],
  ['topic', 'economy', 'Kinh tế'],
  ['topic', 'culture-society', 'Văn hóa - xã hội'],
  ['topic', 'defence-security', 'Quốc phòng, an ninh, đối ngoại'],
  ['topic', 'party-building', 'Xây dựng Đảng và hệ thống chính trị'],
  ['topic', 'local-matters', 'Vấn đề tại địa phương'],
  ['topic', 'good-practices', 'Cách làm hay, mô hình tốt'],
  ['stratum', 'officials', 'Cán bộ, công chức, viên chức'],
  ['stratum', 'party-members', 'Đảng viên'],
  ['stratum', 'workers', 'Công nhân, người lao động'],
  ['stratum', 'farmers', 'Nông dân'],
  ['stratum', 'business-people', 'Doanh nghiệp, hộ kinh doanh'],
  ['stratum', 'students', 'Học sinh, sinh viên, thanh niên'],
  ['stratum', 'pensioners', 'Cán bộ hưu trí, người cao tuổi'],
  ['stratum', 'intellectuals', 'Trí thức, văn nghệ sĩ'],
  ['stratum', 'armed-forces', 'Lực lượng vũ trang'],
  ['stratum', 'ethnic-communities', 'Đồng bào các dân tộc thiểu số'],
  ['stratum', 'religious-communities', 'Đồng bào các tôn giáo'],
];

export class OpinionReports1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = [...reference, ...reports, ...aggregates];
    for (const statement of [...foundationUp, appendOnlyAudit('reporting_app'), ...tables])
      await runner.query(statement);
    for (const [position, [list, code, name]] of codes.entries()) {
      await runner.query(`INSERT INTO code VALUES ($1, $2, $3, $4, '2000-01-01')`, [
        list,
        code,
        name,
        position + 1,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW expected_now');
    const tables = [
      'dispatch',
      'document_counter',
      'office',
      'aggregate_document',
      'aggregate_comment',
      'aggregate_release',
      'aggregate_report',
    ];
    tables.push('expected_report', 'opinion_item', 'opinion_report', 'reporting_period');
    tables.push('code', 'appointment', 'organisation', 'area_node', 'area');
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
    for (const statement of foundationDown) await runner.query(statement);
  }
}
