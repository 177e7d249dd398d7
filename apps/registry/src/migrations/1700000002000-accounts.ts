import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE account (
     id uuid PRIMARY KEY,
     username text NOT NULL,
     person_id uuid REFERENCES person,
     state text NOT NULL CHECK (state IN ('active', 'disabled')),
     password_hash text NOT NULL,
     must_change_password boolean NOT NULL,
     totp_secret text,
     totp_confirmed boolean NOT NULL,
     totp_last_step integer NOT NULL,
     oidc_issuer text,
     oidc_username text,
     oidc_subject text,
     version integer NOT NULL,
     CHECK (NOT totp_confirmed OR totp_secret IS NOT NULL),
     CHECK ((oidc_issuer IS NULL) = (oidc_username IS NULL AND oidc_subject IS NULL))
   )`,
  `CREATE UNIQUE INDEX account_username ON account (username)`,
  `CREATE UNIQUE INDEX account_oidc_username ON account (oidc_issuer, oidc_username)`,
  `CREATE UNIQUE INDEX account_oidc_subject ON account (oidc_issuer, oidc_subject)`,
  `CREATE INDEX account_person ON account (person_id)`,
  `CREATE TABLE account_grant (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     role text NOT NULL CHECK (role IN ('administrator', 'registrar', 'reviewer', 'editor', 'approver', 'recipient')),
     area_id uuid REFERENCES area,
     organisation_id uuid REFERENCES organisation,
     "from" date NOT NULL,
     "to" date,
     CHECK ("from" < "to"),
     CHECK (area_id IS NULL OR role = 'reviewer'),
     CHECK ((organisation_id IS NOT NULL) = (role = 'recipient'))
   )`,
  `CREATE INDEX account_grant_account ON account_grant (account_id)`,
  `CREATE INDEX account_grant_area ON account_grant (area_id)`,
  `CREATE INDEX account_grant_organisation ON account_grant (organisation_id)`,
  `CREATE TABLE sign_in_failure (
     name_hash bytea PRIMARY KEY,
     failures integer NOT NULL,
     last_at timestamptz NOT NULL,
     locked_until timestamptz
   )`,
  `CREATE INDEX sign_in_failure_last ON sign_in_failure (last_at)`,
  `CREATE TABLE session (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     second_factor boolean NOT NULL,
     refresh_family bytea NOT NULL,
     refresh_hash bytea NOT NULL,
     started_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz NOT NULL
   )`,
  `CREATE UNIQUE INDEX session_refresh_family ON session (refresh_family)`,
  `CREATE INDEX session_account ON session (account_id)`,
  `CREATE TABLE signing_key (
     id uuid PRIMARY KEY,
     private_key jsonb NOT NULL,
     signs_from timestamptz NOT NULL
   )`,
  `CREATE TABLE api_client (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     secret_hash bytea NOT NULL,
     permissions text[] NOT NULL,
     state text NOT NULL CHECK (state IN ('active', 'disabled')),
     version integer NOT NULL
   )`,
  `CREATE UNIQUE INDEX api_client_name ON api_client (name)`,
  `CREATE TABLE oidc_attempt (
     state_hash bytea PRIMARY KEY,
     nonce text NOT NULL,
     code_verifier text NOT NULL,
     expires_at timestamptz NOT NULL
   )`,
  `CREATE INDEX oidc_attempt_expiry ON oidc_attempt (expires_at)`,
];

const tables = [
  'oidc_attempt',
  'api_client',
  'signing_key',
  'session',
  'sign_in_failure',
  'account_grant',
  'account',
];

export class Accounts1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}
