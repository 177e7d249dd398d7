import { z } from 'zod';
import { Certificate } from './certificates.js';
import { ClassClash } from './class-schedules.js';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { day, text } from './values.js';

/** What somebody says to an invitation; who comes when all seats are taken waits until one is given back. */
export const Reply = z.enum(['accepted', 'waiting', 'declined']);

/** Somebody who was invited to a class. */
export const Participant = z
  .object({
    personId: z.uuid(),
    /** Why they were invited. */
    reason: z.string(),
    /** Null until they reply. */
    reply: Reply.nullable(),
    /** Why they do not come. */
    replyReason: z.string().nullable(),
    /** Days on which they said that they were there, or a table did. */
    daysPresent: z.int(),
    /** When they said that they have read a guidance in writing. */
    readOn: day.nullable(),
    /** Null until the class was held with a list. */
    attended: z.boolean().nullable(),
    /** Null until the class is assessed, and for whoever did not come. */
    passed: z.boolean().nullable(),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;
export const ParticipantPage = pageOf(Participant, 'ParticipantPage');
export const ParticipantListQuery = listQuery({ personId: 'value', attended: 'value', reply: 'value' });

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
    under: z
      .uuid()
      .optional()
      .describe('Only those appointed in this unit and below it; everywhere if left out'),
    since: day,
  })
  .meta({ id: 'AudienceRule' });
export type AudienceRule = z.infer<typeof AudienceRule>;

/** How many were not invited before, and whom of all that were asked for another class needs at the same time. */
export const Invited = z
  .object({ invited: z.int(), clashes: z.array(ClassClash) })
  .meta({ id: 'InvitedToClass' });
export type Invited = z.infer<typeof Invited>;

/** Also how many a rule chose. */
export const InvitedByRule = Invited.extend({ chosen: z.int() }).meta({ id: 'InvitedByRule' });
export type InvitedByRule = z.infer<typeof InvitedByRule>;

export const ReplyToInvitation = z
  .strictObject({ comes: z.boolean(), reason: text(300).optional().describe('Needed of who does not come') })
  .refine(({ comes, reason }) => comes || reason !== undefined, {
    path: ['reason'],
    message: 'It needs a reason',
  })
  .meta({ id: 'ReplyToInvitation' });
export type ReplyToInvitation = z.infer<typeof ReplyToInvitation>;

/**
 * People are told of a class: that they are invited, that there is a seat for them, that it changed, begins soon or will
 * not be held; of one in writing that it was sent, that they have not read it yet, that their question was answered.
 */
export const classTold = eventType(
  'training.class.told',
  z.object({
    classId: z.uuid(),
    personIds: z.array(z.uuid()),
    courseTitle: text(300),
    startsOn: day,
    endsOn: day,
    what: z.enum(['invited', 'placed', 'changed', 'cancelled', 'soon', 'sent', 'unread', 'answered']),
  }),
);

/** Looks every morning for classes that begin soon, and for guidance that is to be read soon. */
export const classReminders = queueType({
  name: 'training.class-reminders',
  data: z.strictObject({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});

/** Who came and who passed; whoever else was invited did not come. */
export const AttendClass = z
  .strictObject({
    attended: people
      .optional()
      .describe('Left out: whoever was there on one of its days, or has read what was sent'),
    passed: people.optional().describe('Left out: it is assessed later'),
  })
  .refine(({ attended, passed = [] }) => !attended || passed.every((id) => attended.includes(id)), {
    path: ['passed'],
    message: 'Somebody passed who did not come',
  })
  .meta({ id: 'AttendClass' });
export type AttendClass = z.infer<typeof AttendClass>;

/** Who passed; whoever else came did not. */
export const AssessClass = z
  .strictObject({ passed: people.optional().describe('Left out: whoever passed what the course requires') })
  .meta({ id: 'AssessClass' });
export type AssessClass = z.infer<typeof AssessClass>;

export const ClassCertificates = z
  .object({ certificates: z.array(Certificate) })
  .meta({ id: 'ClassCertificates' });
export type ClassCertificates = z.infer<typeof ClassCertificates>;
