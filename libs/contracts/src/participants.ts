import { z } from 'zod';
import { Certificate } from './certificates.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { day, text } from './values.js';

/** Somebody who was invited to a class. */
export const Participant = z
  .object({
    personId: z.uuid(),
    /** Why they were invited. */
    reason: z.string(),
    /** Null until the class was held with a list. */
    attended: z.boolean().nullable(),
    /** Null for whoever did not come. */
    passed: z.boolean().nullable(),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;
export const ParticipantPage = pageOf(Participant, 'ParticipantPage');
export const ParticipantListQuery = listQuery({ personId: 'value', attended: 'value' });

const people = z
  .array(z.uuid())
  .max(1000)
  .refine((ids) => new Set(ids).size === ids.length, 'Somebody is named twice');

export const InviteToClass = z
  .strictObject({ personIds: people.min(1), reason: text(300) })
  .meta({ id: 'InviteToClass' });
export type InviteToClass = z.infer<typeof InviteToClass>;

/**
 * Whom to invite of those who hold a role today: who came to no class since a day, as far as lists say, or whose
 * appointment began since.
 */
export const AudienceRule = z
  .strictObject({
    rule: z.enum(['no-class-since', 'appointed-since']),
    role: AppointmentRole,
    level: AppointmentLevel.optional().describe('Any level if left out'),
    since: day,
  })
  .meta({ id: 'AudienceRule' });
export type AudienceRule = z.infer<typeof AudienceRule>;

/** How many a rule chose, and how many of them were not invited before. */
export const InvitedByRule = z.object({ chosen: z.int(), invited: z.int() }).meta({ id: 'InvitedByRule' });
export type InvitedByRule = z.infer<typeof InvitedByRule>;

/** Who came and who passed; whoever else was invited did not come. */
export const AttendClass = z
  .strictObject({ attended: people, passed: people })
  .refine(({ attended, passed }) => passed.every((id) => attended.includes(id)), {
    path: ['passed'],
    message: 'Somebody passed who did not come',
  })
  .meta({ id: 'AttendClass' });
export type AttendClass = z.infer<typeof AttendClass>;

export const ClassCertificates = z
  .object({ certificates: z.array(Certificate) })
  .meta({ id: 'ClassCertificates' });
export type ClassCertificates = z.infer<typeof ClassCertificates>;
