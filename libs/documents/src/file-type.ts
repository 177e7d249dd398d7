import { unzipSync } from 'fflate';

/** Media types of documents that are kept as they came. */
export const fileTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type FileType = (typeof fileTypes)[keyof typeof fileTypes];

/** A PDF says so in its first kilobyte and ends with a mark in its last. */
const PDF_EDGE = 1024;

/**
 * What a file is by its content, whatever its name says: a PDF or a Word document; null for anything else. A Word
 * document with macros is something else. Reads the directory of an archive only, and unpacks nothing.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const text = (part: Uint8Array): string => Buffer.from(part).toString('latin1');
  const head = text(bytes.subarray(0, PDF_EDGE));
  if (head.startsWith('%PDF-'))
    return text(bytes.subarray(-PDF_EDGE)).includes('%%EOF') ? fileTypes.pdf : null;
  if (!head.startsWith('PK')) return null;
  const names = new Set<string>();
  try {
    unzipSync(bytes, { filter: ({ name }) => (names.add(name), false) });
  } catch {
    return null;
  }
  const isWord = names.has('[Content_Types].xml') && names.has('word/document.xml');
  const hasMacros = [...names].some((name) => name.toLowerCase().endsWith('vbaproject.bin'));
  return isWord && !hasMacros ? fileTypes.docx : null;
}
