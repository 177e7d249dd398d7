import { createHash } from 'node:crypto';
import { Problem } from '#contracts/problem';
import { fileTypeOf } from '#documents/file-type';
import type { Upload } from './uploaded.js';

/** What is known of a document that is kept under the hash of its content. */
export interface KeptFile {
  sha256: string;
  mediaType: string;
  /** In bytes. */
  size: number;
}

/**
 * A document as it is kept.
 * @throws Problem 422 `file.unreadable` when by its content it is not what it is sent as.
 */
export function keptFile({ bytes, mediaType }: Upload): KeptFile {
  const found = fileTypeOf(bytes);
  if (found !== mediaType)
    throw unreadableFile(
      found ? `By its content it is ${found}` : 'By its content it is neither PDF nor DOCX',
    );
  return { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType, size: bytes.length };
}

/** The refusal of a document, and why. */
export const unreadableFile = (detail: string): Problem =>
  Problem.unprocessable('file.unreadable', 'The file cannot be taken', { detail });
