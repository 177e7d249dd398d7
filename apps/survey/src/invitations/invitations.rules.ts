import { createHash, randomBytes } from 'node:crypto';

/** Marks of 8 bytes that stay together in a page of the database. */
const MOST_IN_PART = 240;
const MARK_BYTES = 8;

export const noMark: Buffer = Buffer.alloc(MARK_BYTES);

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What is kept of an exchange: enough to tell the same from another, and of no use to whoever sees the response. */
export const markOf = (blinded: string): Buffer => hashOf(blinded).subarray(0, MARK_BYTES);

export interface DrawnInvitations {
  /** For those who send them, in no order that means anything. */
  tokens: string[];
  /** For the database, by hash. */
  hashes: Buffer[];
  parts: number[];
  slots: number[];
  /** The marks of each part, all zero. */
  marks: Buffer[];
}

/** Draws tokens and deals them to as few parts of even size as there must be. */
export function drawInvitations(count: number): DrawnInvitations {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString('base64url'));
  const hashes = tokens.map(hashOf).sort(Buffer.compare);
  const parts = Math.ceil(count / MOST_IN_PART);
  return {
    tokens,
    hashes,
    parts: hashes.map((_, at) => at % parts),
    slots: hashes.map((_, at) => Math.floor(at / parts)),
    marks: Array.from({ length: parts }, (_, part) =>
      Buffer.alloc(MARK_BYTES * Math.ceil((count - part) / parts)),
    ),
  };
}
