import { z } from 'zod';
import { LineProblem } from './import.js';
import { listQuery, pageOf } from './list.js';
import {
  AppointmentCategory,
  AppointmentLevel,
  AppointmentRole,
  decisionFields,
  EndReason,
} from './people.js';
import { code, day, text } from './values.js';

/** A line of a proposed roster: who is to hold the role, where, and until when. */
const rowFields = {
  /** Left out: the person is found by name, and among namesakes by the organisation. */
  personId: z.uuid().nullable().default(null),
  fullName: text(200).nullable().default(null),
  /** The person is not known yet and is recorded by the name when the renewal is applied. */
  newPerson: z.boolean().default(false),
  organisationCode: code,
  level: AppointmentLevel,
  /** The main unit first. */
  areaCodes: z.array(code).min(1).max(51),
  position: text(200),
  category: AppointmentCategory.nullable().default(null),
  topics: z.array(code).max(50).default([]),
  /** First day after the term; null: open. */
  to: day.nullable().default(null),
  /** Set for one who leaves: why. Those whom the roster does not name leave as well. */
  leaves: EndReason.nullable().default(null),
};

const isNamed = ({ personId, fullName }: { personId: string | null; fullName: string | null }): boolean =>
  personId !== null || fullName !== null;

export const RosterRow = z
  .strictObject(rowFields)
  .refine(isNamed, { path: ['fullName'], message: 'Name the person' })
  .refine(({ newPerson, personId, fullName }) => !newPerson || (personId === null && fullName !== null), {
    path: ['newPerson'],
    message: 'A new person has a name and no id yet',
  })
  .meta({ id: 'RosterRow' });
export type RosterRow = z.output<typeof RosterRow>;

const separated = z
  .string()
  .nullable()
  .transform((cell) => (cell ?? '').split(/[\s,;]+/).filter((part) => part !== ''));

/** A line as it stands in a file: several codes in a cell are separated by spaces, commas or semicolons. */
export const RosterFileRow = z.strictObject({
  ...rowFields,
  newPerson: z
    .stringbool({ truthy: ['true', 'yes', '1'], falsy: ['false', 'no', '0'] })
    .nullable()
    .transform((said) => said ?? false),
  areaCodes: separated.pipe(rowFields.areaCodes),
  topics: separated.pipe(z.array(code).max(50)),
});

export const RosterRows = z
  .object({ items: z.array(z.object({ line: z.int(), ...rowFields })), version: z.int() })
  .meta({ id: 'RosterRows' });
export type RosterRows = z.output<typeof RosterRows>;

/** A whole proposed list. */
export const NewRosterRows = z
  .strictObject({ rows: z.array(RosterRow).max(2000) })
  .meta({ id: 'NewRosterRows' });
export type NewRosterRows = z.output<typeof NewRosterRows>;

export const RosterLineParam = z.coerce.number().int().min(1).max(1_000_000);

/** What became of an uploaded list: kept whole, or not at all while a line cannot be read. */
export const RosterUpload = z
  .object({ applied: z.boolean(), problems: z.array(LineProblem), rows: z.int(), version: z.int() })
  .meta({ id: 'RosterUpload' });
export type RosterUpload = z.infer<typeof RosterUpload>;

export const RosterFileQuery = z.strictObject({
  dryRun: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .describe('Only check whether every line can be read'),
});
export type RosterFileQuery = z.output<typeof RosterFileQuery>;

const scopeFields = {
  role: AppointmentRole,
  levels: z.array(AppointmentLevel).min(1).max(3).describe('Whose appointments the roster is to replace'),
  areaId: z.uuid().nullable().describe('Only appointments in this unit and below'),
  organisationId: z.uuid().nullable().describe('Only appointments at this organisation and below'),
  effective: day,
  leaveReason: EndReason.describe('Why those end whom the roster does not name'),
};

export const RosterState = z.enum(['draft', 'applied', 'discarded']);

/** The renewal of a roster (kiện toàn): a proposed list that one decision puts into force. */
export const RosterRenewal = z
  .object({
    id: z.uuid(),
    ...scopeFields,
    state: RosterState,
    decisionNumber: z.string().nullable(),
    decisionDate: day.nullable(),
    decisionIssuer: z.string().nullable(),
    legalBasis: z.string().nullable(),
    /** The renewal that this one undoes. */
    undoesId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'RosterRenewal' });
export type RosterRenewal = z.infer<typeof RosterRenewal>;
export const RosterRenewalPage = pageOf(RosterRenewal, 'RosterRenewalPage');
export const RosterRenewalListQuery = listQuery({ role: 'value', state: 'value', effective: 'range' });

export const NewRosterRenewal = z
  .strictObject({
    ...scopeFields,
    role: AppointmentRole.default('collaborator'),
    areaId: scopeFields.areaId.default(null),
    organisationId: scopeFields.organisationId.default(null),
    leaveReason: scopeFields.leaveReason.default('replaced'),
    start: z
      .enum(['present', 'empty'])
      .default('present')
      .describe('With those who hold the role now, or with an empty list'),
  })
  .meta({ id: 'NewRosterRenewal' });
export type NewRosterRenewal = z.output<typeof NewRosterRenewal>;

const RosterOutcome = z.enum(['stays', 'new', 'leaves', 'changed']);
export type RosterOutcome = z.infer<typeof RosterOutcome>;

/** What the renewal does, or did, to one person. */
export const RosterEntry = z
  .object({
    line: z.int().nullable().describe('In the roster; null for one whom it does not name'),
    outcome: RosterOutcome,
    personId: z.uuid().nullable().describe('Null for one who is still to be recorded'),
    fullName: z.string(),
    /** The appointment that goes on or ends. */
    appointmentId: z.uuid().nullable(),
    /** What of it is to be otherwise. */
    changes: z.array(z.string()),
    endReason: EndReason.nullable(),
  })
  .meta({ id: 'RosterEntry' });
export type RosterEntry = z.infer<typeof RosterEntry>;

/** How the proposed list differs from who holds the role on the day: what applying it would do. */
export const RosterDifference = z
  .object({
    version: z.int(),
    /** Of all that follows; applying names it, so that nothing else is applied than what was seen. */
    fingerprint: z.string(),
    counts: z.record(RosterOutcome, z.int()),
    entries: z.array(RosterEntry),
    problems: z.array(LineProblem),
  })
  .meta({ id: 'RosterDifference' });
export type RosterDifference = z.infer<typeof RosterDifference>;

/** The one decision under which the roster comes into force. */
export const ApplyRoster = z
  .strictObject({ ...decisionFields, fingerprint: text(100) })
  .meta({ id: 'ApplyRoster' });
export type ApplyRoster = z.infer<typeof ApplyRoster>;

/** The decision that takes a renewal back, and from which day. */
export const UndoRoster = z.strictObject({ ...decisionFields, on: day }).meta({ id: 'UndoRoster' });
export type UndoRoster = z.infer<typeof UndoRoster>;
