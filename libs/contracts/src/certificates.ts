import { z } from 'zod';
import { eventType } from './event.js';
import { code, day, text } from './values.js';

export const CertificateState = z.enum(['valid', 'revoked']);

/** A certificate was given, renewed or revoked; the facts as they now stand. Whether it has expired follows from its days. */
export const certificateChanged = eventType(
  'training.certificate.changed',
  z.object({
    id: z.uuid(),
    personId: z.uuid(),
    courseId: z.uuid(),
    courseCode: code,
    courseTitle: text(300),
    number: text(60),
    validFrom: day,
    /** Inclusive; null: it does not expire. */
    validTo: day.nullable(),
    state: CertificateState,
  }),
);

/** Somebody was invited to a class, came, or did not: what the page of a person shows of their training. */
export const attendanceRecorded = eventType(
  'training.attendance.recorded',
  z.object({
    classId: z.uuid(),
    personId: z.uuid(),
    courseTitle: text(300),
    startsOn: day,
    attended: z.boolean(),
    /** Null where nothing was assessed, or not yet. */
    passed: z.boolean().nullable(),
  }),
);
