import type { Highlight } from '#contracts/opinion-items';
import { fold } from '#contracts/values';

/** Folded words that stand next to each other. */
export type Phrase = readonly string[];

interface Word {
  word: string;
  start: number;
  end: number;
}

/** The folded words of a text and where they stand in it. They are those by which PostgreSQL finds it (`words_of`). */
export function wordsIn(text: string): Word[] {
  let folded = '';
  const from: number[] = [];
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    // What folds to nothing parts words, unless it is a mark on the letter before.
    const letters = fold(character) || (/\p{M}/u.test(character) ? '' : ' ');
    from.push(...Array<number>(letters.length).fill(at));
    folded += letters;
    at += character.length;
  }
  return [...folded.matchAll(/[a-z0-9]+/g)].map(({ 0: word, index }) => ({
    word,
    start: from[index]!,
    end: from[index + word.length] ?? text.length,
  }));
}

/** What is searched for: words one by one, and phrases where there are quotation marks or no space between words. */
export const phrasesOf = (search: string): Phrase[] =>
  [...search.matchAll(/"([^"]*)"|[^\s"]+/g)]
    .map(([whole, quoted]) => wordsIn(quoted ?? whole).map(({ word }) => word))
    .filter((words) => words.length > 0);

/** The same as a `tsquery`: it holds nothing but letters, digits and operators. */
export const tsqueryOf = (phrases: readonly Phrase[]): string =>
  phrases.map((words) => `(${words.map((word) => `'${word}'`).join(' <-> ')})`).join(' & ');

/** Where the phrases stand in texts, by the paths of these; what overlaps or touches is one place. */
export function highlightsIn(texts: Record<string, string | null>, phrases: readonly Phrase[]): Highlight[] {
  return Object.entries(texts).flatMap(([path, text]) => {
    const words = wordsIn(text ?? '');
    const found = phrases.flatMap((phrase) =>
      words.flatMap(({ start }, index) =>
        phrase.every((word, offset) => words[index + offset]?.word === word)
          ? [{ start, end: words[index + phrase.length - 1]!.end }]
          : [],
      ),
    );
    const places: { start: number; end: number }[] = [];
    for (const place of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      const last = places.at(-1);
      if (last && place.start <= last.end) last.end = Math.max(last.end, place.end);
      else places.push({ ...place });
    }
    return places.map((place) => ({ path, ...place }));
  });
}
