import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { day } from './values.js';

/** Draws interviewed cases that somebody goes to once more (phúc tra). */
export const BackCheckDraw = z
  .strictObject({
    personId: z.uuid().optional().describe('Left out: cases of all interviewers'),
    share: z.number().min(0.01).max(1).describe('Of the interviewed cases; 0.05 to 0.1 is usual'),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('Left out: chosen and recorded'),
  })
  .meta({ id: 'BackCheckDraw' });
export type BackCheckDraw = z.infer<typeof BackCheckDraw>;

/** A draw as it was made; from the same cases in their order the same seed draws the same. */
export const DrawnBackChecks = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    personId: z.uuid().nullable(),
    share: z.number(),
    seed: z.int(),
    /** From how many interviewed cases that nobody was to check yet. */
    eligible: z.int(),
    cases: z.int(),
    drawnOn: day,
  })
  .meta({ id: 'DrawnBackChecks' });
export type DrawnBackChecks = z.infer<typeof DrawnBackChecks>;

/** Whether the interview took place as it was told; nothing of what was answered. */
export const BackCheckResult = z.enum(['confirmed', 'differs', 'not-interviewed', 'not-reached']);
export type BackCheckResult = z.infer<typeof BackCheckResult>;

/** An interview that is checked, or was. The interviewer sees it once it was. */
export const BackCheck = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    drawId: z.uuid(),
    /** Null when fieldwork is closed. */
    caseId: z.uuid().nullable(),
    /** Who held the interview. */
    personId: z.uuid(),
    result: BackCheckResult.nullable(),
    checkedOn: day.nullable(),
    version: z.int(),
  })
  .meta({ id: 'BackCheck' });
export type BackCheck = z.infer<typeof BackCheck>;
export const BackCheckPage = pageOf(BackCheck, 'BackCheckPage');
export const BackCheckListQuery = listQuery({ personId: 'value', drawId: 'value', result: 'value' });

export const BackCheckFinding = z
  .strictObject({ result: BackCheckResult, checkedOn: day })
  .meta({ id: 'BackCheckFinding' });
export type BackCheckFinding = z.infer<typeof BackCheckFinding>;
