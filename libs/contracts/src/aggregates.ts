import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { surveyReleasePublished } from './survey-events.js';
import { day, text, timestamp } from './values.js';

export const AggregateState = z.enum([
  'building',
  'draft',
  'circulated',
  'approved',
  'issued',
  'dispatched',
  'acknowledged',
  'superseded',
  'withdrawn',
]);

/** A figure that passed the release gate: a value, or `null` with the reason why there is none. */
export const Figure = z
  .object({ value: z.number().nullable(), reason: z.string().optional() })
  .meta({ id: 'Figure' });

/** A table that passed the release gate. `cells[i][j]` is row i, column j. */
export const FigureTable = z
  .object({
    key: z.string(),
    rows: z.array(z.object({ key: z.string(), label: z.string() })),
    columns: z.array(z.object({ key: z.string(), label: z.string() })),
    cells: z.array(z.array(Figure)),
    rowTotals: z.array(Figure),
    columnTotals: z.array(Figure),
    total: Figure,
    /** Smallest number of distinct reporters a figure may rest on. */
    threshold: z.int(),
  })
  .meta({ id: 'FigureTable' });
export type FigureTable = z.infer<typeof FigureTable>;

/** Reporting discipline of one level: from who was appointed and what came, never from opinion content. */
export const Discipline = z
  .object({ level: z.string(), expected: z.int(), received: z.int(), onTime: z.int() })
  .meta({ id: 'Discipline' });
export type Discipline = z.infer<typeof Discipline>;

/** A section of the report: its text is composed by rule, then edited. */
export const Section = z
  .object({
    key: z.string(),
    heading: z.string(),
    paragraphs: z.array(z.string()),
    /**
     * The same with `{{figure:table/row/column}}` where a figure of the tables stands and `{{share:…}}` for its percentage
     * of its row; an empty row or column is the total.
     */
    bound: z.array(z.string()).optional(),
  })
  .meta({ id: 'AggregateSection' });
export type Section = z.infer<typeof Section>;

/** What training and conferences did in the periods that a report counts; figures of people passed the gate. */
export const TrainingFigures = z
  .object({
    classesHeld: z.int(),
    attended: Figure,
    certificatesGiven: Figure,
    conferencesHeld: z.int(),
    conferenceAttendance: Figure,
    statements: z.int(),
    /** At the end of the last of them. */
    openActionItems: z.int(),
  })
  .meta({ id: 'AggregateTraining' });
export type TrainingFigures = z.infer<typeof TrainingFigures>;

/** What a survey that came out in the period found, as its own release tells it. */
export const SurveyResults = surveyReleasePublished.data
  .omit({ id: true })
  .meta({ id: 'AggregateSurveyResults' });
export type SurveyResults = z.infer<typeof SurveyResults>;

/** What is approved: the content hash is SHA-256 of its canonical JSON (RFC 8785). */
export const AggregateContent = z
  .object({
    periodCode: z.string(),
    startsOn: day,
    endsOn: day,
    /** Codes of the periods whose items it counts, where these are not its own. */
    parts: z.array(z.string()).optional(),
    /** Version of the counting and composing rules that made it. */
    method: z.string(),
    /** The unit that it is about; left out: the whole province. */
    unit: z.object({ code: z.string(), name: z.string() }).optional(),
    /** Accepted opinion items it was made of; null: of a unit, and too few reported them. */
    items: z.int().nullable(),
    tables: z.array(FigureTable),
    discipline: z.array(Discipline),
    /** Topics in which one reporter accounts for more than the p % rule allows. */
    dominated: z.array(z.string()),
    /** Null: not told of all of its periods when it was built, or none of its matter. */
    training: TrainingFigures.nullable().optional(),
    surveys: z.array(SurveyResults).optional(),
    sections: z.array(Section),
  })
  .meta({ id: 'AggregateContent' });
export type AggregateContent = z.infer<typeof AggregateContent>;

export const Dispatch = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    dispatchedAt: timestamp,
    acknowledgedAt: timestamp.nullable(),
  })
  .meta({ id: 'Dispatch' });
export type Dispatch = z.infer<typeof Dispatch>;

export const AggregateComment = z
  .object({
    id: z.uuid(),
    section: z.string().nullable(),
    text: z.string(),
    /** `null` when a conference said it. */
    by: z.string().nullable(),
    conferenceId: z.uuid().nullable(),
    at: timestamp,
  })
  .meta({ id: 'AggregateComment' });
export type AggregateComment = z.infer<typeof AggregateComment>;
export const AggregateCommentList = z
  .object({ items: z.array(AggregateComment) })
  .meta({ id: 'AggregateCommentList' });

const headFields = {
  id: z.uuid(),
  periodId: z.uuid(),
  /** Code of the unit that it is about; `null`: the whole province. */
  areaCode: z.string().nullable(),
  state: AggregateState,
  title: z.string(),
  /** `null` until it is issued. */
  number: z.int().nullable(),
  symbol: z.string().nullable(),
  issuedOn: day.nullable(),
  contentHash: z.string().nullable(),
  /** The issued report whose place it takes, or is to take. */
  supersedes: z.uuid().nullable(),
  supersededBy: z.uuid().nullable(),
  /** The job that builds it. */
  jobId: z.uuid(),
  version: z.int(),
};
export const AggregateReportHead = z.object(headFields).meta({ id: 'AggregateReportHead' });
export type AggregateReportHead = z.infer<typeof AggregateReportHead>;
export const AggregateReportPage = pageOf(AggregateReportHead, 'AggregateReportPage');
export const AggregateReportListQuery = listQuery({
  periodId: 'value',
  areaCode: 'value',
  state: 'value',
});

export const AggregateReport = z
  .object({
    ...headFields,
    content: AggregateContent.nullable(),
    approvedHash: z.string().nullable(),
    dispatches: z.array(Dispatch),
  })
  .meta({ id: 'AggregateReport' });
export type AggregateReport = z.infer<typeof AggregateReport>;

export const NewAggregateReport = z
  .strictObject({
    periodId: z.uuid(),
    areaId: z
      .uuid()
      .nullable()
      .default(null)
      .describe(
        'A unit that stands directly below the province in all of the period; null: the whole province',
      ),
  })
  .meta({ id: 'NewAggregateReport' });
export type NewAggregateReport = z.infer<typeof NewAggregateReport>;

/**
 * The text as it is to be read, or with places for figures as in `bound`. In plain text the figures that were there are
 * found again; one that was written over is refused.
 */
export const EditSection = z
  .strictObject({ paragraphs: z.array(text(5000)).min(1).max(200) })
  .meta({ id: 'EditSection' });
export type EditSection = z.infer<typeof EditSection>;

/** A run of paragraphs that a section kept, lost or got. */
export const TextChange = z
  .object({ kind: z.enum(['same', 'removed', 'added']), paragraphs: z.array(z.string()) })
  .meta({ id: 'TextChange' });

/** How the text of a section came to be: first as it was composed, then edit by edit. */
export const SectionHistory = z
  .object({
    items: z.array(
      z.object({
        revision: z.int(),
        /** `null` when it was composed. */
        by: z.string().nullable(),
        at: timestamp,
        paragraphs: z.array(z.string()),
        /** From the revision before; nothing for the first. */
        changes: z.array(TextChange),
      }),
    ),
  })
  .meta({ id: 'SectionHistory' });
export type SectionHistory = z.infer<typeof SectionHistory>;

export const NewComment = z
  .strictObject({ section: text(64).nullable().default(null), text: text(4000) })
  .meta({ id: 'NewComment' });
export type NewComment = z.infer<typeof NewComment>;

/** Approval names what is approved; another hash means that the content has changed since it was read. */
export const Approve = z.strictObject({ contentHash: z.string().max(80) }).meta({ id: 'Approve' });
export type Approve = z.infer<typeof Approve>;

export const IssueAggregate = z
  .strictObject({ signer: z.strictObject({ position: text(200), name: text(200).nullable() }) })
  .meta({ id: 'IssueAggregate' });
export type IssueAggregate = z.infer<typeof IssueAggregate>;

export const DispatchAggregate = z
  .strictObject({ organisationIds: z.array(z.uuid()).min(1).max(100) })
  .meta({ id: 'DispatchAggregate' });
export type DispatchAggregate = z.infer<typeof DispatchAggregate>;

export const Withdraw = z.strictObject({ reason: text(1000) }).meta({ id: 'Withdraw' });
export type Withdraw = z.infer<typeof Withdraw>;

export const Supersede = z.strictObject({ reason: text(1000) }).meta({ id: 'SupersedeAggregate' });
export type Supersede = z.infer<typeof Supersede>;

/** A report made anew from what was known when it was built. */
export const AggregateRebuild = z
  .object({
    id: z.uuid(),
    /** As of when its items were counted. */
    knownAt: timestamp,
    method: z.string(),
    /** Of what is stored, and of what was approved. */
    contentHash: z.string(),
    approvedHash: z.string().nullable(),
    rebuiltHash: z.string(),
    /** Whether it is what is stored. */
    same: z.boolean(),
    content: AggregateContent,
  })
  .meta({ id: 'AggregateRebuild' });
export type AggregateRebuild = z.infer<typeof AggregateRebuild>;
export const RebuildQuery = z.strictObject({ asOf: timestamp.optional() });

/** An aggregate report changed its state. */
export const aggregateReportChanged = eventType(
  'reporting.aggregateReport.changed',
  z.object({
    id: z.uuid(),
    periodId: z.uuid(),
    areaCode: z.string().nullable().default(null),
    state: AggregateState,
    number: z.int().nullable(),
    contentHash: z.string().nullable(),
  }),
);

/** An aggregate report was sent to organisations that had not got it before. */
export const aggregateReportDispatched = eventType(
  'reporting.aggregateReport.dispatched',
  z.object({ id: z.uuid(), number: z.int(), symbol: z.string(), organisationIds: z.array(z.uuid()).min(1) }),
);

/** Another aggregate report took the place of one that organisations had got. */
export const aggregateReportSuperseded = eventType(
  'reporting.aggregateReport.superseded',
  z.object({
    id: z.uuid(),
    number: z.int(),
    symbol: z.string(),
    by: z.object({ id: z.uuid(), number: z.int(), symbol: z.string() }),
    organisationIds: z.array(z.uuid()).min(1),
  }),
);

/** Counts the period's accepted items, passes them through the gate and composes the draft. */
export const aggregateBuild = queueType({
  name: 'reporting.aggregate-build',
  data: z.object({ aggregateId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
  concurrency: 1,
});

const officeFields = {
  /** E.g. TỈNH ỦY LẠNG SƠN; printed as given. */
  superiorBody: text(200),
  issuingBody: text(200),
  /** The body's abbreviation in document symbols, e.g. BTGDVTU. */
  symbolBody: text(20),
  place: text(100),
  /** Limit of circulation printed on documents; null for none. */
  mark: text(100).nullable(),
  /** Where the file copy is kept. */
  filedAt: text(100),
  /** Which rules its documents follow: those of the Party, or of the state. */
  form: z.enum(['party', 'state']),
  /** Who gets aggregate reports, as printed under `Nơi nhận`. */
  recipients: z.array(text(200)).min(1).max(30),
};

/** The office as its documents name it. */
export const Office = z.object({ ...officeFields, version: z.int() }).meta({ id: 'Office' });
export type Office = z.infer<typeof Office>;
export const OfficeUpdate = z.strictObject(officeFields).meta({ id: 'OfficeUpdate' });
export type OfficeUpdate = z.infer<typeof OfficeUpdate>;

/** `<report>~<table>~<row>~<column>`, by the codes of the table; an empty row or column is the total over it. */
export const FigureId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~[a-z]{1,20}~[A-Za-z0-9.-]{0,64}~[A-Za-z0-9.-]{0,64}$/)
  .meta({ id: 'FigureId' });

const line = z.object({ key: z.string(), label: z.string() }).nullable().describe('Null: the total over it');

/** Where a figure of a report comes from. */
export const TracedFigure = z
  .object({
    id: FigureId,
    aggregateId: z.uuid(),
    table: z.string(),
    row: line,
    column: line,
    value: z.number().nullable().describe('Null: withheld'),
    reason: z.string().nullable().describe('Why it is withheld'),
    /** What is counted. */
    definition: z.string(),
    /** Smallest number of distinct reporters a figure may rest on. */
    threshold: z.int(),
    /** Version of the counting and composing rules that made it. */
    method: z.string(),
    /** As of when items were counted; `null` of reports that did not keep it. */
    knownAt: timestamp.nullable(),
    /** What it is the sum of: the same figure of each period that was counted, as the release gate shows it. */
    parts: z.array(z.object({ periodId: z.uuid(), periodCode: z.string(), value: z.number().nullable() })),
  })
  .meta({ id: 'TracedFigure' });
export type TracedFigure = z.infer<typeof TracedFigure>;
