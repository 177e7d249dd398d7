import { registryBodies } from './bodies/registry.js';
import { reportingBodies } from './bodies/reporting.js';
import { type Bodies, nowhere } from './bodies/subject.js';
import { surveyBodies } from './bodies/survey.js';
import { trainingBodies } from './bodies/training.js';
import type { Cast } from './cast.js';
import type { Operation } from './operations.js';

/** A body that its operation takes, for every operation that takes one. */
export const bodies: Bodies = { ...registryBodies, ...reportingBodies, ...surveyBodies, ...trainingBodies };

/** What `{id}` of an operation can name, by how it stands to the caller; and what no id names. */
export function objectsOf({ id, path }: Operation, cast: Cast): Record<string, string> {
  const [, , , noun] = path.split('/');
  const of: Record<string, Record<string, string>> = {
    people: cast.people,
    appointments: cast.appointments,
    'opinion-reports': cast.reports,
    'aggregate-reports': cast.aggregates,
    areas: { there: cast.areas.own },
    organisations: { there: cast.organisation },
    accounts: { there: cast.account },
    clients: { there: cast.client },
    notices: { there: cast.notice },
    'mail-failures': { there: cast.mail },
    jobs: { there: cast.job },
    'dead-letters': { there: cast.letter },
    'reporting-periods': { there: cast.period },
    plans: { there: cast.plan },
    courses: { there: cast.course },
    classes: { there: cast.class },
  };
  const objects = of[noun!];
  if (!objects) throw new Error(`Nothing is stored that ${id} could be called with`);
  return { ...objects, nonexistent: nowhere };
}

/** The address of an operation with its parameters filled in. */
export function addressOf({ path }: Operation, cast: Cast, id?: string): string {
  const report = Object.entries(cast.reports).find(([, report]) => report === id)?.[0];
  const parameters: Record<string, string | undefined> = {
    id,
    grantId: cast.grant,
    itemId: cast.items[(report ?? 'own') as keyof Cast['items']],
    section: 'economy',
    list: 'topic',
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
  // Else it would be followed for ten minutes.
  if (path.endsWith('/notices/stream')) return `${filled}?seconds=0`;
  return path.endsWith('/coverage') ? `${filled}?role=collaborator` : filled;
}
