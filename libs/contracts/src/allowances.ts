import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel } from './people.js';
import { day } from './values.js';

/** A calendar month, `2026-10`. */
export const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'A month is written 2026-10');

/** Days of a month with one base salary; both ends inclusive. */
export const AllowanceSpan = z
  .object({ from: day, to: day, days: z.int(), baseSalary: z.int() })
  .meta({ id: 'AllowanceSpan' });

const whose = {
  contractId: z.uuid(),
  appointmentId: z.uuid(),
  personId: z.uuid(),
  organisationId: z.uuid(),
  level: AppointmentLevel,
};

/** What a contract gives for the month; `amount` in đồng. */
export const AllowanceEntry = z
  .object({ ...whose, coefficient: z.number(), spans: z.array(AllowanceSpan), amount: z.int() })
  .meta({ id: 'AllowanceEntry' });
export type AllowanceEntry = z.infer<typeof AllowanceEntry>;

/** What an earlier month gives by what is known now, against what was approved for it. */
export const AllowanceDifference = z
  .object({
    ...whose,
    month,
    coefficient: z.number(),
    spans: z.array(AllowanceSpan),
    due: z.int(),
    approved: z.int(),
    amount: z.int(),
  })
  .meta({ id: 'AllowanceDifference' });
export type AllowanceDifference = z.infer<typeof AllowanceDifference>;

const sums = { contracts: z.int(), amount: z.int(), differences: z.int(), total: z.int() };
const Totals = z.object(sums).meta({ id: 'AllowanceTotals' });

/** A month's allowances. The content hash is SHA-256 of the canonical JSON of this. */
export const AllowanceContent = z
  .object({
    month,
    /** Version of the rule that was applied. */
    rule: z.string(),
    daysInMonth: z.int(),
    entries: z.array(AllowanceEntry),
    differences: z.array(AllowanceDifference),
    byOrganisation: z.array(z.object({ organisationId: z.uuid(), ...sums })),
    byLevel: z.array(z.object({ level: AppointmentLevel, ...sums })),
    totals: Totals,
    /** Contracts that ran on past the end of their appointment; those days are not counted. */
    outliving: z.array(z.object({ contractId: z.uuid(), appointmentEndsOn: day })),
  })
  .meta({ id: 'AllowanceContent' });
export type AllowanceContent = z.infer<typeof AllowanceContent>;

const head = {
  id: z.uuid(),
  month,
  state: z.enum(['draft', 'approved']),
  total: z.int(),
  contentHash: z.string(),
  approvedAt: z.iso.datetime().nullable(),
  version: z.int(),
};
export const AllowanceSheetHead = z.object(head).meta({ id: 'AllowanceSheetHead' });
export type AllowanceSheetHead = z.infer<typeof AllowanceSheetHead>;
export const AllowanceSheetPage = pageOf(AllowanceSheetHead, 'AllowanceSheetPage');
export const AllowanceSheetListQuery = listQuery({ month: 'range', state: 'value' });
export const AllowanceSheet = z.object({ ...head, content: AllowanceContent }).meta({ id: 'AllowanceSheet' });
export type AllowanceSheet = z.infer<typeof AllowanceSheet>;

export const NewAllowanceSheet = z.strictObject({ month }).meta({ id: 'NewAllowanceSheet' });
export type NewAllowanceSheet = z.infer<typeof NewAllowanceSheet>;
export const ApproveAllowanceSheet = z
  .strictObject({ contentHash: z.string().max(80) })
  .meta({ id: 'ApproveAllowanceSheet' });
export type ApproveAllowanceSheet = z.infer<typeof ApproveAllowanceSheet>;

export const AllowanceCalculationQuery = z.strictObject({
  asOf: day.optional().describe('By what was recorded until the end of this day; now if left out'),
});

/** An approved allowance, or a difference to an earlier one, as its holder sees it. */
export const Allowance = z
  .object({
    id: z.uuid(),
    sheetId: z.uuid(),
    contractId: z.uuid(),
    personId: z.uuid(),
    /** The month of the sheet. */
    sheetMonth: month,
    /** The month it is for: an earlier one for a difference. */
    month,
    coefficient: z.number(),
    spans: z.array(AllowanceSpan),
    /** Đồng; a difference may be below zero. */
    amount: z.int(),
  })
  .meta({ id: 'Allowance' });
export type Allowance = z.infer<typeof Allowance>;
export const AllowancePage = pageOf(Allowance, 'AllowancePage');
export const AllowanceListQuery = listQuery({
  personId: 'value',
  contractId: 'value',
  sheetId: 'value',
  sheetMonth: 'range',
  month: 'range',
});
