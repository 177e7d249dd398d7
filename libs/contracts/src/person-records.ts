import { z } from 'zod';
import { attendanceRecorded, certificateChanged } from './certificates.js';
import { conferenceAttendanceRecorded } from './conference-events.js';
import { Contract } from './contracts.js';
import { Appointment, NameChangeReason, Person } from './people.js';
import { ContactPurpose } from './person-contacts.js';
import { fieldworkCounted } from './survey-events.js';
import { day, text, timestamp } from './values.js';

const commendationFields = {
  title: text(300),
  /** The body that awards it. */
  awardedBy: text(300),
  decisionNumber: text(60),
  decisionDate: day,
  decisionIssuer: text(300),
  /** The commendation that this decision corrects; null for a new one. */
  correctsId: z.uuid().nullable(),
};

/** Something a person was commended for by a decision. It never changes; a later decision corrects it. */
export const Commendation = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    ...commendationFields,
    /** The one that took its place. */
    correctedById: z.uuid().nullable(),
  })
  .meta({ id: 'Commendation' });
export type Commendation = z.infer<typeof Commendation>;
export const NewCommendation = z.strictObject(commendationFields).meta({ id: 'NewCommendation' });
export type NewCommendation = z.infer<typeof NewCommendation>;

/** What a person filed in a period, from states of reports alone: `filed` is `onTime` and `late` together. */
export const ReportsOfPeriod = z
  .object({
    periodId: z.uuid(),
    /** Null when the period was opened before this was kept. */
    periodCode: z.string().nullable(),
    filed: z.int(),
    onTime: z.int(),
    late: z.int(),
    /** Of those filed, how many came back at least once. */
    returned: z.int(),
  })
  .meta({ id: 'ReportsOfPeriod' });

const FormerName = z
  .object({ fullName: z.string(), replacedAt: timestamp, reason: NameChangeReason })
  .meta({ id: 'FormerName' });

/** Somebody else read something of this person. */
export const PersonalDataRead = z
  .object({
    what: z.enum(['contact', 'record', 'data']),
    at: timestamp,
    /** Who read it; the name is null when the account belongs to nobody on record. */
    accountId: z.string(),
    fullName: z.string().nullable(),
    purpose: ContactPurpose.nullable(),
  })
  .meta({ id: 'PersonalDataRead' });

/** A contract that was signed with the person. */
export const ContractOfRecord = Contract.pick({
  id: true,
  appointmentId: true,
  number: true,
  year: true,
  startsOn: true,
  lastOn: true,
  coefficient: true,
  signedOn: true,
}).meta({ id: 'ContractOfRecord' });

/** A class to which the person was invited, and whether they came and passed. */
const ClassOfRecord = attendanceRecorded.data.omit({ personId: true }).meta({ id: 'ClassOfRecord' });
/** A certificate that the person was given. Whether it has expired follows from its days. */
const CertificateOfRecord = certificateChanged.data
  .omit({ personId: true })
  .meta({ id: 'CertificateOfRecord' });
/** Classes and certificates, newest first. */
const TrainingOfRecord = z
  .object({ classes: z.array(ClassOfRecord), certificates: z.array(CertificateOfRecord) })
  .meta({ id: 'TrainingOfRecord' });
/** A conference to which the person was invited, and whether they came. */
const ConferenceOfRecord = conferenceAttendanceRecorded.data
  .omit({ personId: true })
  .meta({ id: 'ConferenceOfRecord' });
/** What the person did in the field for a survey: how many cases, nothing of what was answered. */
const FieldworkOfRecord = fieldworkCounted.data.omit({ personId: true }).meta({ id: 'FieldworkOfRecord' });

/** The parts of a record. Each is told by the feature that knows it: `apps/registry/src/records/record.sections.ts`. */
export const recordSections = {
  formerNames: z.array(FormerName),
  appointments: z.array(Appointment),
  /** Newest period first. */
  reports: z.array(ReportsOfPeriod),
  commendations: z.array(Commendation),
  /** Newest first, from the signature on; for the person and those who manage contracts, null for reviewers. */
  contracts: z.array(ContractOfRecord).nullable(),
  training: TrainingOfRecord,
  /** Newest first. */
  conferences: z.array(ConferenceOfRecord),
  /** Newest first; for the person and the registrars, null for reviewers: surveys know no area of theirs. */
  fieldwork: z.array(FieldworkOfRecord).nullable(),
  /** The newest 200, for the person and the registrars; null for reviewers. */
  reads: z.array(PersonalDataRead).nullable(),
};

/**
 * What is known of a person and their work; the person sees all of it. Facts and counts: nothing here is weighed into
 * one figure, and nobody is put in an order by it.
 */
export const PersonRecord = z.object({ person: Person, ...recordSections }).meta({ id: 'PersonRecord' });
export type PersonRecord = z.infer<typeof PersonRecord>;
