import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { Tendency } from './opinion.js';

const heard = {
  itemId: z.uuid(),
  reportId: z.uuid(),
  areaId: z.uuid(),
  tendency: Tendency,
  rumour: z.boolean(),
  summary: z.string(),
};

/** Items of the same period and topic that say nearly the same, the likest first. */
export const LookAlikes = z
  .object({
    items: z.array(
      z.object({
        ...heard,
        /** The stream it was joined to. */
        streamId: z.uuid().nullable(),
        /** Of the wordings without accents: 1 where they are the same. */
        similarity: z.number().min(0).max(1),
      }),
    ),
  })
  .meta({ id: 'LookAlikes' });
export type LookAlikes = z.infer<typeof LookAlikes>;

const streamFields = {
  id: z.uuid(),
  periodId: z.uuid(),
  topic: z.string(),
  tendency: Tendency,
  version: z.int(),
};

/** What several reporters heard of one matter in one period, without its items. */
export const OpinionStreamHead = z.object(streamFields).meta({ id: 'OpinionStreamHead' });
export type OpinionStreamHead = z.infer<typeof OpinionStreamHead>;
export const OpinionStreamPage = pageOf(OpinionStreamHead, 'OpinionStreamPage');
export const OpinionStreamListQuery = listQuery({ periodId: 'value', topic: 'value', tendency: 'value' });

/** A stream with those of its items that the caller may read. Each keeps its own mark as a rumour. */
export const OpinionStream = z
  .object({ ...streamFields, items: z.array(z.object(heard)) })
  .meta({ id: 'OpinionStream' });
export type OpinionStream = z.infer<typeof OpinionStream>;

const itemIds = (least: number) =>
  z
    .array(z.uuid())
    .min(least)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'An item is named twice' });

/** Items of one period, one topic and one tendency. */
export const NewOpinionStream = z.strictObject({ itemIds: itemIds(2) }).meta({ id: 'NewOpinionStream' });
export type NewOpinionStream = z.infer<typeof NewOpinionStream>;

export const StreamItems = z.strictObject({ itemIds: itemIds(1) }).meta({ id: 'StreamItems' });
export type StreamItems = z.infer<typeof StreamItems>;
