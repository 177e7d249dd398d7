import type { MigrationInterface, QueryRunner } from 'typeorm';

const contracts = [
  `CREATE TABLE contract_template (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     edition integer NOT NULL,
     name text NOT NULL,
     form text NOT NULL CHECK (form IN ('party', 'state')),
     superior_body text NOT NULL,
     issuing_body text NOT NULL,
     address text,
     place text NOT NULL,
     symbol jsonb NOT NULL,
     title text NOT NULL,
     abstract text NOT NULL,
     grounds text[] NOT NULL,
     articles jsonb NOT NULL,
     blanks text[] NOT NULL,
     term_months integer NOT NULL,
     coefficient numeric(5,3) NOT NULL CHECK (coefficient > 0),
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     UNIQUE (code, edition)
   )`,
  `CREATE INDEX contract_template_by_time ON contract_template (created_at, id)`,
  `CREATE TABLE contract_signing (
     id uuid PRIMARY KEY,
     signed_on date NOT NULL,
     place text NOT NULL,
     occasion text,
     signer jsonb NOT NULL
   )`,
  `CREATE TABLE contract_counter (year integer PRIMARY KEY, last integer NOT NULL)`,
  // `ends_on` is the end of the term, `last_on` the last day in force. `party` is what the signed paper says of party B.
  `CREATE TABLE contract (
     id uuid PRIMARY KEY,
     appointment_id uuid NOT NULL REFERENCES appointment,
     person_id uuid NOT NULL REFERENCES person,
     template_id uuid NOT NULL REFERENCES contract_template,
     signing_id uuid REFERENCES contract_signing,
     renews_id uuid UNIQUE REFERENCES contract,
     state text NOT NULL CHECK (state IN ('draft', 'signed', 'settled', 'terminated')),
     year integer,
     number integer,
     starts_on date NOT NULL,
     term_months integer NOT NULL,
     ends_on date NOT NULL,
     last_on date NOT NULL,
     coefficient numeric(5,3) NOT NULL CHECK (coefficient > 0),
     party jsonb,
     termination_reason text,
     settlement jsonb,
     signed_at timestamptz(3),
     terminated_at timestamptz(3),
     version integer NOT NULL,
     UNIQUE (year, number),
     CHECK (starts_on <= ends_on),
     CHECK (last_on BETWEEN starts_on - 1 AND ends_on),
     CHECK ((state = 'draft') = (number IS NULL)),
     CHECK ((number IS NULL) = (year IS NULL)),
     CHECK ((number IS NULL) = (signing_id IS NULL)),
     CHECK ((number IS NULL) = (party IS NULL)),
     CHECK ((number IS NULL) = (signed_at IS NULL)),
     CHECK ((state = 'terminated') = (termination_reason IS NOT NULL)),
     CHECK ((state = 'terminated') = (terminated_at IS NOT NULL)),
     CHECK ((state = 'settled') = (settlement IS NOT NULL)),
     CONSTRAINT contract_overlap EXCLUDE USING gist
       (appointment_id WITH =, daterange(starts_on, last_on + 1) WITH &&) WHERE (state <> 'draft')
   )`,
  `CREATE INDEX contract_appointment ON contract (appointment_id)`,
  `CREATE INDEX contract_person ON contract (person_id)`,
  `CREATE INDEX contract_template_used ON contract (template_id)`,
  `CREATE INDEX contract_of_signing ON contract (signing_id)`,
  `CREATE INDEX contract_by_end ON contract (last_on, id)`,
];

const allowances = [
  `CREATE TABLE base_salary (
     id uuid PRIMARY KEY,
     valid_from date NOT NULL,
     amount integer NOT NULL CHECK (amount > 0),
     legal_basis text NOT NULL,
     correction text,
     recorded_at timestamptz(3) NOT NULL DEFAULT now(),
     superseded_at timestamptz(3)
   )`,
  `CREATE UNIQUE INDEX base_salary_of_day ON base_salary (valid_from) WHERE superseded_at IS NULL`,
  `CREATE INDEX base_salary_by_day ON base_salary (valid_from, id)`,
  `CREATE TABLE allowance_sheet (
     id uuid PRIMARY KEY,
     month text NOT NULL UNIQUE,
     state text NOT NULL CHECK (state IN ('draft', 'approved')),
     content jsonb NOT NULL,
     content_hash text NOT NULL,
     total bigint NOT NULL,
     approved_by text,
     approved_at timestamptz(3),
     version integer NOT NULL,
     CHECK ((state = 'approved') = (approved_at IS NOT NULL))
   )`,
  `CREATE TABLE allowance (
     id uuid PRIMARY KEY,
     sheet_id uuid NOT NULL REFERENCES allowance_sheet,
     contract_id uuid NOT NULL REFERENCES contract,
     person_id uuid NOT NULL REFERENCES person,
     sheet_month text NOT NULL,
     month text NOT NULL,
     coefficient numeric(5,3) NOT NULL,
     spans jsonb NOT NULL,
     amount bigint NOT NULL,
     UNIQUE (sheet_id, contract_id, month)
   )`,
  `CREATE INDEX allowance_contract ON allowance (contract_id)`,
  `CREATE INDEX allowance_person ON allowance (person_id)`,
  `CREATE INDEX allowance_by_month ON allowance (sheet_month, id)`,
];

const regulations = [
  `CREATE TABLE regulation_file (
     sha256 text PRIMARY KEY,
     media_type text NOT NULL,
     size integer NOT NULL,
     content bytea NOT NULL
   )`,
  `CREATE TABLE regulation (
     id uuid PRIMARY KEY,
     kind text NOT NULL,
     symbol text NOT NULL UNIQUE,
     title text NOT NULL,
     issuer text NOT NULL,
     issued_on date NOT NULL,
     repealed_on date,
     replaced_by_id uuid REFERENCES regulation,
     search text NOT NULL,
     version integer NOT NULL,
     CHECK (replaced_by_id IS NULL OR repealed_on IS NOT NULL)
   )`,
  `CREATE INDEX regulation_replaced_by ON regulation (replaced_by_id)`,
  `CREATE INDEX regulation_by_day ON regulation (issued_on, id)`,
  `CREATE TABLE regulation_version (
     id uuid PRIMARY KEY,
     regulation_id uuid NOT NULL REFERENCES regulation,
     number integer NOT NULL,
     in_force_from date NOT NULL,
     in_force_to date,
     file_sha256 text NOT NULL REFERENCES regulation_file,
     changes text,
     audience jsonb,
     read_within_days integer NOT NULL,
     UNIQUE (regulation_id, number),
     CHECK (in_force_from <= in_force_to),
     CONSTRAINT regulation_version_overlap EXCLUDE USING gist
       (regulation_id WITH =, daterange(in_force_from, in_force_to) WITH &&)
   )`,
  `CREATE INDEX regulation_version_file ON regulation_version (file_sha256)`,
  `CREATE TABLE regulation_acknowledgement (
     version_id uuid NOT NULL REFERENCES regulation_version,
     person_id uuid NOT NULL REFERENCES person,
     acknowledged_on date NOT NULL,
     PRIMARY KEY (version_id, person_id)
   )`,
  `CREATE INDEX regulation_acknowledgement_person ON regulation_acknowledgement (person_id)`,
];

const reminders = [
  `CREATE TABLE reminder_settings (
     id boolean PRIMARY KEY DEFAULT true CHECK (id),
     contract_days integer[] NOT NULL,
     reading_days integer[] NOT NULL,
     version integer NOT NULL
   )`,
  `INSERT INTO reminder_settings (contract_days, reading_days, version) VALUES ('{60,30,7}', '{3,0}', 1)`,
  // What has been reminded of, to whom, and at how many days before.
  `CREATE TABLE reminder (
     subject_id uuid NOT NULL,
     person_id uuid NOT NULL REFERENCES person,
     days integer NOT NULL,
     PRIMARY KEY (subject_id, person_id, days)
   )`,
  `CREATE INDEX reminder_person ON reminder (person_id)`,
];

export class ContractsAndRegulations1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...contracts, ...allowances, ...regulations, ...reminders])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'reminder',
      'reminder_settings',
      'regulation_acknowledgement',
      'regulation_version',
      'regulation',
      'regulation_file',
      'allowance',
      'allowance_sheet',
      'base_salary',
      'contract',
      'contract_counter',
      'contract_signing',
      'contract_template',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
