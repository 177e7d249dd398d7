import { z } from 'zod';
import { ListParameters, listQuery, pageOf } from './list.js';
import { Intensity, ItemState, Prevalence, ReportKind, ReportState, Tendency, Trend } from './opinion.js';
import { code, fold, text, timestamp } from './values.js';

/** Where words that were searched for stand in a text of an item, in UTF-16 units; `end` is the first after them. */
export const Highlight = z
  .object({
    /** `summary`, `proposals.0`, `assessment` … */
    path: z.string(),
    start: z.int(),
    end: z.int(),
  })
  .meta({ id: 'Highlight' });
export type Highlight = z.infer<typeof Highlight>;

/** An opinion item as a search finds it, without whose report it stands in. */
export const FoundItem = z
  .object({
    id: z.uuid(),
    reportId: z.uuid(),
    periodId: z.uuid(),
    kind: ReportKind,
    reportState: ReportState,
    topic: z.string(),
    areaId: z.uuid(),
    strata: z.array(z.string()),
    tendency: Tendency,
    prevalence: Prevalence,
    intensity: Intensity,
    trend: Trend,
    rumour: z.boolean(),
    summary: z.string(),
    proposals: z.array(z.string()),
    assessment: z.string().nullable(),
    proposedSolution: z.string().nullable(),
    state: ItemState,
    filedAt: timestamp.nullable(),
    /** Every place where the words searched for stand. */
    highlights: z.array(Highlight),
  })
  .meta({ id: 'FoundItem' });
export type FoundItem = z.infer<typeof FoundItem>;
export const FoundItemPage = pageOf(FoundItem, 'FoundItemPage');

const filters = {
  periodId: 'value',
  topic: 'value',
  tendency: 'value',
  prevalence: 'value',
  kind: 'value',
  state: 'value',
  reportState: 'value',
} as const;

const narrowing = {
  search: text(100)
    .refine((words) => /[a-z0-9]/.test(fold(words)), 'There is no letter or digit to search for')
    .optional()
    .describe(
      'Words that all occur; in quotation marks: next to each other. Case, accents and tone marks do not count',
    ),
  stratum: code.optional().describe('Among whom it was heard'),
  areaId: z.uuid().optional().describe('Heard in this unit or in one below it'),
};

export const OpinionItemListQuery = listQuery(filters, narrowing);

/** What is exported: all that the list would show, page by page. */
export const OpinionItemExportQuery = (
  listQuery(filters, narrowing) as unknown as z.ZodObject<typeof narrowing & typeof ListParameters.shape>
).omit({ limit: true, cursor: true, total: true });
