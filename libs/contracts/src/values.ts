import { z } from 'zod';

/** Characters no text of ours holds: control characters other than line breaks and tabs. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Trimmed text in Unicode NFC, 1 to `max` characters, without control characters. */
export const text = (max: number) =>
  z
    .string()
    // Before the normalisation, whose cost grows faster than the text.
    .max(4 * max, { abort: true })
    .refine((value) => value.isWellFormed(), { error: 'It contains half a character', abort: true })
    .normalize('NFC')
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !controls.test(value), 'It contains control characters');

/** Days that the product accepts; what lies outside is a typing mistake. */
export const day = z.iso
  .date({ abort: true })
  .refine((value) => value >= '1900-01-01' && value < '2200-01-01', 'The date is out of range');

/** A code of a list or tree: letters, digits, dot, dash. */
export const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, 'A code has letters, digits, dots and dashes');

export const timestamp = z.iso.datetime({ offset: true });

/** Times that the product accepts, as {@link day} does days. */
export const moment = timestamp.refine(
  (value) => value >= '1900' && value < '2200',
  'The time is out of range',
);

/** Path parameter of a single resource. */
export const IdParam = z.uuid();

/** Vietnamese text folded for search: case, accents and the placement of tone marks do not count (Hòa = Hoà = hoa). */
export function fold(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
