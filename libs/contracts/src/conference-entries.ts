import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { code, day, text } from './values.js';

/** What was said of opinion, what was decided, what to watch next, and what was said of a circulated aggregate report. */
export const EntryKind = z.enum(['statement', 'decision', 'guidance', 'comment']);

const answer = { organisationId: z.uuid(), text: text(4000) };
const statement = {
  /** A line of the code list of topics. */
  topic: code,
  /** The unit that it speaks of. */
  areaId: z.uuid(),
};
const comment = { aggregateId: z.uuid(), section: text(64).nullable() };

/** Guarded text; never who said it. */
export const ConferenceEntryText = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('statement'),
      ...statement,
      text: text(4000),
      answer: z.strictObject(answer).nullable(),
    }),
    z.strictObject({ kind: z.literal('decision'), text: text(4000) }),
    z.strictObject({ kind: z.literal('guidance'), topic: code.nullable(), text: text(2000) }),
    z.strictObject({ kind: z.literal('comment'), ...comment, text: text(4000) }),
  ])
  .meta({ id: 'ConferenceEntryText' });
export type ConferenceEntryText = z.infer<typeof ConferenceEntryText>;

/** One thing that is on record of a conference; what its kind has not is null. */
export const ConferenceEntry = z
  .object({
    id: z.uuid(),
    conferenceId: z.uuid(),
    /** In the order in which they were recorded. */
    number: z.int(),
    kind: EntryKind,
    topic: z.string().nullable(),
    areaId: z.uuid().nullable(),
    aggregateId: z.uuid().nullable(),
    section: z.string().nullable(),
    text: z.string(),
    /** Which body answered a statement, and what. */
    answer: z.object(answer).nullable(),
    version: z.int(),
  })
  .meta({ id: 'ConferenceEntry' });
export type ConferenceEntry = z.infer<typeof ConferenceEntry>;
export const ConferenceEntryPage = pageOf(ConferenceEntry, 'ConferenceEntryPage');
export const ConferenceEntryListQuery = listQuery({ kind: 'value', topic: 'value', areaId: 'value' });

const itemFields = {
  text: text(2000),
  /** Who is to do it: a body, or whoever holds an appointment. */
  ownerOrganisationId: z.uuid().nullable(),
  ownerAppointmentId: z.uuid().nullable(),
  dueOn: day,
};

/** Something to be done by a day; conferences of the same kind and unit list it until it is closed. */
export const ActionItem = z
  .object({
    id: z.uuid(),
    /** The conference that agreed it. */
    conferenceId: z.uuid(),
    ...itemFields,
    state: z.enum(['open', 'closed']),
    /** The conference that closed it, and with what outcome. */
    closedConferenceId: z.uuid().nullable(),
    outcome: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'ActionItem' });
export type ActionItem = z.infer<typeof ActionItem>;
export const ActionItemPage = pageOf(ActionItem, 'ActionItemPage');
export const ActionItemListQuery = listQuery({
  conferenceId: 'value',
  closedConferenceId: 'value',
  ownerOrganisationId: 'value',
  ownerAppointmentId: 'value',
  state: 'value',
  dueOn: 'range',
});

/** What is written of an action item, to agree it as well as to change it. */
export const ActionItemText = z
  .strictObject(itemFields)
  .refine(({ ownerOrganisationId: body, ownerAppointmentId: post }) => (body === null) !== (post === null), {
    path: ['ownerOrganisationId'],
    message: 'Either a body or an appointment owns it',
  })
  .meta({ id: 'ActionItemText' });
export type ActionItemText = z.infer<typeof ActionItemText>;

export const CloseActionItem = z
  .strictObject({ conferenceId: z.uuid(), outcome: text(2000) })
  .meta({ id: 'CloseActionItem' });
export type CloseActionItem = z.infer<typeof CloseActionItem>;
