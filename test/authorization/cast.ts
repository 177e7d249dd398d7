import { randomUUID } from 'node:crypto';

/** Where things lie, seen from a reviewer of the district `of the area`, whose own post is elsewhere. */
export const places = {
  'above the area': { lo: 1, hi: 5 },
  'of the area': { lo: 2, hi: 3 },
  'below the area': { lo: 3, hi: 3 },
  'beside the area': { lo: 4, hi: 4 },
  own: { lo: 5, hi: 5 },
  unrelated: { lo: 6, hi: 6 },
} as const;
export type Place = keyof typeof places;
export const placeNames = Object.keys(places) as Place[];

const each = <Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> => Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

export const newIds = <Name extends string>(names: readonly Name[]): Record<Name, string> =>
  each(names, () => randomUUID());

export const reportRelations = [...placeNames, 'own draft', 'draft of another'] as const;
export const aggregateRelations = ['sent to us', 'sent to others', 'issued', 'drafted', 'withdrawn'] as const;

export const recommendationRelations = ['own', 'sent to us', 'sent to others'] as const;

/** Ids of what is stored, by how it stands to the caller. */
export function newCast() {
  return {
    account: randomUUID(),
    grant: randomUUID(),
    formerPerson: randomUUID(),
    erasure: randomUUID(),
    client: randomUUID(),
    notice: randomUUID(),
    savedView: randomUUID(),
    mail: randomUUID(),
    webhook: randomUUID(),
    /** Of an event far beyond those that happen. */
    position: 1_000_000,
    job: randomUUID(),
    letter: randomUUID(),
    checkpoint: randomUUID(),
    organisation: randomUUID(),
    otherOrganisation: randomUUID(),
    period: randomUUID(),
    calendar: randomUUID(),
    thematicRequest: randomUUID(),
    /** The hash of a file. */
    attachment: '0f'.repeat(32),
    freePeriods: newIds(['first', 'second']),
    contracts: newIds(placeNames),
    draftContract: randomUUID(),
    contractTemplate: randomUUID(),
    contractSigning: randomUUID(),
    baseSalary: randomUUID(),
    allowanceSheet: randomUUID(),
    regulation: randomUUID(),
    regulationVersion: randomUUID(),
    plan: randomUUID(),
    questionnaire: randomUUID(),
    frame: randomUUID(),
    freeFrame: randomUUID(),
    sample: randomUUID(),
    fieldCases: newIds(placeNames),
    /** Nobody has it. */
    freeFieldCase: randomUUID(),
    caseAssignments: newIds(placeNames),
    backCheckDraw: randomUUID(),
    backChecks: newIds(placeNames),
    qualityFlags: newIds(placeNames),
    /** Of which fieldwork is over. */
    closedPlan: randomUUID(),
    analysis: randomUUID(),
    release: randomUUID(),
    course: randomUUID(),
    /** Which nobody rewrites. */
    coveredCourse: randomUUID(),
    class: randomUUID(),
    /** In which others sit. */
    otherClass: randomUUID(),
    /** Held in writing. */
    writtenClass: randomUUID(),
    guidanceQuestion: randomUUID(),
    certificates: newIds(placeNames),
    questionBank: randomUUID(),
    material: randomUUID(),
    assessment: randomUUID(),
    interview: randomUUID(),
    attempts: newIds(placeNames),
    conference: randomUUID(),
    /** It is being held. */
    heldConference: randomUUID(),
    conferenceEntry: randomUUID(),
    ownCalendarFeed: randomUUID(),
    calendarFeed: randomUUID(),
    actionItems: newIds(placeNames),
    areas: newIds(placeNames),
    people: newIds(placeNames),
    appointments: newIds(placeNames),
    posts: newIds(placeNames),
    renewal: randomUUID(),
    reports: newIds(reportRelations),
    items: newIds(reportRelations),
    streams: newIds(placeNames),
    /** In no stream. */
    looseItems: [randomUUID(), randomUUID()],
    aggregates: newIds(aggregateRelations),
    recommendations: newIds(recommendationRelations),
    explanation: randomUUID(),
    inspections: newIds(placeNames),
    inspectionRequests: newIds(placeNames),
  };
}
export type Cast = ReturnType<typeof newCast>;

/** A row of a table, by column. */
export type Row = Record<string, unknown>;

export const always = { valid_from: '2000-01-01', valid_to: null };

export const areaRows = ({ areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    id: areas[place],
    code: `D-${places[place].lo}`,
    name: `Đơn vị ${places[place].lo}`,
    type: 'district',
    version: 1,
    ...always,
  }));

export const nodeRows = ({ areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    root: 'D-1',
    tree_from: '2000-01-01',
    tree_to: null,
    area_id: areas[place],
    ...places[place],
  }));

export const appointmentRows = ({ appointments, people, organisation, areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    id: appointments[place],
    person_id: people[place],
    role: 'collaborator',
    level: 'district',
    organisation_id: organisation,
    area_id: areas[place],
    from: '2020-01-01',
    to: null,
    state: 'appointed',
    version: 1,
  }));
