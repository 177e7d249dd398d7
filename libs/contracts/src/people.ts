import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { day, text } from './values.js';

/** A person of the office or its network: only what the work needs. */
export const Person = z
  .object({
    id: z.uuid(),
    fullName: z.string(),
    /** Set once everything that tells who it was is gone. */
    erasedOn: day.nullable(),
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

export const AppointmentRole = z.enum(['collaborator', 'interviewer', 'field-supervisor', 'speaker']);
export const AppointmentLevel = z.enum(['province', 'district', 'commune']);
export const AppointmentState = z.enum(['nominated', 'appointed', 'ended']);
export const EndReason = z.enum(['term-over', 'transferred', 'retired', 'resigned', 'replaced', 'dismissed']);

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

const decision = {
  position: text(200),
  decisionNumber: text(60),
  decisionDate: day,
  decisionIssuer: text(300),
  legalBasis: text(500).nullable(),
};

/** A role held by an office-holder at an organisation for a period, by a dated decision. */
export const Appointment = z
  .object({
    id: z.uuid(),
    ...appointmentFields,
    ...decision,
    state: AppointmentState,
    endReason: EndReason.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Appointment' });
export type Appointment = z.infer<typeof Appointment>;
export const AppointmentPage = pageOf(Appointment, 'AppointmentPage');

export const NewAppointment = z
  .strictObject({ ...appointmentFields, ...decision })
  .refine(({ from, to }) => to === null || from < to, {
    path: ['to'],
    message: 'It must end after it begins',
  })
  .meta({ id: 'NewAppointment' });
export type NewAppointment = z.infer<typeof NewAppointment>;

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

/** An appointment was made, changed or ended; the facts as they now stand. */
export const appointmentRecorded = eventType(
  'registry.appointment.recorded',
  z.object({ id: z.uuid(), ...appointmentFields, state: AppointmentState }),
);
