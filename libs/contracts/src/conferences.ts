import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { text, moment, timestamp } from './values.js';

/** Giao ban dư luận xã hội; hội nghị báo cáo viên. */
export const ConferenceKind = z.enum(['briefing', 'speakers']);
export const ConferenceState = z.enum(['planned', 'invited', 'held', 'closed', 'cancelled']);

const link = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .regex(/^[^\p{C}\s]+$/u, 'An address has no blanks and no control characters');
const number = z.int().min(1).describe('Its place among those of the conference, from 1');

/** Where people sit together; the first is where the conference is chaired from. */
const siteFields = { name: text(200), place: text(300).nullable(), link: link.nullable() };
const PlannedSite = z
  .strictObject(siteFields)
  .refine(({ place, link: address }) => place !== null || address !== null, {
    path: ['place'],
    message: 'A site has a place or a link',
  })
  .meta({ id: 'PlannedSite' });
const Site = z
  .object({
    number,
    ...siteFields,
    /** People there, the invited and guests; null until the conference is held. */
    attended: z.int().nullable(),
  })
  .meta({ id: 'ConferenceSite' });

const Material = z.object({ title: text(200), link }).meta({ id: 'ConferenceMaterial' });
const agendaFields = {
  title: text(300),
  /** The aggregate report that is read. */
  aggregateId: z.uuid().nullable(),
  /** Who gives a talk: somebody of the network. */
  speakerPersonId: z.uuid().nullable(),
};
const PlannedAgendaItem = z
  .strictObject({ ...agendaFields, materials: z.array(z.strictObject(Material.shape)).max(20) })
  .meta({ id: 'PlannedAgendaItem' });
const AgendaItem = z
  .object({ number, ...agendaFields, materials: z.array(Material) })
  .meta({ id: 'ConferenceAgendaItem' });

const periodFields = { id: z.uuid(), name: text(100) };
const factFields = {
  kind: ConferenceKind,
  title: text(300),
  /** Unit and body of the registry that hold it. */
  areaId: z.uuid(),
  organisationId: z.uuid(),
  startsAt: timestamp,
  endsAt: timestamp,
  /** The position of whoever chairs it. */
  chair: text(200),
};

const signingFields = {
  contractIds: z.array(z.uuid()),
  /** Who signed them for the office: the post, whose holder the registry knows. */
  signer: z.object({ position: text(200), organisationId: z.uuid() }),
};

/** What is known of a conference without its sites and agenda. */
export const ConferenceSummary = z
  .object({
    id: z.uuid(),
    ...factFields,
    /** The reporting period it is about, as reporting names it. */
    period: z.object(periodFields).nullable(),
    state: ConferenceState,
    /** Present when it was cancelled. */
    cancelReason: z.string().nullable(),
    /** What the chair summed up; present when it is closed. */
    conclusion: z.string().nullable(),
    /** The contracts that were signed there; null where none were. */
    signing: z.object(signingFields).nullable(),
    version: z.int(),
  })
  .meta({ id: 'ConferenceSummary' });
export type ConferenceSummary = z.infer<typeof ConferenceSummary>;
export const ConferencePage = pageOf(ConferenceSummary, 'ConferencePage');
export const ConferenceListQuery = listQuery({
  kind: 'value',
  areaId: 'value',
  organisationId: 'value',
  periodId: 'value',
  state: 'value',
  startsAt: 'range',
});

export const Conference = ConferenceSummary.extend({
  sites: z.array(Site),
  agenda: z.array(AgendaItem),
}).meta({ id: 'Conference' });
export type Conference = z.infer<typeof Conference>;

/** What is planned of a conference, to plan it as well as to change the plan. */
export const ConferencePlan = z
  .strictObject({
    ...factFields,
    startsAt: moment,
    endsAt: moment,
    period: z.strictObject(periodFields).nullable(),
    sites: z.array(PlannedSite).min(1).max(500),
    agenda: z.array(PlannedAgendaItem).max(100),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    message: 'It must end after it starts',
  })
  .meta({ id: 'ConferencePlan' });
export type ConferencePlan = z.infer<typeof ConferencePlan>;

export const CancelConference = z.strictObject({ reason: text(1000) }).meta({ id: 'CancelConference' });
export type CancelConference = z.infer<typeof CancelConference>;

/** What ends a conference. */
export const CloseConference = z
  .strictObject({
    conclusion: text(4000),
    signing: z
      .strictObject({
        contractIds: signingFields.contractIds
          .min(1)
          .max(1000)
          .refine((ids) => new Set(ids).size === ids.length, 'A contract is named twice'),
        signer: z.strictObject(signingFields.signer.shape),
      })
      .nullable(),
  })
  .meta({ id: 'CloseConference' });
export type CloseConference = z.infer<typeof CloseConference>;

const people = z.array(z.uuid()).max(1000);

/** Who came, site by site; whoever else was invited did not come. */
export const ConferenceAttendance = z
  .strictObject({
    sites: z
      .array(
        z.strictObject({
          number,
          personIds: people,
          guests: z.int().min(0).max(10_000).describe('Those who came without being invited by name'),
        }),
      )
      .min(1)
      .max(500),
  })
  .refine(({ sites }) => new Set(sites.map((site) => site.number)).size === sites.length, {
    path: ['sites'],
    message: 'A site is named twice',
  })
  .refine(
    ({ sites }) => {
      const ids = sites.flatMap(({ personIds }) => personIds);
      return new Set(ids).size === ids.length;
    },
    { path: ['sites'], message: 'Somebody is named twice' },
  )
  .meta({ id: 'ConferenceAttendance' });
export type ConferenceAttendance = z.infer<typeof ConferenceAttendance>;

/** Somebody who was invited to a conference. */
export const ConferenceParticipant = z
  .object({
    personId: z.uuid(),
    /** Why they were invited. */
    reason: z.string(),
    /** Null until the conference is held. */
    attended: z.boolean().nullable(),
    /** At which site; null for whoever did not come. */
    site: z.int().nullable(),
  })
  .meta({ id: 'ConferenceParticipant' });
export type ConferenceParticipant = z.infer<typeof ConferenceParticipant>;
export const ConferenceParticipantPage = pageOf(ConferenceParticipant, 'ConferenceParticipantPage');
export const ConferenceParticipantListQuery = listQuery({ personId: 'value', attended: 'value' });

export const InviteToConference = z
  .strictObject({
    personIds: people.min(1).refine((ids) => new Set(ids).size === ids.length, 'Somebody is named twice'),
    reason: text(300),
  })
  .meta({ id: 'InviteToConference' });
export type InviteToConference = z.infer<typeof InviteToConference>;

/** Everyone who holds a role on the day of the conference. */
export const ConferenceAudience = z
  .strictObject({
    role: AppointmentRole,
    level: AppointmentLevel.optional().describe('Any level if left out'),
    under: z
      .uuid()
      .optional()
      .describe('Only those appointed in this unit and below it; everywhere if left out'),
  })
  .meta({ id: 'ConferenceAudience' });
export type ConferenceAudience = z.infer<typeof ConferenceAudience>;

/** How many hold the role, and how many of them had not been invited before. */
export const InvitedByRole = z.object({ chosen: z.int(), invited: z.int() }).meta({ id: 'InvitedByRole' });
export type InvitedByRole = z.infer<typeof InvitedByRole>;
