import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

/** A person of the office or its network: only what the work needs. */
export const Person = z
  .object({
    id: z.uuid(),
    fullName: z.string(),
    /** Set once everything that tells who it was is gone. */
    erasedOn: day.nullable(),
    /** The record of the same person that is kept in place of this one; null for almost everyone. */
    mergedIntoId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;
export const PersonPage = pageOf(Person, 'PersonPage');
export const NewPerson = z.strictObject({ fullName: text(200) }).meta({ id: 'NewPerson' });
export type NewPerson = z.infer<typeof NewPerson>;
export const PersonListQuery = listQuery({}, { search: z.string().max(100).optional() });

/** Whether another name was taken, or the one on record was wrong. */
export const NameChangeReason = z.enum(['change', 'correction']);
export const RenamePerson = z
  .strictObject({ fullName: text(200), reason: NameChangeReason })
  .meta({ id: 'RenamePerson' });
export type RenamePerson = z.infer<typeof RenamePerson>;

/** By which decision two records of one person become one, and which of them is given up. */
export const MergePerson = z
  .strictObject({
    duplicateId: z.uuid(),
    /** The version of the duplicate that was read. */
    duplicateVersion: z.int().min(1).max(1_000_000),
    decisionNumber: text(60),
    decisionDate: day,
  })
  .meta({ id: 'MergePerson' });
export type MergePerson = z.infer<typeof MergePerson>;

/** Everything of the record `duplicateId` is of the person `id` now: whoever keeps something by person moves it. */
export const personMerged = eventType(
  'registry.person.merged',
  z.object({ id: z.uuid(), duplicateId: z.uuid() }),
);

export const AppointmentRole = z.enum(['collaborator', 'interviewer', 'field-supervisor', 'speaker']);
export const AppointmentLevel = z.enum(['province', 'district', 'commune']);
export const AppointmentState = z.enum(['nominated', 'appointed', 'declined', 'ended']);
export const EndReason = z.enum(['term-over', 'transferred', 'retired', 'resigned', 'replaced', 'dismissed']);

/** Which kind of office-holder or former official it is. */
export const AppointmentCategory = z.enum([
  'head',
  'deputy',
  'officer-in-charge',
  'specialist',
  'retired-official',
  'other',
]);

const appointmentFields = {
  personId: z.uuid(),
  role: AppointmentRole,
  level: AppointmentLevel,
  organisationId: z.uuid(),
  areaId: z.uuid(),
  from: day,
  /** Exclusive; null while open. */
  to: day.nullable(),
};

/** Units beside the main one, and topics by their codes. */
const covered = { coveredAreaIds: z.array(z.uuid()).max(50), topics: z.array(code).max(50) };

/** What is named where someone is put up for a role; the decision comes later. */
export const nominationFields = {
  ...appointmentFields,
  position: text(200),
  category: AppointmentCategory.nullable().default(null),
  coveredAreaIds: covered.coveredAreaIds.default([]),
  topics: covered.topics.default([]),
};

export const decisionFields = {
  decisionNumber: text(60),
  decisionDate: day,
  decisionIssuer: text(300),
  legalBasis: text(500).nullable(),
};

export const endsAfterItBegins = {
  path: ['to'],
  message: 'It must end after it begins',
};

/** A role held by an office-holder at an organisation for a period, by a dated decision. */
export const Appointment = z
  .object({
    id: z.uuid(),
    ...appointmentFields,
    ...covered,
    position: z.string(),
    category: AppointmentCategory.nullable(),
    /** The decision is there from the state `appointed` on. */
    decisionNumber: z.string().nullable(),
    decisionDate: day.nullable(),
    decisionIssuer: z.string().nullable(),
    legalBasis: z.string().nullable(),
    state: AppointmentState,
    endReason: EndReason.nullable(),
    endDecisionNumber: z.string().nullable(),
    /** Who took over what was open. */
    successorId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Appointment' });
export type Appointment = z.infer<typeof Appointment>;
export const AppointmentPage = pageOf(Appointment, 'AppointmentPage');

export const NewAppointment = z
  .strictObject({ ...nominationFields, ...decisionFields })
  .refine(({ from, to }) => to === null || from < to, endsAfterItBegins)
  .meta({ id: 'NewAppointment' });
/** As it is sent. */
export type NewAppointment = z.input<typeof NewAppointment>;

export const EndAppointment = z
  .strictObject({ on: day, reason: EndReason, decisionNumber: text(60) })
  .meta({ id: 'EndAppointment' });
export type EndAppointment = z.infer<typeof EndAppointment>;

export const AppointmentListQuery = listQuery(
  {
    personId: 'value',
    role: 'value',
    level: 'value',
    organisationId: 'value',
    areaId: 'value',
    state: 'value',
  },
  { asOf: day.optional().describe('Only appointments in force on this day') },
);

/**
 * An appointment was made, changed or ended; the facts as they now stand. Nominations are not told. While it is
 * suspended it gives no access and owes nothing for what lies wholly within. One whose `to` is its `from` was undone.
 */
export const appointmentRecorded = eventType(
  'registry.appointment.recorded',
  z.object({
    id: z.uuid(),
    ...appointmentFields,
    state: AppointmentState.exclude(['declined']),
    coveredAreaIds: covered.coveredAreaIds.default([]),
    topics: covered.topics.default([]),
    suspensions: z.array(z.object({ from: day, to: day.nullable() })).default([]),
  }),
);
