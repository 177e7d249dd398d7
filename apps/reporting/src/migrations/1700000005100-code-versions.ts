import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE code DROP CONSTRAINT code_pkey, ADD PRIMARY KEY (list, code, valid_from),
     ADD CHECK (valid_from < valid_to),
     ADD CONSTRAINT code_one_version EXCLUDE USING gist
       (list WITH =, code WITH =, daterange(valid_from, valid_to) WITH &&)`,
  `CREATE TABLE code_succession (
     list text NOT NULL CHECK (list IN ('topic', 'stratum')),
     code text NOT NULL,
     successor text NOT NULL,
     effective date NOT NULL,
     PRIMARY KEY (list, code, successor, effective),
     CHECK (code <> successor)
   )`,
];

/** Keeps of each code its newest version. */
const down = [
  `DROP TABLE code_succession`,
  `DELETE FROM code c USING code later
    WHERE later.list = c.list AND later.code = c.code AND later.valid_from > c.valid_from`,
  `ALTER TABLE code DROP CONSTRAINT code_one_version, DROP CONSTRAINT code_check, DROP CONSTRAINT code_pkey,
     ADD PRIMARY KEY (list, code)`,
];

export class CodeVersions1700000005100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
