import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { itemsToRevise, NewOpinionItem, OpinionItem } from './opinion.js';
import { AppointmentLevel } from './people.js';
import { day, text, timestamp } from './values.js';

/** Whether a level takes part in the review where it has reviewers, or is left out. */
export const LevelReview = z.enum(['required', 'skipped']);

const levels = { commune: LevelReview, district: LevelReview, province: LevelReview };

/** Which levels review opinion reports. Where all are skipped, the office still accepts. */
export const ReviewSettings = z.object({ ...levels, version: z.int() }).meta({ id: 'ReviewSettings' });
export type ReviewSettings = z.infer<typeof ReviewSettings>;
export const ReviewSettingsUpdate = z.strictObject(levels).meta({ id: 'ReviewSettingsUpdate' });
export type ReviewSettingsUpdate = z.infer<typeof ReviewSettingsUpdate>;

/** The units above a report, lowest first, as the tree of its period's last day has them, and how far it has come. */
export const ReviewPath = z
  .object({
    items: z.array(
      z.object({
        level: AppointmentLevel,
        areaId: z.uuid(),
        code: z.string(),
        name: z.string(),
        /** By the settings. */
        required: z.boolean(),
        /** Whether somebody reviews there today; the author does not count. */
        staffed: z.boolean(),
        passed: z.boolean(),
      }),
    ),
    /** Where it waits for review; null while nobody has to look at it. */
    waitsAt: AppointmentLevel.nullable(),
  })
  .meta({ id: 'ReviewPath' });
export type ReviewPath = z.infer<typeof ReviewPath>;

/** Opens items of an accepted report again, for its author to revise. */
export const ReopenReport = z.strictObject(itemsToRevise).meta({ id: 'ReopenReport' });
export type ReopenReport = z.infer<typeof ReopenReport>;

/** What an accepted item says instead, and why. */
export const CorrectItem = z
  .strictObject({ reason: text(1000), item: NewOpinionItem })
  .meta({ id: 'CorrectOpinionItem' });
export type CorrectItem = z.infer<typeof CorrectItem>;

/** The free texts of an item, and what was said of it in review. */
export const ItemText = z.enum([
  'summary',
  'proposals',
  'assessment',
  'proposedSolution',
  'returnReason',
  'changeReason',
]);
export type ItemText = z.infer<typeof ItemText>;

/** Blanks words of one version of an item that lead to a person, and why; what is counted stays. */
export const BlankItem = z
  .strictObject({
    revision: z.int().min(1).max(1_000_000),
    fields: z.array(ItemText).min(1).max(6),
    reason: text(1000),
  })
  .meta({ id: 'BlankOpinionItem' });
export type BlankItem = z.infer<typeof BlankItem>;

/** What an item said from one instant to another, and what was decided on it. */
export const OpinionItemVersion = z
  .object({
    ...OpinionItem.omit({ passedLevel: true }).shape,
    knownFrom: timestamp,
    /** Null: it is what the item says. */
    knownTo: timestamp.nullable(),
    /** Since when it is accepted or returned; null while nothing is decided. */
    decidedAt: timestamp.nullable(),
    /** The fields that say something else than in the version before; empty for the first. */
    changed: z.array(z.string()),
  })
  .meta({ id: 'OpinionItemVersion' });
export type OpinionItemVersion = z.infer<typeof OpinionItemVersion>;
export const OpinionItemVersionList = z
  .object({ items: z.array(OpinionItemVersion) })
  .meta({ id: 'OpinionItemVersionList' });

/** Where somebody reviews, and on which days; all of it each time, so that nothing left out holds on. */
export const reviewerRecorded = eventType(
  'registry.reviewer.recorded',
  z.object({
    accountId: z.uuid(),
    personId: z.uuid().nullable(),
    spans: z.array(
      z.object({
        /** Null: the whole installation. */
        areaId: z.uuid().nullable(),
        from: day,
        /** Exclusive. */
        to: day.nullable(),
      }),
    ),
  }),
);

/** Says again where everybody reviews. */
export const reviewersRepeat = queueType({
  name: 'registry.reviewers-repeat',
  data: z.strictObject({}),
  attempts: 3,
  backoffMs: 60_000,
  concurrency: 1,
});
