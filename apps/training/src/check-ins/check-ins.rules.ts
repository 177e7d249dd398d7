import { createHash, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Forty random bits, in two groups that can be read from the far end of a room. */
export function newCode(): string {
  const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]!).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** What is kept of a code of a class, however it was typed. */
export function fingerprintOf(classId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`${classId}:${code.toUpperCase().replace('-', '')}`)
    .digest();
}
