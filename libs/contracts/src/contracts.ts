import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { day, text } from './values.js';

/** Multiple of the base salary that a month's allowance is, to three decimal places. */
export const coefficient = z.number().min(0.001).max(10).multipleOf(0.001);
const termMonths = z.int().min(1).max(120);

/** Whether the document is headed as a Party or as a state document is. */
export const DocumentFormName = z.enum(['party', 'state']);

const Article = z
  .strictObject({ heading: text(200), paragraphs: z.array(text(2000)).min(1).max(30) })
  .meta({ id: 'ContractArticle' });

const templateFields = {
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'A code has small letters, digits and dashes'),
  name: text(200),
  form: DocumentFormName,
  superiorBody: text(200),
  /** Party A; printed as given. */
  issuingBody: text(200),
  address: text(300).nullable(),
  /** Where contracts are signed unless a signing says otherwise. */
  place: text(100),
  /** Abbreviations in the number, e.g. HĐ and BTGDVTU. */
  symbol: z.strictObject({ type: text(20), body: text(40) }),
  title: text(200),
  abstract: text(300),
  /** Grounds, printed before the parties. */
  grounds: z.array(text(500)).max(20),
  articles: z.array(Article).min(1).max(40),
  /** What party B fills in by hand on paper and nobody stores: identity number, account and the like. */
  blanks: z.array(text(100)).max(12),
  termMonths,
  coefficient,
};

/** One edition of a template; it never changes. Placeholders such as `{{fullName}}` stand in grounds and articles. */
export const ContractTemplate = z
  .object({ id: z.uuid(), edition: z.int(), ...templateFields, createdAt: z.iso.datetime() })
  .meta({ id: 'ContractTemplate' });
export type ContractTemplate = z.infer<typeof ContractTemplate>;
export const ContractTemplatePage = pageOf(ContractTemplate, 'ContractTemplatePage');
export const NewContractTemplate = z.strictObject(templateFields).meta({ id: 'NewContractTemplate' });
export type NewContractTemplate = z.infer<typeof NewContractTemplate>;
export const ContractTemplateListQuery = listQuery({ code: 'value' });

/** `in-force` from the first day on, until it is settled or terminated. */
export const ContractState = z.enum(['draft', 'signed', 'in-force', 'settled', 'terminated']);
export type ContractState = z.infer<typeof ContractState>;

/** Who signs for the office. */
export const ContractSigner = z
  .strictObject({ position: text(200), name: text(200) })
  .meta({ id: 'ContractSigner' });
export type ContractSigner = z.infer<typeof ContractSigner>;

export const SettlementResult = z.enum(['fulfilled', 'partly-fulfilled', 'not-fulfilled']);

/** A contract for piece work (hợp đồng giao khoán công việc) for one appointment. */
export const Contract = z
  .object({
    id: z.uuid(),
    appointmentId: z.uuid(),
    personId: z.uuid(),
    templateId: z.uuid(),
    state: ContractState,
    /** Runs within the year of signing; null until it is signed. */
    number: z.int().nullable(),
    year: z.int().nullable(),
    startsOn: day,
    termMonths: z.int(),
    /** Last day of the term. */
    endsOn: day,
    /** Last day in force: earlier than `endsOn` when it was terminated. */
    lastOn: day,
    coefficient: z.number(),
    /** The contract that this one renews. */
    renewsId: z.uuid().nullable(),
    signingId: z.uuid().nullable(),
    signedOn: day.nullable(),
    terminationReason: z.string().nullable(),
    settlement: z
      .object({
        on: day,
        result: SettlementResult,
        minutesNumber: z.string(),
        remarks: z.string().nullable(),
      })
      .nullable(),
    /** The day from which the appointment no longer holds, if that is before the contract ends: it is to be terminated. */
    appointmentEndsOn: day.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Contract' });
export type Contract = z.infer<typeof Contract>;
export const ContractPage = pageOf(Contract, 'ContractPage');

export const ContractListQuery = listQuery(
  {
    appointmentId: 'value',
    personId: 'value',
    templateId: 'value',
    signingId: 'value',
    state: 'value',
    number: 'value',
    year: 'value',
    startsOn: 'range',
    lastOn: 'range',
  },
  {
    endingWithin: z.coerce
      .number()
      .int()
      .min(0)
      .max(3660)
      .optional()
      .describe('Only those in force or signed that end within so many days, or should have ended already'),
    outlivesAppointment: z
      .enum(['true'])
      .optional()
      .describe('Only those that run on though the appointment has an end before'),
  },
);

const terms = {
  /** When left out those of the template, or of the contract renewed. */
  termMonths: termMonths.nullable().default(null),
  coefficient: coefficient.nullable().default(null),
};

export const NewContract = z
  .strictObject({ appointmentId: z.uuid(), templateId: z.uuid(), startsOn: day, ...terms })
  .meta({ id: 'NewContract' });
export type NewContract = z.infer<typeof NewContract>;

/** The contract that follows on one. */
export const RenewContract = z
  .strictObject({
    /** Null: that of the contract renewed. */
    templateId: z.uuid().nullable().default(null),
    /** Null: the day after that one ends. */
    startsOn: day.nullable(),
    ...terms,
  })
  .meta({ id: 'RenewContract' });
export type RenewContract = z.infer<typeof RenewContract>;

export const TerminateContract = z
  .strictObject({
    /** Last day in force; the day before the first one when it is never to come into force. */
    lastOn: day,
    reason: text(500),
  })
  .meta({ id: 'TerminateContract' });
export type TerminateContract = z.infer<typeof TerminateContract>;

export const SettleContract = z
  .strictObject({
    on: day,
    result: SettlementResult,
    minutesNumber: text(60),
    remarks: text(1000).nullable().default(null),
  })
  .meta({ id: 'SettleContract' });
export type SettleContract = z.infer<typeof SettleContract>;

/** Many contracts signed at once, as at a briefing conference. */
export const ContractSigning = z
  .object({
    id: z.uuid(),
    on: day,
    place: z.string(),
    occasion: z.string().nullable(),
    signer: ContractSigner,
    /** The conference at which they were signed, where training told it. */
    conferenceId: z.uuid().nullable(),
    contracts: z.array(z.object({ id: z.uuid(), number: z.int(), year: z.int() })),
  })
  .meta({ id: 'ContractSigning' });
export type ContractSigning = z.infer<typeof ContractSigning>;
export const ContractSigningPage = pageOf(ContractSigning, 'ContractSigningPage');
export const ContractSigningListQuery = listQuery({ on: 'range' });

export const NewContractSigning = z
  .strictObject({
    on: day,
    place: text(100),
    occasion: text(300).nullable().default(null),
    signer: ContractSigner,
    /** In the order of their numbers; the version is the one that was read. */
    contracts: z
      .array(z.strictObject({ id: z.uuid(), version: z.int().min(1).max(1_000_000) }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'NewContractSigning' });
export type NewContractSigning = z.infer<typeof NewContractSigning>;

export const PrintContracts = z
  .strictObject({ contractIds: z.array(z.uuid()).min(1).max(200) })
  .meta({ id: 'PrintContracts' });
export type PrintContracts = z.infer<typeof PrintContracts>;

/** A contract was drafted, signed, renewed, terminated or settled; the facts as they now stand. */
export const contractRecorded = eventType(
  'registry.contract.recorded',
  z.object({
    id: z.uuid(),
    appointmentId: z.uuid(),
    personId: z.uuid(),
    state: z.enum(['draft', 'signed', 'settled', 'terminated', 'discarded']),
    startsOn: day,
    lastOn: day,
  }),
);

/** A contract ends in `daysLeft` days; below zero it should have been settled already. */
export const contractExpiring = eventType(
  'registry.contract.expiring',
  z.object({
    contractId: z.uuid(),
    personId: z.uuid(),
    appointmentId: z.uuid(),
    /** Last day of the contract, or of its appointment where that ends before. */
    endsOn: day,
    daysLeft: z.int(),
  }),
);

/** Why a contract that was named at a conference is not signed. */
export const UnsignedReason = z.enum(['unknown', 'no-draft', 'not-within-appointment', 'overlap']);
export type UnsignedReason = z.infer<typeof UnsignedReason>;

/** Contracts that were named at a conference could not be signed; the others were. */
export const contractsLeftUnsigned = eventType(
  'registry.contracts.leftUnsigned',
  z.object({
    conferenceId: z.uuid(),
    signedOn: day,
    contracts: z.array(z.object({ id: z.uuid(), reason: UnsignedReason })).min(1),
  }),
);
