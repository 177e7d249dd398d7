import type { Area } from '#contracts/areas';
import type { Office } from '#contracts/aggregates';
import type { OpinionReport } from '#contracts/opinion';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { ExpectedReport, ReportingPeriod } from '#contracts/periods';
import {
  baseSalaries,
  demoCollaborators,
  demoOrganisations,
  demoPersonnel,
  demoReports,
  langSonSuccessions,
  langSonUnits,
  strata,
  topics,
} from '../demo-data/index.js';
import type { DemoReport } from '../demo-data/index.js';
import { type ApiClient, inParallel, Refused } from './api-client.js';
import { endOfDay, type Month } from './calendar.js';

/** Requests under way at once. */
const WIDTH = 6;

export type Say = (line: string) => void;

/** What the play needs to know of what was loaded. */
export interface Province {
  areaIds: Map<string, string>;
  organisationIds: Map<string, string>;
  /** By collaborator code. */
  appointmentIds: Map<string, string>;
  collaborators: ReturnType<typeof demoCollaborators>;
}

export const seed = 'lang-son';
export const collaborators = demoCollaborators(seed);

/** Username of a collaborator or of one of the office's people. */
export const usernameOf = (code: string): string => code.toLowerCase();

/** Loads units, organisations, people, appointments and accounts through the API. */
export async function loadProvince(
  admin: ApiClient,
  password: string,
  today: string,
  say: Say,
): Promise<Province> {
  const units = await admin.post<{ counts: Record<string, number> }>('/v1/registry/areas/imports', {
    areas: langSonUnits,
    successions: langSonSuccessions,
  });
  say(`${units.counts['areas']} unit versions and ${units.counts['successions']} successions of Lạng Sơn`);
  const bodies = demoOrganisations();
  await admin.post('/v1/registry/organisations/imports', { organisations: bodies });
  say(`${bodies.length} organisations`);
  for (const salary of baseSalaries) await admin.post('/v1/registry/base-salaries', salary);
  say(`${baseSalaries.length} values of the base salary with the days they hold from`);
  const areaIds = new Map<string, string>();
  for await (const area of admin.all<Area>(`/v1/registry/areas?asOf=${today}`))
    areaIds.set(area.code, area.id);
  const organisationIds = new Map<string, string>();
  for await (const organisation of admin.all<Organisation>(`/v1/registry/organisations?asOf=${today}`)) {
    organisationIds.set(organisation.code, organisation.id);
  }
  const appointmentIds = new Map<string, string>();
  await inParallel(collaborators, WIDTH, async (row) => {
    const person = await admin.post<Person>('/v1/registry/people', { fullName: row.fullName });
    const appointment = await admin.post<Appointment>('/v1/registry/appointments', {
      personId: person.id,
      role: 'collaborator',
      level: row.level,
      organisationId: organisationIds.get(row.organisationCode),
      areaId: areaIds.get(row.areaCode),
      from: row.from,
      to: row.to,
      position: row.position,
      decisionNumber: row.decisionNumber,
      decisionDate: row.decisionDate,
      decisionIssuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy (minh họa)',
      legalBasis: null,
    });
    appointmentIds.set(row.code, appointment.id);
    await openAccount(admin, usernameOf(row.code), person.id, password, []);
  });
  say(`${collaborators.length} collaborators (plainly invented) with appointments and accounts`);
  await loadOffice(admin, organisationIds, password, today);
  say('the office: editor, reviewer, approver, and the two recipients');
  return { areaIds, organisationIds, appointmentIds, collaborators };
}

async function loadOffice(
  admin: ApiClient,
  organisationIds: Map<string, string>,
  password: string,
  today: string,
): Promise<void> {
  for (const row of demoPersonnel()) {
    const person = await admin.post<Person>('/v1/registry/people', { fullName: row.fullName });
    const organisationId = row.duty === 'recipient' ? organisationIds.get(row.organisationCode) : null;
    const grant = { role: row.duty, areaId: null, organisationId, from: today, to: null };
    await openAccount(admin, usernameOf(row.code), person.id, password, [grant]);
  }
  const office = await admin.get<Office>('/v1/reporting/office');
  const { version, ...fields } = office;
  await admin.put(
    '/v1/reporting/office',
    { ...fields, superiorBody: 'TỈNH ỦY LẠNG SƠN', place: 'Lạng Sơn' },
    version,
  );
}

async function openAccount(
  admin: ApiClient,
  username: string,
  personId: string,
  initialPassword: string,
  grants: unknown[],
): Promise<void> {
  try {
    await admin.post('/v1/registry/accounts', {
      username,
      personId,
      initialPassword,
      mustChangePassword: false,
      grants,
    });
  } catch (error) {
    // Answers that may show a password are not kept for repetition; the username tells that the first try had worked.
    if (!(error instanceof Refused && error.problem.code === 'resource.conflict')) throw error;
  }
}

/** Waits until reporting knows every appointment: events take a moment. */
export async function awaitNetwork(editor: ApiClient, period: ReportingPeriod): Promise<void> {
  for (const end = Date.now() + 60_000; ;) {
    const page = await editor.get<{ items: ExpectedReport[]; total: number }>(
      `/v1/reporting/reporting-periods/${period.id}/expected-reports?limit=1&total=true`,
    );
    if (page.total === collaborators.length) return;
    if (Date.now() > end)
      throw new Error(`reporting knows ${page.total} of ${collaborators.length} collaborators`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export function openPeriod(editor: ApiClient, month: Month): Promise<ReportingPeriod> {
  const { code, startsOn, endsOn, dueOn } = month;
  return editor.post('/v1/reporting/reporting-periods', {
    code,
    kind: 'monthly',
    startsOn,
    endsOn,
    dueAt: endOfDay(dueOn),
  });
}

/** The reports that the demonstration has for a month. */
export function reportsOf(month: Month): DemoReport[] {
  return demoReports({ seed, period: month, collaborators, topics, strata, areas: langSonUnits });
}

/** The body of a report as the API takes it. */
export function toRequest(report: DemoReport, periodId: string, areaIds: Map<string, string>) {
  return {
    periodId,
    items: report.items.map(({ topicCode, areaCode, ...item }) => ({
      ...item,
      topic: topicCode,
      areaId: areaIds.get(areaCode),
    })),
  };
}

/** Enters a past month's reports as they came on paper, accepts them and closes the month. */
export async function loadPastMonth(
  editor: ApiClient,
  province: Province,
  period: ReportingPeriod,
  month: Month,
  say: Say,
): Promise<void> {
  const reports = reportsOf(month);
  await inParallel(reports, WIDTH, async (report) => {
    const filed = await editor.post<OpinionReport>('/v1/reporting/opinion-reports', {
      ...toRequest(report, period.id, province.areaIds),
      appointmentId: province.appointmentIds.get(report.collaboratorCode),
      channel: 'upload',
      receivedOn: report.receivedOn,
    });
    await editor.post(`/v1/reporting/opinion-reports/${filed.id}/accept`, undefined, filed.version);
  });
  await editor.post(`/v1/reporting/reporting-periods/${period.id}/close`, undefined, period.version);
  const onTime = reports.filter((report) => report.onTime).length;
  say(
    `${month.code}: ${reports.length} reports of ${collaborators.length} expected, ${onTime} on time; closed`,
  );
}
