import { z } from 'zod';
import { eventType } from './event.js';
import {
  AppointmentLevel,
  AppointmentRole,
  decisionFields,
  endsAfterItBegins,
  nominationFields,
} from './people.js';
import { day, text } from './values.js';

/** Someone is put up for a role. */
export const NewNomination = z
  .strictObject(nominationFields)
  .refine(({ from, to }) => to === null || from < to, endsAfterItBegins)
  .meta({ id: 'NewNomination' });
export type NewNomination = z.output<typeof NewNomination>;

/** The decision that makes a nomination an appointment. */
export const AppointmentDecision = z.strictObject(decisionFields).meta({ id: 'AppointmentDecision' });
export type AppointmentDecision = z.infer<typeof AppointmentDecision>;

export const SuspensionReason = z.enum(['leave', 'illness', 'study', 'secondment', 'under-review', 'other']);

const suspensionFields = {
  from: day,
  /** Exclusive; null until it is lifted. */
  to: day.nullable(),
  reason: SuspensionReason,
  decisionNumber: text(60),
};

/** Days on which an appointment rests: it gives no access and owes no report for whole periods within. */
export const Suspension = z
  .object({ ...suspensionFields, liftedBy: z.string().nullable().describe('Number of the decision') })
  .meta({ id: 'AppointmentSuspension' });
export type Suspension = z.infer<typeof Suspension>;
export const SuspensionList = z
  .object({ items: z.array(Suspension) })
  .meta({ id: 'AppointmentSuspensionList' });

export const NewSuspension = z
  .strictObject(suspensionFields)
  .refine(({ from, to }) => to === null || from < to, endsAfterItBegins)
  .meta({ id: 'NewAppointmentSuspension' });
export type NewSuspension = z.infer<typeof NewSuspension>;

const substitutionFields = {
  personId: z.uuid(),
  from: day,
  /** Exclusive. */
  to: day,
  decisionNumber: text(60),
};

/** Someone acts in the holder's place between two days, while the appointment is at work. */
export const Substitution = z.object(substitutionFields).meta({ id: 'AppointmentSubstitution' });
export type Substitution = z.infer<typeof Substitution>;
export const SubstitutionList = z
  .object({ items: z.array(Substitution) })
  .meta({ id: 'AppointmentSubstitutionList' });

export const NewSubstitution = z
  .strictObject(substitutionFields)
  .refine(({ from, to }) => from < to, endsAfterItBegins)
  .meta({ id: 'NewAppointmentSubstitution' });
export type NewSubstitution = z.infer<typeof NewSubstitution>;

/** From which day a suspension or substitution no longer holds, and by which decision. */
export const EndedBy = z.strictObject({ on: day, decisionNumber: text(60) }).meta({ id: 'EndedBy' });
export type EndedBy = z.infer<typeof EndedBy>;

export const HandOver = z.strictObject({ successorId: z.uuid() }).meta({ id: 'HandOver' });
export type HandOver = z.infer<typeof HandOver>;

/** How many may hold a role at one organisation and level at once, from a day on. */
export const AppointmentLimit = z
  .object({
    role: AppointmentRole,
    level: AppointmentLevel,
    from: day,
    /** Null: any number, as without a limit. */
    holders: z.int().min(1).max(1000).nullable(),
  })
  .meta({ id: 'AppointmentLimit' });
export type AppointmentLimit = z.infer<typeof AppointmentLimit>;
export const NewAppointmentLimit = z.strictObject(AppointmentLimit.shape).meta({ id: 'NewAppointmentLimit' });
export const AppointmentLimitList = z
  .object({ items: z.array(AppointmentLimit) })
  .meta({ id: 'AppointmentLimitList' });

/** What the holder of `from` had open is the holder's of `to` from a day on. */
export const appointmentHandedOver = eventType(
  'registry.appointment.handedOver',
  z.object({ from: z.uuid(), to: z.uuid(), on: day }),
);

const postFields = {
  organisationId: z.uuid(),
  position: text(200),
  from: day,
  /** Exclusive; null while it is held. */
  to: day.nullable(),
};

/** A post somebody holds or held, whether or not it made them a collaborator. */
export const Post = z
  .object({
    ...postFields,
    /** Null where an appointment says it. */
    id: z.uuid().nullable(),
    /** Null where it was recorded by itself. */
    appointmentId: z.uuid().nullable(),
    /** Null where an appointment says it. */
    version: z.int().nullable(),
  })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof Post>;
export const PostList = z.object({ items: z.array(Post) }).meta({ id: 'PostList' });
export const NewPost = z
  .strictObject(postFields)
  .refine(({ from, to }) => to === null || from < to, endsAfterItBegins)
  .meta({ id: 'NewPost' });
export type NewPost = z.infer<typeof NewPost>;
