import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

export const CertificateState = z.enum(['valid', 'revoked']);

/** Given by the office, after a class of its own, or earned elsewhere and recorded here. */
export const CertificateSource = z.enum(['office', 'class', 'elsewhere']);

/** What somebody was taught, from when until when it counts. The course is called what it was called then. */
export const Certificate = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    courseId: z.uuid(),
    courseCode: code,
    courseTitle: z.string(),
    source: CertificateSource,
    classId: z.uuid().nullable(),
    /** Who gave one that was earned elsewhere. */
    issuer: z.string().nullable(),
    /** `17/2026`; of one earned elsewhere, what stands on it. */
    number: z.string(),
    /** Whoever is shown the certificate checks it with this; null: it was earned elsewhere. */
    verificationCode: z.string().nullable(),
    validFrom: day,
    /** Inclusive; null: it does not expire. */
    validTo: day.nullable(),
    state: CertificateState,
    revokeReason: z.string().nullable(),
    /** The one that it follows. */
    renewsId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Certificate' });
export type Certificate = z.infer<typeof Certificate>;
export const CertificatePage = pageOf(Certificate, 'CertificatePage');
export const CertificateListQuery = listQuery(
  {
    personId: 'value',
    courseId: 'value',
    classId: 'value',
    source: 'value',
    state: 'value',
    validTo: 'range',
  },
  {
    expiringWithin: z.coerce
      .number()
      .int()
      .min(0)
      .max(3660)
      .optional()
      .describe('Only valid ones that expire within so many days and were not renewed'),
  },
);

const holding = { personId: z.uuid(), courseId: z.uuid() };

/** Valid for as long as the course says at present. */
export const NewCertificate = z
  .strictObject({ ...holding, validFrom: day.optional().describe('Today if left out') })
  .meta({ id: 'NewCertificate' });
export type NewCertificate = z.infer<typeof NewCertificate>;

export const CertificateEarnedElsewhere = z
  .strictObject({
    ...holding,
    issuer: text(300),
    number: text(60),
    validFrom: day,
    validTo: day.nullable(),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, {
    path: ['validTo'],
    message: 'It must not end before it starts',
  })
  .meta({ id: 'CertificateEarnedElsewhere' });
export type CertificateEarnedElsewhere = z.infer<typeof CertificateEarnedElsewhere>;

/** A line of a table of certificates earned elsewhere; the course by its code. */
export const CertificateRow = z.strictObject({
  personId: z.uuid(),
  courseCode: code,
  issuer: text(300),
  // A cell that is a number is read as one.
  number: z.union([text(60), z.number().transform(String)]),
  validFrom: day,
  validTo: day.nullish(),
});
export type CertificateRow = z.infer<typeof CertificateRow>;

export const RevokeCertificate = z.strictObject({ reason: text(1000) }).meta({ id: 'RevokeCertificate' });
export type RevokeCertificate = z.infer<typeof RevokeCertificate>;

/** 128 random bits: nobody comes upon a certificate by trying. */
export const VerificationCode = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'A code has 22 characters');

/** Whether a certificate counts on a day. Not whose it is, nor what for. */
export const CertificateValidity = z
  .object({ validity: z.enum(['not-yet-valid', 'valid', 'expired', 'revoked']), on: day })
  .meta({ id: 'CertificateValidity' });
export type CertificateValidity = z.infer<typeof CertificateValidity>;

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

/** A certificate ends in `daysLeft` days and none follows on it. */
export const certificateExpiring = eventType(
  'training.certificate.expiring',
  z.object({
    certificateId: z.uuid(),
    personId: z.uuid(),
    /** What the holder is appointed to today: their superiors are those of these. */
    appointmentIds: z.array(z.uuid()),
    courseTitle: text(300),
    number: text(60),
    /** Inclusive. */
    validTo: day,
    daysLeft: z.int().min(0),
  }),
);

/** Looks for certificates that end soon and tells of each at set days. */
export const certificateReminders = queueType({
  name: 'training.certificate-reminders',
  data: z.strictObject({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});
