import { z } from 'zod';
import { timestamp } from './values.js';

/** How many documents may come with a report. */
export const MAX_ATTACHMENTS = 10;

/** The SHA-256 of a file's content, by which it is fetched. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/, 'A hash has 64 digits from 0 to f');

/** A document that came with an opinion report; it has no name but its hash. */
export const OpinionAttachment = z
  .object({ sha256: FileHash, mediaType: z.string(), size: z.int(), addedAt: timestamp })
  .meta({ id: 'OpinionAttachment' });
export type OpinionAttachment = z.infer<typeof OpinionAttachment>;
export const OpinionAttachmentList = z
  .object({ items: z.array(OpinionAttachment) })
  .meta({ id: 'OpinionAttachmentList' });
