import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // As `fold` of the contracts: case, accents and the placement of tone marks do not count. Bodies that are parsed here
  // mean the same whatever the search path is; PostgreSQL analyses indexes with a path of its own.
  `CREATE FUNCTION folded(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
   RETURN lower(regexp_replace(normalize(translate(value, 'đĐ', 'dD'), NFD), '[\u0300-\u036f]', '', 'g'))`,
  // Whatever an item says, word by word. Words are runs of Latin letters and digits, which Vietnamese has once it is folded:
  // the parser of text search would take "thuế/phí" for the path of a file.
  `CREATE FUNCTION words_of(summary text, proposals text[], assessment text, proposed_solution text)
   RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000
   RETURN to_tsvector('simple'::regconfig, regexp_replace(
     folded(concat_ws(' ', summary, array_to_string(proposals, ' '), assessment, proposed_solution)),
     '[^a-z0-9]+', ' ', 'g'))`,
  `CREATE INDEX opinion_item_words ON opinion_item
     USING gin (words_of(summary, proposals, assessment, proposed_solution))`,
];

const down = [
  'DROP INDEX opinion_item_words',
  'DROP FUNCTION words_of(text, text[], text, text)',
  'DROP FUNCTION folded(text)',
];

/** Finds items by their words. */
export class WordsOfItems1700000008010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
