import type { Dice } from './random.js';

const innermostChoice = /\{([^{}]*)\}/g;

/**
 * Writes out a template: `{a|b|c}` becomes one of its alternatives, which may be empty and may hold choices of
 * their own.
 */
export function compose(dice: Dice, template: string): string {
  let text = template;
  while (text.includes('{')) {
    const next = text.replace(innermostChoice, (_, choice: string) => dice.pick(choice.split('|')));
    if (next === text) throw new Error(`unbalanced braces in: ${template}`);
    text = next;
  }
  return text;
}

/** One written sentence: single spaces, a capital at the start, a full stop at the end. */
export function sentence(dice: Dice, template: string): string {
  const text = compose(dice, template)
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;])/g, '$1')
    .trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

/** "a", "a và b", "a, b và c". */
export function enumerate(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} và ${words.at(-1)!}`;
}
