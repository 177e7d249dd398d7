import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel } from './people.js';
import { periodFields, PeriodState } from './periods.js';
import { code, day, text, timestamp } from './values.js';

const fields = {
  code: periodFields.code,
  startsOn: day,
  /** The last day on which it is answered; who is appointed on it is asked. */
  endsOn: day,
  dueAt: timestamp,
  topic: code,
  /** What it is about, as the title of its report names it. */
  subject: text(300),
  note: text(2000).nullable(),
  /** Prompts for whoever answers. */
  questions: z.array(text(500)).min(1).max(20),
  /** Collaborators of these levels are asked; none named: of all. */
  levels: z.array(AppointmentLevel).max(3),
  /** Collaborators in and below these units are asked; none named: everywhere. */
  areaIds: z.array(z.uuid()).max(300),
};

const head = {
  /** Also the id of the reporting period in which it is answered. */
  id: z.uuid(),
  ...fields,
  state: PeriodState,
};

/** What the office asks of collaborators on one topic, beside what they report of themselves. */
export const ThematicRequestHead = z.object(head).meta({ id: 'ThematicRequestHead' });
export type ThematicRequestHead = z.infer<typeof ThematicRequestHead>;
export const ThematicRequestPage = pageOf(ThematicRequestHead, 'ThematicRequestPage');
export const ThematicRequestListQuery = listQuery(
  { topic: 'value', state: 'value' },
  { asked: z.literal('me').optional().describe('Only what the caller is asked') },
);

/** A request with how many were asked and have answered; frozen when its period is closed. */
export const ThematicRequest = z
  .object({ ...head, expected: z.int().min(0), received: z.int().min(0) })
  .meta({ id: 'ThematicRequest' });
export type ThematicRequest = z.infer<typeof ThematicRequest>;

const each = (values: string[]): boolean => new Set(values).size === values.length;

export const NewThematicRequest = z
  .strictObject(fields)
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .refine(({ endsOn, dueAt }) => endsOn <= dueAt.slice(0, 10), {
    path: ['dueAt'],
    message: 'It must not fall due before it ends',
  })
  .refine(({ levels }) => each(levels), { path: ['levels'], message: 'A level stands once' })
  .refine(({ areaIds }) => each(areaIds), { path: ['areaIds'], message: 'A unit stands once' })
  .meta({ id: 'NewThematicRequest' });
export type NewThematicRequest = z.infer<typeof NewThematicRequest>;

/** Collaborators are asked for a thematic report. */
export const thematicRequestOpened = eventType(
  'reporting.thematicRequest.opened',
  z.object({
    id: z.uuid(),
    code: z.string(),
    topic: z.string(),
    endsOn: day,
    /** Who is asked. */
    appointmentIds: z.array(z.uuid()).min(1),
  }),
);
