import type { MigrationInterface, QueryRunner } from 'typeorm';

const texts = `folded(concat_ws(' ', summary, array_to_string(proposals, ' '), assessment, proposed_solution))`;

const wordsOf = (body: string): string => `
  CREATE OR REPLACE FUNCTION words_of(summary text, proposals text[], assessment text, proposed_solution text)
  RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000
  RETURN ${body}`;

const up = [
  'DROP INDEX opinion_item_words',
  // Every run of letters and digits is a word; the parser of text search would take "1e1" for a number. A longer word
  // than anyone looks for is left out: an index takes 2 kB.
  wordsOf(`(
    SELECT coalesce(string_agg(word || ':' || least(place, 16383), ' '), '')::tsvector
      FROM unnest(regexp_split_to_array(${texts}, '[^a-z0-9]+')) WITH ORDINALITY AS told(word, place)
     WHERE word <> '' AND length(word) <= 1000)`),
  'ALTER TABLE opinion_item ADD words tsvector',
  'UPDATE opinion_item SET words = words_of(summary, proposals, assessment, proposed_solution)',
  // Kept with the item: to look through the items of a report for common words, they were made anew for each.
  `CREATE FUNCTION keep_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
   BEGIN
     NEW.words := words_of(NEW.summary, NEW.proposals, NEW.assessment, NEW.proposed_solution);
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER opinion_item_words_kept
     BEFORE INSERT OR UPDATE OF summary, proposals, assessment, proposed_solution ON opinion_item
     FOR EACH ROW EXECUTE FUNCTION keep_words()`,
  'CREATE INDEX opinion_item_words ON opinion_item USING gin (words)',
];

const down = [
  'DROP TRIGGER opinion_item_words_kept ON opinion_item',
  'DROP FUNCTION keep_words()',
  'ALTER TABLE opinion_item DROP COLUMN words',
  wordsOf(`to_tsvector('simple'::regconfig, regexp_replace(${texts}, '[^a-z0-9]+', ' ', 'g'))`),
  `CREATE INDEX opinion_item_words ON opinion_item
     USING gin (words_of(summary, proposals, assessment, proposed_solution))`,
];

/** Finds items by common words without making their words anew, and by whatever looks like a number. */
export class WordsKept1700000009840 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
