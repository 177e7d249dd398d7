import { z } from 'zod';
import { Figure, FigureTable } from './aggregates.js';
import { code, day } from './values.js';

/** A period on a dashboard, and the report whose figures stand there. */
export const DashboardPeriod = z
  .object({
    id: z.uuid(),
    code: z.string(),
    startsOn: day,
    endsOn: day,
    /** `open`: it still runs. `not-issued`: there is no report in force that the caller may read. `no-items`: nothing was accepted. */
    state: z.enum(['open', 'not-issued', 'no-items', 'shown']),
    report: z
      .object({ id: z.uuid(), number: z.int(), symbol: z.string(), issuedOn: day })
      .nullable()
      .describe('Null where no figures stand'),
  })
  .meta({ id: 'DashboardPeriod' });
export type DashboardPeriod = z.infer<typeof DashboardPeriod>;

/** A line over the periods, in their order; a period without figures has `null` with the reason `not-issued`. */
export const DashboardSeries = z
  .object({
    key: z.string(),
    label: z.string(),
    counts: z.array(Figure),
    /** Of the total of the period; `null` where one of both is not shown, or the total is 0. */
    shares: z.array(z.number().nullable()),
  })
  .meta({ id: 'DashboardSeries' });
export type DashboardSeries = z.infer<typeof DashboardSeries>;

/** How often something was reported, period by period. */
export const DashboardTrend = z
  .object({ periods: z.array(DashboardPeriod), series: z.array(DashboardSeries), totals: z.array(Figure) })
  .meta({ id: 'DashboardTrend' });
export type DashboardTrend = z.infer<typeof DashboardTrend>;

/** One table of a period as its report shows it; `null` where the period has no figures. */
export const DashboardTable = z
  .object({
    period: DashboardPeriod,
    /** Units are those of the period, as they were reported. */
    basis: z.literal('asReported'),
    table: FigureTable.nullable(),
  })
  .meta({ id: 'DashboardTable' });
export type DashboardTable = z.infer<typeof DashboardTable>;

const span = z.strictObject({
  kind: z.enum(['monthly', 'quarterly', 'yearly']).default('monthly').describe('Which periods'),
  from: day.optional().describe('Periods that begin on this day or later'),
  to: day.optional().describe('Periods that end on this day or before'),
});
const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  !from || !to || from <= to;
const outOfOrder = { path: ['to'], message: 'The span ends before it begins' };

export const SalienceQuery = span.refine(inOrder, outOfOrder);
export const TendencyQuery = span
  .extend({ topic: code.optional().describe('Of one topic; left out: of all') })
  .refine(inOrder, outOfOrder);
export type TendencyQuery = z.infer<typeof TendencyQuery>;
export const DashboardTableQuery = z.strictObject({ periodId: z.uuid() });
