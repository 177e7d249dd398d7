import { z } from 'zod';
import { dryRun, fileFormat } from './dated-trees.js';
import { ImportOutcome } from './import.js';
import { Basis, Channel, itemFields, ReportKind } from './opinion.js';
import { code, day, text } from './values.js';

/** Several values in one cell stand apart by this sign. */
export const cellSign = '|';

/** A cell that holds several values; an empty one holds none. */
const several = (max: number) =>
  z
    .string()
    .max(max)
    .transform((cell) =>
      cell
        .split(cellSign)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );

/** One opinion stream as a line of a table. Lines with the same appointment, in any order, make one report. */
export const OpinionRow = z.object({
  /** Whose report it is; empty: the caller's own. */
  appointmentId: z.uuid().nullable().default(null),
  /** How it reached the office; empty: by upload. */
  channel: Channel.nullable().default(null),
  receivedOn: day.nullable().default(null),
  topic: code,
  /** Code of the unit where it was heard. */
  area: code,
  strata: several(1000),
  tendency: itemFields.tendency,
  prevalence: itemFields.prevalence,
  ...Basis.shape,
  intensity: itemFields.intensity,
  trend: itemFields.trend,
  /** Empty: it is none. */
  rumour: z.enum(['true', 'false']).nullable().default(null),
  summary: itemFields.summary,
  proposals: several(11_000).nullable().default(null),
  assessment: text(2000).nullable().default(null),
  proposedSolution: text(2000).nullable().default(null),
});
export type OpinionRow = z.infer<typeof OpinionRow>;

const periodId = z.uuid().describe('The period that the reports are for');

export const ReportTemplateQuery = z.strictObject({ periodId, format: fileFormat });
export type ReportTemplateQuery = z.infer<typeof ReportTemplateQuery>;

export const ReportFileQuery = z.strictObject({
  periodId,
  kind: ReportKind.default('periodic'),
  submit: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(true)
    .describe('Submit at once; otherwise they stay drafts'),
  dryRun,
});
export type ReportFileQuery = z.infer<typeof ReportFileQuery>;

/** What the filing of a table did, or would do; nothing is filed while there is a problem. */
export const FilingOutcome = ImportOutcome.extend({
  /** Ids of the reports that were filed. */
  reportIds: z.array(z.uuid()),
}).meta({ id: 'FilingOutcome' });
export type FilingOutcome = z.infer<typeof FilingOutcome>;
