import { z } from 'zod';
import { accessRevoked } from './access.js';
import { accountSecurityChanged, clientPermissionsChanged } from './accounts.js';
import {
  aggregateReportChanged,
  aggregateReportDispatched,
  aggregateReportSuperseded,
} from './aggregates.js';
import { appointmentHandedOver } from './appointments.js';
import { auditFoundBroken, auditVerificationAsked } from './audit.js';
import { areaRecorded, areaReorganised, areaSuccessionsRecorded, areaTreeNumbered } from './areas.js';
import { attendanceRecorded, certificateChanged, certificateExpiring } from './certificates.js';
import {
  aggregateDiscussed,
  conferenceAttendanceRecorded,
  conferenceTold,
  contractsSignedAtConference,
  guidanceAgreed,
  trainingFiguresCounted,
} from './conference-events.js';
import { codeListChanged } from './codes.js';
import { contractExpiring, contractRecorded, contractsLeftUnsigned } from './contracts.js';
import { personErased } from './data-protection.js';
import { explanationChanged } from './explanations.js';
import { EventEnvelope, type EventType } from './event.js';
import { opinionReportChanged } from './opinion.js';
import { inspectionChanged, inspectionRequestDue } from './inspections.js';
import { organisationRecorded, organisationReorganised } from './organisations.js';
import { classTold } from './participants.js';
import { appointmentRecorded, personMerged } from './people.js';
import { periodClosed, periodCorrected, periodOpened } from './periods.js';
import type { Permission } from './permissions.js';
import { regulationReadingDue, regulationRecorded } from './regulations.js';
import { recommendationChanged, recommendationOverdue } from './recommendation-events.js';
import { reportsDue, reportsOverdue } from './report-reminders.js';
import { reviewerRecorded } from './review.js';
import { surveyPlanChanged } from './survey.js';
import { thematicRequestOpened } from './thematic-requests.js';
import {
  casesAssigned,
  fieldworkCounted,
  surveyLinkDestroyed,
  surveyReleasePublished,
  surveyReleaseWithdrawn,
} from './survey-events.js';
import { trainingClassChanged } from './training.js';
import { webhookDisabled, webhookPinged } from './webhook-events.js';

/** An event type that other systems may receive, by webhook or from the feed. */
export interface OfferedEvent {
  type: string;
  /** One line for those who choose. */
  summary: string;
  /** The permission by which an API client may read the same facts over the API. */
  needs: Permission;
  /** What leaves: parsing strips whatever is not to. */
  envelope: z.ZodType<EventEnvelope>;
  /** Whether this event may leave. */
  leaves(event: EventEnvelope): boolean;
}

interface Offer<Data extends z.ZodType> {
  summary: string;
  needs: Permission;
  /** What of the data leaves; all of it if left out. */
  data?: z.ZodType;
  /** Left out: always. */
  when?: (data: z.output<Data>) => boolean;
}

function offered<Data extends z.ZodType>(
  event: EventType<Data>,
  { summary, needs, data = event.data, when = () => true }: Offer<Data>,
): OfferedEvent {
  return {
    type: event.type,
    summary,
    needs,
    envelope: EventEnvelope.extend({ type: z.literal(event.type), data }) as never,
    leaves: (envelope) => when(envelope.data as z.output<Data>),
  };
}

/**
 * The event types that may leave, and what of them: what an API client may read over the API anyway, and no figure,
 * since figures pass the release gate where they are read.
 */
export const offeredEvents: readonly OfferedEvent[] = [
  offered(areaRecorded, { summary: 'A version of an administrative unit was recorded', needs: 'area.read' }),
  offered(areaReorganised, {
    summary: 'Administrative units were renamed, moved, merged, split, created or closed',
    needs: 'area.read',
  }),
  offered(organisationReorganised, {
    summary: 'Organisations were renamed, moved, merged, split, created or closed',
    needs: 'organisation.read',
  }),
  offered(organisationRecorded, {
    summary: 'A version of an organisation was recorded',
    needs: 'organisation.read',
  }),
  offered(codeListChanged, {
    summary: 'Lines of a code list begin or end on a day',
    needs: 'code-list.read',
  }),
  offered(periodOpened, { summary: 'A reporting period was opened', needs: 'reporting-period.read' }),
  offered(periodClosed, {
    summary: 'A reporting period was closed',
    needs: 'reporting-period.read',
    // How many reports were owed and came is for those who read reporting discipline.
    data: periodClosed.data.pick({ id: true, code: true }),
  }),
  offered(periodCorrected, {
    summary: 'Who was expected to report in a closed period was corrected',
    needs: 'reporting-period.read',
    data: periodCorrected.data.pick({ id: true, code: true }),
  }),
  offered(aggregateReportChanged, {
    summary:
      'An aggregate report was issued, dispatched, acknowledged, superseded, or withdrawn after its issue',
    needs: 'aggregate-report.read',
    // Until it has its number a report is a draft, and other systems are not told of drafts.
    when: ({ number }) => number !== null,
  }),
  offered(surveyPlanChanged, {
    summary: 'A survey plan was made, changed or approved',
    needs: 'survey-plan.read',
  }),
  offered(trainingClassChanged, {
    summary: 'A training class was planned, held or cancelled',
    needs: 'class.read',
    data: trainingClassChanged.data.omit({ attendance: true }),
  }),
];

/** The event types that stay inside, and why. Every declared type is in one of the two lists. */
export const withheldEvents: Readonly<Record<string, string>> = {
  [classTold.type]: 'names persons, who are notified',
  [attendanceRecorded.type]: 'says who was trained: other systems are not told of persons',
  [certificateChanged.type]: 'about one person’s certificate; anyone verifies it at its public address',
  [certificateExpiring.type]: 'about one person’s certificate, who is notified',
  [conferenceTold.type]: 'names persons, who are notified',
  [conferenceAttendanceRecorded.type]: 'says who came: other systems are not told of persons',
  [guidanceAgreed.type]: 'official text for the network, read where it is published',
  [aggregateDiscussed.type]: 'comments on a draft',
  [contractsSignedAtConference.type]: 'about persons’ contracts',
  [trainingFiguresCounted.type]: 'figures are read where they pass the gate',
  [surveyReleasePublished.type]: 'figures are read where they pass the gate',
  [surveyReleaseWithdrawn.type]: 'speaks of what was withheld above',
  [surveyLinkDestroyed.type]: 'about our own running; the state of the plan is told above',
  [fieldworkCounted.type]: 'about one person’s work',
  [casesAssigned.type]: 'about one person’s work',
  [recommendationOverdue.type]: 'says what an organisation owes; it and the one above are notified',
  [explanationChanged.type]: 'says who reports, for their notices',
  [inspectionChanged.type]: 'between the office and the unit, which are notified',
  [inspectionRequestDue.type]: 'between the office and the unit, which are notified',
  [thematicRequestOpened.type]: 'says who is asked, for their notices',
  [reportsDue.type]: 'says whose report has not come',
  [reportsOverdue.type]: 'says whose report has not come',
  [recommendationChanged.type]: 'says who raised it, for their notices',
  [accessRevoked.type]: 'ends sessions inside; says who lost access',
  [appointmentHandedOver.type]: 'says who follows whom: other systems are not told of persons',
  [auditVerificationAsked.type]: 'about our own running',
  [auditFoundBroken.type]: 'about our own running; administrators are notified',
  [clientPermissionsChanged.type]: 'about what other systems may do; administrators are notified',
  [contractExpiring.type]: 'about one person’s contract',
  [contractsLeftUnsigned.type]: 'about persons’ contracts',
  [contractRecorded.type]: 'about one person’s contract',
  [personMerged.type]: 'other systems were never told of the person',
  [reviewerRecorded.type]: 'says who reviews where: other systems are not told of persons',
  [personErased.type]: 'other systems were never told of the person',
  [regulationRecorded.type]: 'regulations are read by the people they are for',
  [regulationReadingDue.type]: 'says what somebody has not read yet',
  [areaSuccessionsRecorded.type]: 'carries our own figures over a reform; the reform is told above',
  [areaTreeNumbered.type]: 'numbers that mean something inside only, and as long as the whole tree',
  [appointmentRecorded.type]: 'says who holds a post: other systems are not told of persons',
  [opinionReportChanged.type]:
    'says when which collaborator filed, and counting them would give figures past the release gate',
  [accountSecurityChanged.type]: 'about the account of one person, who is notified',
  [aggregateReportDispatched.type]:
    'says who receives, for their notices; the state of the report is told above',
  [aggregateReportSuperseded.type]:
    'says who received, for their notices; the state of the report is told above',
  [webhookDisabled.type]: 'about our own running; the office is notified',
  [webhookPinged.type]: 'goes to the one subscription that is being tried out',
};
