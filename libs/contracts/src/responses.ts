import { z } from 'zod';
import { Answers, QuestionnaireForm } from './questionnaires.js';
import { day } from './values.js';

/** A number of 2048 bits, in base64url. */
const number2048 = z.string().regex(/^[A-Za-z0-9_-]{342}$/, 'It has 256 bytes in base64url');
const invitationToken = z.string().regex(/^[A-Za-z0-9_-]{32}$/, 'A token has 32 characters');
const cell = z.int().min(1).max(1_000_000).describe('Cell of the sample');

/** Invitations to answer by oneself: as many as the cell has units, to be put into envelopes in any order. */
export const InvitationDraw = z.strictObject({ cell }).meta({ id: 'InvitationDraw' });
export type InvitationDraw = z.infer<typeof InvitationDraw>;

/** Shown this once: only hashes are kept, and nothing says who gets which. */
export const InvitationBatch = z
  .object({ cell, tokens: z.array(invitationToken) })
  .meta({ id: 'InvitationBatch' });
export type InvitationBatch = z.infer<typeof InvitationBatch>;

export const InvitationOpening = z.strictObject({ token: invitationToken }).meta({ id: 'InvitationOpening' });
export type InvitationOpening = z.infer<typeof InvitationOpening>;

/** What whoever is to answer is shown: for whom, by whom, and the version that is in the field. */
export const asked = {
  planId: z.uuid(),
  title: z.string(),
  sponsor: z.string(),
  conductor: z.string(),
  questionnaireId: z.uuid(),
  form: QuestionnaireForm,
};

/** What somebody is shown who was invited. */
export const OpenedInvitation = z
  .object({
    ...asked,
    cell,
    /** Public RSA key of the cell, the same for everyone in it: tickets are signed by it. */
    key: z.object({ kty: z.literal('RSA'), n: number2048, e: z.string() }),
    /** Whether it was exchanged for a ticket already. */
    exchanged: z.boolean(),
  })
  .meta({ id: 'OpenedInvitation' });
export type OpenedInvitation = z.infer<typeof OpenedInvitation>;

/** Asks for a signature on the id of a response to come, blinded as in RFC 9474: the signer does not see the id. */
export const InvitationExchange = z
  .strictObject({ token: invitationToken, blinded: number2048 })
  .meta({ id: 'InvitationExchange' });
export type InvitationExchange = z.infer<typeof InvitationExchange>;
export const BlindSignature = z.object({ signature: number2048 }).meta({ id: 'BlindSignature' });
export type BlindSignature = z.infer<typeof BlindSignature>;

const given = {
  id: z.uuidv4().describe('Chosen at random by the device; repeats safely'),
  planId: z.uuid(),
  questionnaireId: z.uuid().describe('The version that it was given to'),
  answers: Answers,
  complete: z
    .boolean()
    .default(true)
    .describe('False: it will be sent again, with more; a complete response never changes'),
  minutes: z.int().min(0).max(600).optional().describe('How long it took, rounded up'),
  answeredOn: day.optional().describe('Left out: today. What the answers are checked by; it is not kept'),
};

/** What somebody answered who was invited, with the ticket that the invitation was exchanged for. */
export const InvitedResponse = z
  .strictObject({ ...given, cell, signature: number2048.describe('Of the id, by the key of the cell') })
  .meta({ id: 'InvitedResponse' });
export type InvitedResponse = z.infer<typeof InvitedResponse>;

/** What anyone is asked who comes to an open poll. Whoever likes answers: it speaks for nobody else. */
export const OpenPoll = z
  .object({
    ...asked,
    representative: z.literal(false),
  })
  .meta({ id: 'OpenPoll' });
export type OpenPoll = z.infer<typeof OpenPoll>;
export const PollResponse = z.strictObject(given).meta({ id: 'PollResponse' });
export type PollResponse = z.infer<typeof PollResponse>;

/** A response as it is kept. */
export const StoredResponse = z
  .object({
    id: z.uuid(),
    complete: z.boolean(),
    /** Answers that were left out, because what else was answered makes their question fall away. */
    dropped: z.array(z.string()),
  })
  .meta({ id: 'StoredResponse' });
export type StoredResponse = z.infer<typeof StoredResponse>;
