import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { day, text, timestamp } from './values.js';

export const InspectionState = z.enum(['planned', 'under-way', 'following-up', 'closed', 'cancelled']);
export const CheckResult = z.enum(['met', 'partly-met', 'not-met', 'not-applicable']);
export const RequestState = z.enum(['open', 'answered', 'fulfilled', 'waived']);

/** Who inspects: an office-holder, by organisation and position and never by name. */
const TeamMember = z
  .strictObject({
    role: z.enum(['head', 'secretary', 'member']),
    organisationId: z.uuid(),
    position: text(200),
  })
  .meta({ id: 'InspectionTeamMember' });

/** One point of the checklist, and how the unit meets it. */
const Check = z
  .object({ text: z.string(), result: CheckResult.nullable(), note: z.string().nullable() })
  .meta({ id: 'InspectionCheck' });

const Finding = z
  .object({
    id: z.uuid(),
    text: z.string(),
    /** The point of the checklist it belongs to, from 0; null: none. */
    check: z.int().nullable(),
  })
  .meta({ id: 'InspectionFinding' });

/** What the unit is asked to do by a day, and what becomes of it. */
const InspectionRequest = z
  .object({
    id: z.uuid(),
    text: z.string(),
    findingId: z.uuid().nullable(),
    dueOn: day,
    state: RequestState,
    /** Whether the day has passed and the unit has not answered. */
    overdue: z.boolean(),
    /** What the unit says it has done. */
    answer: z.string().nullable(),
    /** Everything that happened to it, the first first. */
    steps: z.array(z.object({ at: timestamp, state: RequestState, dueOn: day, text: z.string().nullable() })),
  })
  .meta({ id: 'InspectionRequest' });

const head = {
  id: z.uuid(),
  areaId: z.uuid(),
  subject: z.string(),
  /** What is looked at, and of which time. */
  scope: z.string(),
  decision: z.string().nullable(),
  startsOn: day,
  endsOn: day,
  state: InspectionState,
  version: z.int(),
};

export const InspectionHead = z.object(head).meta({ id: 'InspectionHead' });
export type InspectionHead = z.infer<typeof InspectionHead>;
export const InspectionPage = pageOf(InspectionHead, 'InspectionPage');
export const InspectionListQuery = listQuery(
  { state: 'value', areaId: 'value', startsOn: 'range', endsOn: 'range' },
  { overdue: z.literal('true').optional().describe('Only those with a request whose day has passed') },
);

/** An inspection of a unit, from the plan to the last request. */
export const Inspection = z
  .object({
    ...head,
    team: z.array(TeamMember),
    checklist: z.array(Check),
    findings: z.array(Finding),
    conclusion: z.string().nullable(),
    cancelReason: z.string().nullable(),
    requests: z.array(InspectionRequest),
  })
  .meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

export const InspectionPlan = z
  .strictObject({
    areaId: z.uuid(),
    subject: text(300),
    scope: text(2000),
    decision: text(100).nullable().default(null),
    startsOn: day,
    endsOn: day,
    team: z
      .array(TeamMember)
      .min(1)
      .max(20)
      .refine((members) => members.filter(({ role }) => role === 'head').length === 1, 'A team has one head'),
    checklist: z.array(text(500)).min(1).max(100),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .meta({ id: 'InspectionPlan' });
export type InspectionPlan = z.infer<typeof InspectionPlan>;

const check = z.int().min(0).max(99);

export const RecordCheck = z
  .strictObject({ check, result: CheckResult, note: text(2000).nullable().default(null) })
  .meta({ id: 'RecordInspectionCheck' });
export type RecordCheck = z.infer<typeof RecordCheck>;

export const NewFinding = z
  .strictObject({ text: text(4000), check: check.nullable().default(null) })
  .meta({ id: 'NewInspectionFinding' });
export type NewFinding = z.infer<typeof NewFinding>;

export const NewInspectionRequest = z
  .strictObject({ text: text(4000), dueOn: day, findingId: z.uuid().nullable().default(null) })
  .meta({ id: 'NewInspectionRequest' });
export type NewInspectionRequest = z.infer<typeof NewInspectionRequest>;

export const ConcludeInspection = z
  .strictObject({ conclusion: text(10_000) })
  .meta({ id: 'ConcludeInspection' });
export type ConcludeInspection = z.infer<typeof ConcludeInspection>;

export const CancelInspection = z.strictObject({ reason: text(1000) }).meta({ id: 'CancelInspection' });
export type CancelInspection = z.infer<typeof CancelInspection>;

export const AnswerInspectionRequest = z
  .strictObject({ text: text(4000) })
  .meta({ id: 'AnswerInspectionRequest' });
export type AnswerInspectionRequest = z.infer<typeof AnswerInspectionRequest>;

/** An answer that does not do: the unit goes on by the day said. */
export const ReturnInspectionRequest = z
  .strictObject({ dueOn: day, reason: text(1000) })
  .meta({ id: 'ReturnInspectionRequest' });
export type ReturnInspectionRequest = z.infer<typeof ReturnInspectionRequest>;

export const SettleInspectionRequest = z
  .strictObject({ outcome: z.enum(['fulfilled', 'waived']), note: text(1000).nullable().default(null) })
  .meta({ id: 'SettleInspectionRequest' });
export type SettleInspectionRequest = z.infer<typeof SettleInspectionRequest>;

/** Who reviews the unit: they hear of what concerns it. */
const accountIds = z.array(z.uuid());

/** An inspection was planned or went on, or one of its requests did. Ids and facts, no text. */
export const inspectionChanged = eventType(
  'reporting.inspection.changed',
  z.object({
    id: z.uuid(),
    areaId: z.uuid(),
    state: InspectionState,
    what: z.enum([
      'planned',
      'started',
      'concluded',
      'closed',
      'cancelled',
      'request-answered',
      'request-returned',
      'request-settled',
    ]),
    startsOn: day,
    accountIds,
  }),
);

/** What a unit was asked to do falls due in `daysLeft` days (below 0: fell due) and is not answered. */
export const inspectionRequestDue = eventType(
  'reporting.inspection.requestDue',
  z.object({ id: z.uuid(), requestId: z.uuid(), dueOn: day, daysLeft: z.int(), accountIds }),
);
