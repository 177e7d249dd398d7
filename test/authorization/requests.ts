import { filingBodies, filingFiles } from './bodies/filing.js';
import { registryBodies, registryFiles } from './bodies/registry.js';
import { reportingBodies } from './bodies/reporting.js';
import { followUpBodies } from './bodies/reporting-follow-up.js';
import { type Bodies, type Files, nowhere } from './bodies/subject.js';
import { surveyBodies, surveyFiles } from './bodies/survey.js';
import { trainingBodies } from './bodies/training.js';
import { assessmentBodies } from './bodies/assessments.js';
import { certificateBodies, certificateFiles } from './bodies/certificates.js';
import { conferenceBodies } from './bodies/conferences.js';
import type { Cast } from './cast.js';
import type { Operation } from './operations.js';
import { SERIES } from './rows/survey.js';

/** A body that its operation takes, for every operation that takes one. */
export const bodies: Bodies = {
  ...registryBodies,
  ...reportingBodies,
  ...followUpBodies,
  ...filingBodies,
  ...surveyBodies,
  ...trainingBodies,
  ...certificateBodies,
  ...assessmentBodies,
  ...conferenceBodies,
};

/** A file that its operation takes, for every operation that takes one. */
export const files: Files = { ...registryFiles, ...filingFiles, ...surveyFiles, ...certificateFiles };

/** Operations on a conference that is being held. */
const heldOnes = /^training\.(conferenceEntries|conferenceMinutes|actionItems)\./;

/** Operations on what came of a survey. */
const afterField = /^survey\.plan(Analyses|Releases)\./;

/** What `{id}` of an operation can name, by how it stands to the caller; and what no id names. */
export function objectsOf({ id, path }: Operation, cast: Cast): Record<string, string> {
  const [, , , noun] = path.split('/');
  const of: Record<string, Record<string, string>> = {
    people: cast.people,
    appointments: cast.appointments,
    'roster-renewals': { there: cast.renewal },
    'opinion-reports': cast.reports,
    'opinion-streams': cast.streams,
    'aggregate-reports': cast.aggregates,
    areas: { there: cast.areas.own },
    organisations: { there: cast.organisation },
    accounts: { there: cast.account },
    erasures: { there: cast.erasure },
    clients: { there: cast.client },
    'saved-views': { there: cast.savedView },
    notices: { there: cast.notice },
    'mail-failures': { there: cast.mail },
    webhooks: { there: cast.webhook },
    jobs: { there: cast.job },
    'dead-letters': { there: cast.letter },
    audit: { there: cast.checkpoint },
    contracts: cast.contracts,
    'contract-templates': { there: cast.contractTemplate },
    'contract-signings': { there: cast.contractSigning },
    'base-salaries': { there: cast.baseSalary },
    'allowance-sheets': { there: cast.allowanceSheet },
    regulations: { there: cast.regulation },
    'regulation-versions': { there: cast.regulationVersion },
    recommendations: cast.recommendations,
    inspections: cast.inspections,
    explanations: { there: cast.explanation },
    'thematic-requests': { there: cast.thematicRequest },
    'reporting-calendars': { there: cast.calendar },
    'reporting-periods': { there: cast.period },
    plans: { there: afterField.test(id) ? cast.closedPlan : cast.plan },
    polls: { there: cast.plan },
    questionnaires: { there: cast.questionnaire },
    'sampling-frames': { there: cast.freeFrame },
    samples: { there: cast.sample },
    'field-cases': cast.fieldCases,
    'case-assignments': cast.caseAssignments,
    'back-checks': cast.backChecks,
    'quality-flags': cast.qualityFlags,
    analyses: { there: cast.analysis },
    releases: { there: cast.release },
    courses: { there: cast.course },
    classes: { there: id.startsWith('training.guidance.') ? cast.writtenClass : cast.class },
    'guidance-questions': { there: cast.guidanceQuestion },
    certificates: cast.certificates,
    materials: { there: cast.material },
    'question-banks': { there: cast.questionBank },
    assessments: { there: cast.assessment },
    attempts: cast.attempts,
    conferences: { there: heldOnes.test(id) ? cast.heldConference : cast.conference },
    'action-items': cast.actionItems,
    'own-calendar-feeds': { there: cast.ownCalendarFeed },
    'calendar-feeds': { there: cast.calendarFeed },
  };
  const objects = of[noun!];
  if (!objects) throw new Error(`Nothing is stored that ${id} could be called with`);
  return { ...objects, nonexistent: nowhere };
}

/** The address of an operation with its parameters filled in. */
export function addressOf({ path }: Operation, cast: Cast, id?: string): string {
  const report = Object.entries(cast.reports).find(([, report]) => report === id)?.[0];
  const inspection = Object.entries(cast.inspections).find(([, one]) => one === id)?.[0];
  const person = Object.entries(cast.people).find(([, one]) => one === id)?.[0];
  const parameters: Record<string, string | undefined> = {
    id,
    grantId: cast.grant,
    postId: cast.posts[(person ?? 'own') as keyof Cast['posts']],
    line: '1',
    entryId: cast.conferenceEntry,
    itemId: cast.items[(report ?? 'own') as keyof Cast['items']],
    requestId: cast.inspectionRequests[(inspection ?? 'own') as keyof Cast['inspectionRequests']],
    section: 'economy',
    figureId: `${cast.aggregates['sent to us']}~tendency~economy~approve`,
    sha256: cast.attachment,
    list: 'topic',
    position: String(cast.position),
    month: '2026-01',
    code: path.includes('/series/') ? SERIES : '0123456789abcdefghijkl',
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
  // Else it would be followed for ten minutes.
  if (path.endsWith('/notices/stream')) return `${filled}?seconds=0`;
  if (path.endsWith('/coverage')) return `${filled}?role=collaborator`;
  if (path.includes('/coverage/')) return `${filled}?courseId=${cast.coveredCourse}`;
  if (path.endsWith('/recommendations/agenda')) return `${filled}?on=2026-04-03`;
  if (/\/dashboards\/(areas|strata)$/.test(path)) return `${filled}?periodId=${cast.period}`;
  if (path.endsWith('/trend')) return `${filled}?variable=times`;
  if (path.endsWith('/crosswalk')) return `${filled}?from=2025-01-01&to=2026-01-01`;
  if (path.endsWith('/opinion-reports/imports/template')) return `${filled}?periodId=${cast.period}`;
  if (path.endsWith('/opinion-reports/imports/files'))
    return `${filled}?periodId=${cast.period}&kind=ad-hoc&dryRun=true`;
  return path.endsWith('/files') ? `${filled}?dryRun=true` : filled;
}
