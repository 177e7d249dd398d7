import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { day, text, timestamp } from './values.js';

/** A conference agreed what to watch in the next period. Official text that passed the guard, no opinion. */
export const guidanceAgreed = eventType(
  'training.guidance.agreed',
  z.object({
    conferenceId: z.uuid(),
    /** Day of the conference; it holds for periods that begin after it. */
    heldOn: day,
    items: z
      .array(z.object({ id: z.uuid(), topic: z.string().nullable(), text: text(2000) }))
      .min(1)
      .max(100),
  }),
);

/** What a conference had to say of a circulated aggregate report, section by section; guarded text. */
export const aggregateDiscussed = eventType(
  'training.aggregate.discussed',
  z.object({
    conferenceId: z.uuid(),
    aggregateId: z.uuid(),
    comments: z
      .array(z.object({ id: z.uuid(), section: text(64).nullable(), text: text(4000) }))
      .min(1)
      .max(200),
  }),
);

/** Those who are to come to a conference are told of it: invited, that it changed or is cancelled, that it is soon. */
export const conferenceTold = eventType(
  'training.conference.told',
  z.object({
    conferenceId: z.uuid(),
    personIds: z.array(z.uuid()),
    title: text(300),
    startsAt: timestamp,
    what: z.enum(['invited', 'changed', 'cancelled', 'soon']),
  }),
);

/** Looks every morning for conferences that begin soon and tells of each at set days. */
export const conferenceReminders = queueType({
  name: 'training.conference-reminders',
  data: z.strictObject({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});

/** Somebody who was invited to a conference came to it, or did not: what the page of a person shows. */
export const conferenceAttendanceRecorded = eventType(
  'training.conferenceAttendance.recorded',
  z.object({
    conferenceId: z.uuid(),
    personId: z.uuid(),
    title: text(300),
    heldOn: day,
    attended: z.boolean(),
  }),
);

/** Contracts were signed at a conference: the registry signs them as one batch. */
export const contractsSignedAtConference = eventType(
  'training.contracts.signed',
  z.object({
    conferenceId: z.uuid(),
    signedOn: day,
    contractIds: z.array(z.uuid()).min(1).max(1000),
    signer: z.object({ position: text(200), organisationId: z.uuid() }),
  }),
);

/** What training and conferences did in a reporting period, unit by unit; sent once when the period has closed. */
export const trainingFiguresCounted = eventType(
  'training.figures.counted',
  z.object({
    periodId: z.uuid(),
    startsOn: day,
    endsOn: day,
    units: z.array(
      z.object({
        areaId: z.uuid(),
        classesHeld: z.int(),
        attended: z.int(),
        passed: z.int(),
        certificatesGiven: z.int(),
        conferencesHeld: z.int(),
        conferenceAttendance: z.int(),
        statements: z.int(),
        openActionItems: z.int(),
      }),
    ),
    /** On the last day, of each course: who of those appointed to its audience in a unit and below it is trained. */
    coverage: z.array(
      z.object({
        courseId: z.uuid(),
        /** Null for those whose unit is not known. */
        areaId: z.uuid().nullable(),
        appointed: z.int(),
        trained: z.int(),
      }),
    ),
  }),
);
