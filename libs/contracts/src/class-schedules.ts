import { z } from 'zod';
import { moment, text, timestamp } from './values.js';

const sessionFields = {
  from: timestamp,
  to: timestamp,
  /** A room, or the link of one that is online. */
  place: text(500).nullable(),
};

/** Somebody who is needed in two classes at the same time. */
export const ClassClash = z
  .object({
    personId: z.uuid(),
    /** The other class; this one where somebody both teaches and learns in it. */
    classId: z.uuid(),
    as: z.enum(['participant', 'trainer']),
    startsOn: z.string(),
    endsOn: z.string(),
  })
  .meta({ id: 'ClassClash' });
export type ClassClash = z.infer<typeof ClassClash>;

/** When and where a class meets, and who teaches it. Without sessions it takes its days whole. */
export const ClassSchedule = z
  .object({
    classId: z.uuid(),
    sessions: z.array(z.object(sessionFields)),
    /** Whoever may read only what is their own sees themselves. */
    trainerIds: z.array(z.uuid()),
    version: z.int(),
  })
  .meta({ id: 'ClassSchedule' });
export type ClassSchedule = z.infer<typeof ClassSchedule>;

export const ScheduledClass = ClassSchedule.extend({ clashes: z.array(ClassClash) }).meta({
  id: 'ScheduledClass',
});
export type ScheduledClass = z.infer<typeof ScheduledClass>;

const Session = z
  .strictObject({ ...sessionFields, from: moment, to: moment })
  .refine(({ from, to }) => new Date(from) < new Date(to), {
    path: ['to'],
    message: 'It must not end before it starts',
  });
const inOrder = (sessions: readonly z.infer<typeof Session>[]): boolean =>
  sessions.every(({ from }, index) => index === 0 || new Date(sessions[index - 1]!.to) <= new Date(from));

export const ScheduleClass = z
  .strictObject({
    sessions: z.array(Session).max(60).refine(inOrder, 'They must follow on one another'),
    trainerIds: z
      .array(z.uuid())
      .max(50)
      .refine((ids) => new Set(ids).size === ids.length, 'Somebody is named twice'),
  })
  .meta({ id: 'ScheduleClass' });
export type ScheduleClass = z.infer<typeof ScheduleClass>;
