import { setTimeout as delay } from 'node:timers/promises';
import type { Area } from '#contracts/areas';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import {
  demoCollaborators,
  demoOrganisations,
  demoReports,
  langSonSuccessions,
  langSonUnits,
  strata,
  topics,
} from '#apps/standalone/src/demo-data/index';
import { ApiClient } from '#apps/standalone/src/demo/api-client';
import { monthBefore, todayInVietnam } from '#apps/standalone/src/demo/calendar';
import { openPeriod } from '#apps/standalone/src/demo/load';
import type { Load } from './load.js';

/** Collaborators who file. */
const FILERS = 8;
const SEED = 'bench';

/** Who files what: one token each, the reports of a month of the demonstration, and the ids the rows refer to. */
export interface Cast {
  requests: Load['requests'];
  periodId: string;
  appointmentId: string;
  personId: string;
  meanItems: number;
}

/** Loads units, organisations, a period and some collaborators through the API, and waits until they can file. */
export async function prepareCast(url: string, password: string): Promise<Cast> {
  const admin = await new ApiClient(url).signIn('admin', password);
  const today = todayInVietnam();
  await admin.post('/v1/registry/areas/imports', { areas: langSonUnits, successions: langSonSuccessions });
  await admin.post('/v1/registry/organisations/imports', { organisations: demoOrganisations() });
  const areaIds = new Map<string, string>();
  for await (const area of admin.all<Area>(`/v1/registry/areas?asOf=${today}`))
    areaIds.set(area.code, area.id);
  const organisationIds = new Map<string, string>();
  for await (const body of admin.all<Organisation>(`/v1/registry/organisations?asOf=${today}`))
    organisationIds.set(body.code, body.id);

  const collaborators = demoCollaborators(SEED);
  const appointments: Appointment[] = [];
  for (const [index, row] of collaborators.slice(0, FILERS).entries()) {
    const person = await admin.post<Person>('/v1/registry/people', { fullName: row.fullName });
    const { level, from, to, position, decisionNumber, decisionDate } = row;
    const appointment = await admin.post<Appointment>('/v1/registry/appointments', {
      personId: person.id,
      role: 'collaborator',
      organisationId: organisationIds.get(row.organisationCode),
      areaId: areaIds.get(row.areaCode),
      level,
      from,
      to,
      position,
      decisionNumber,
      decisionDate,
      decisionIssuer: 'Ban',
      legalBasis: null,
    });
    appointments.push(appointment);
    await admin.post('/v1/registry/accounts', {
      username: `filer-${index}`,
      personId: person.id,
      initialPassword: password,
      mustChangePassword: false,
      grants: [],
    });
  }
  const month = monthBefore(today, 0);
  const editor = await openEditor(admin, url, password, today);
  const { id: periodId } = await openPeriod(editor, month);
  const reports = demoReports({
    seed: SEED,
    period: month,
    collaborators,
    topics,
    strata,
    areas: langSonUnits,
  });
  const bodies = reports.map(({ items }) =>
    JSON.stringify({
      periodId,
      kind: 'ad-hoc',
      items: items.map(({ topicCode, areaCode, ...item }) => ({
        ...item,
        topic: topicCode,
        areaId: areaIds.get(areaCode),
      })),
    }),
  );
  const tokens: string[] = [];
  for (let index = 0; index < FILERS; index += 1) tokens.push(await signIn(url, `filer-${index}`, password));
  const requests = bodies.map((body, index) => ({ body, token: tokens[index % FILERS]! }));
  await Promise.all(requests.slice(0, FILERS).map((request) => untilAccepted(url, request)));
  const { id: appointmentId, personId } = appointments[0]!;
  const meanItems = reports.reduce((sum, { items }) => sum + items.length, 0) / reports.length;
  return { requests, periodId, appointmentId, personId, meanItems };
}

async function openEditor(
  admin: ApiClient,
  url: string,
  password: string,
  today: string,
): Promise<ApiClient> {
  const person = await admin.post<Person>('/v1/registry/people', { fullName: 'Biên tập viên' });
  await admin.post('/v1/registry/accounts', {
    username: 'editor',
    personId: person.id,
    initialPassword: password,
    mustChangePassword: false,
    grants: [{ role: 'editor', areaId: null, organisationId: null, from: today, to: null }],
  });
  return new ApiClient(url).signIn('editor', password);
}

async function signIn(url: string, username: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/v1/registry/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Reporting learns of units and appointments by events, which take a moment. */
async function untilAccepted(url: string, { token, body }: Load['requests'][number]): Promise<void> {
  for (const end = Date.now() + 60_000; ; await delay(100)) {
    const answer = await fetch(`${url}/v1/reporting/opinion-reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
    if (answer.status === 201) return;
    if (Date.now() > end) throw new Error(`Filing is refused: ${await answer.text()}`);
  }
}
