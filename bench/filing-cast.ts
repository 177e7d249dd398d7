import { setTimeout as delay } from 'node:timers/promises';
import type { Area } from '#contracts/areas';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { ReportingPeriod } from '#contracts/periods';
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
import type { Load } from './load.js';

/** Collaborators who file. */
const FILERS = 66;
/** The units of today stand since then; each of them files once of each day. */
const SINCE = '2025-07-02';
const DAYS = 900;
const SEED = 'bench';

/** Who files what: one token each, reports of the demonstration, each to be sent once, and the ids the rows refer to. */
export interface Cast {
  /** The next so many of them. */
  take(count: number): Load['requests'];
  meanBytes: number;
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
    const { level, to, position, decisionNumber, decisionDate } = row;
    const appointment = await admin.post<Appointment>('/v1/registry/appointments', {
      personId: person.id,
      role: 'collaborator',
      organisationId: organisationIds.get(row.organisationCode),
      areaId: areaIds.get(row.areaCode),
      level,
      from: SINCE,
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
  const editor = await openEditor(admin, url, password, today);
  const periods: ReportingPeriod[] = [];
  for (let number = 0; number < DAYS; number += 1) {
    const day = new Date(Date.parse(SINCE) + number * 86_400_000).toISOString().slice(0, 10);
    const dueAt = `${day}T23:59:59+07:00`;
    const period = { code: day, kind: 'custom', startsOn: day, endsOn: day, dueAt };
    periods.push(await editor.post('/v1/reporting/reporting-periods', period));
  }
  const reports = demoReports({
    seed: SEED,
    period: monthBefore(today, 0),
    collaborators,
    topics,
    strata,
    areas: langSonUnits,
  });
  const items = reports.map((report) =>
    report.items.map(({ topicCode, areaCode, ...item }) => ({
      ...item,
      topic: topicCode,
      areaId: areaIds.get(areaCode),
    })),
  );
  const tokens: string[] = [];
  for (let index = 0; index < FILERS; index += 1) tokens.push(await signIn(url, `filer-${index}`, password));
  const request = (index: number, kind: 'periodic' | 'ad-hoc'): Load['requests'][number] => {
    const { id: periodId } = periods[Math.floor(index / FILERS) % DAYS]!;
    const body = JSON.stringify({ periodId, kind, items: items[index % items.length] });
    return { body, token: tokens[index % FILERS]! };
  };
  await Promise.all(tokens.map((_, index) => untilAccepted(url, request(index, 'ad-hoc'))));
  let sent = 0;
  const take = (count: number): Load['requests'] => {
    if (sent + count > FILERS * DAYS) throw new Error('There are not enough collaborators and days');
    return Array.from({ length: count }, () => request(sent++, 'periodic'));
  };
  const bytes = items.map((_, index) => Buffer.byteLength(request(index, 'periodic').body));
  const { id: appointmentId, personId } = appointments[0]!;
  return {
    take,
    meanBytes: mean(bytes),
    meanItems: mean(items.map((each) => each.length)),
    periodId: periods[0]!.id,
    appointmentId,
    personId,
  };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

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
