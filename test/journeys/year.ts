import { enrolSecondFactor } from '#apps/standalone/src/demo/second-factor';
import { ApiClient } from '#apps/standalone/src/demo/api-client';
import { demoOrganisations, langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import type { AggregateReport, AggregateReportHead } from '#contracts/aggregates';
import type { Area } from '#contracts/areas';
import type { Job } from '#contracts/job';
import type { NewOpinionItem, OpinionReport } from '#contracts/opinion';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { ExpectedReport, NewReportingPeriod, ReportingPeriod } from '#contracts/periods';
import type { Recommendation } from '#contracts/recommendations';

const reporting = '/v1/reporting';
const aggregates = `${reporting}/aggregate-reports`;
const signer = { position: 'TRƯỞNG BAN', name: null };
/** On this day the districts went, and the communes became fewer. */
const reform = '2025-07-01';

/** How many report from each unit, before the reform and after it: of some there are too few to be shown. */
const network: [before: string, after: string, reporters: number][] = [
  ['05971', '05986', 5],
  ['06184', '06184', 4],
  ['05974', '06187', 3],
  ['06529', '06529', 2],
  ['180', '06040', 1],
];
const topics = ['economy', 'local-matters', 'culture-society'];
const tendencies = ['approve', 'oppose', 'undecided'] as const;
const strata = ['farmers', 'workers', 'officials', 'students', 'pensioners'];

/** An accepted item as its reporter knows it. */
export interface Heard {
  month: string;
  reporter: number;
  area: string;
  topic: string;
  tendency: string;
  strata: string[];
  /** Accepted only after the first report of its month was issued. */
  late: boolean;
}

/** What a year left behind: every document that was issued, in the order of their numbers, and what was heard. */
export interface Year {
  client: ApiClient;
  documents: AggregateReport[];
  /** Reports of a district before the reform and of a commune since, issued when the year was over. */
  ofUnits: AggregateReport[];
  heard: Heard[];
  recommendations: Recommendation[];
}

interface Office {
  editor: ApiClient;
  approver: ApiClient;
  institute: string;
  department: string;
  /** Ids of units by code, as they stood before the reform and since. */
  areas: { before: Map<string, string>; after: Map<string, string> };
  /** Appointments of each reporter, before the reform and since. */
  reporters: { before: string; after: string; units: { before: string; after: string } }[];
}

/** The same numbers in every run: a linear congruential generator. */
function draws(): (below: number) => number {
  let state = 42;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Plays a year of reporting on a product that was just started, through the public API only. */
export async function playYear(url: string, password: string): Promise<Year> {
  const office = await openOffice(url, await new ApiClient(url).signIn('admin', password));
  const { editor } = office;
  const year: Year = { client: editor, documents: [], ofUnits: [], heard: [], recommendations: [] };
  const draw = draws();
  for (let month = 1; month <= 12; month += 1) {
    const period = await open(editor, monthOf(month));
    if (month === 1 || month === 7) await awaitNetwork(editor, period, office.reporters.length);
    const late = await report(office, period, year, draw, month === 3);
    await close(editor, period);
    const issued = await issue(office, await built(editor, period));
    year.documents.push(issued);
    if (late) {
      await editor.post(`${reporting}/opinion-reports/${late.id}/accept`, undefined, late.version);
      const anew = { reason: 'Tiếp nhận thêm một báo cáo' };
      const head = await editor.post<AggregateReportHead>(
        `${aggregates}/${issued.id}/supersede`,
        anew,
        issued.version,
      );
      year.documents.push(await issue(office, await finished(editor, head)));
    }
    year.recommendations.push(await recommend(office, year.documents.at(-1)!, month));
    if (month % 3 === 0) {
      const quarter = await open(editor, quarterOf(month / 3));
      await close(editor, quarter);
      year.documents.push(await issue(office, await built(editor, quarter)));
    }
  }
  const whole = await open(editor, spanOf('2025', 'yearly', 1, 12));
  await close(editor, whole);
  year.documents.push(await issue(office, await built(editor, whole)));
  for (const [period, areaId] of [
    ['2025-02', office.areas.before.get('178')!],
    ['2025-Q1', office.areas.before.get('178')!],
    ['2025-11', office.areas.after.get('05986')!],
  ] as const) {
    const { periodId: id } = year.documents.find(({ content }) => content!.periodCode === period)!;
    year.ofUnits.push(await issue(office, await built(editor, { id }, areaId)));
  }
  return year;
}

async function openOffice(url: string, admin: ApiClient): Promise<Office> {
  const [areas, successions] = [langSonUnits, langSonSuccessions];
  await admin.post('/v1/registry/areas/imports', { areas, successions });
  await admin.post('/v1/registry/organisations/imports', { organisations: demoOrganisations() });
  const idsOn = async (path: string): Promise<Map<string, string>> => {
    const ids = new Map<string, string>();
    for await (const { code, id } of admin.all<Area | Organisation>(path)) ids.set(code, id);
    return ids;
  };
  const before = await idsOn('/v1/registry/areas?asOf=2025-06-30');
  const after = await idsOn(`/v1/registry/areas?asOf=${reform}`);
  const bodies = await idsOn('/v1/registry/organisations?asOf=2025-12-31');
  const department = bodies.get('TU')!;
  const institute = bodies.get('VDLXH')!;

  const appoint = async (
    personId: string,
    areaId: string,
    from: string,
    to: string | null,
  ): Promise<string> => {
    const decision = {
      decisionNumber: '1-QĐ/VD',
      decisionDate: '2024-01-01',
      decisionIssuer: 'Ban (minh họa)',
      legalBasis: null,
    };
    const post = {
      role: 'collaborator',
      level: 'commune',
      organisationId: department,
      position: 'Cán bộ (minh họa)',
    };
    const made = await admin.post<Appointment>('/v1/registry/appointments', {
      personId,
      areaId,
      from,
      to,
      ...post,
      ...decision,
    });
    return made.id;
  };
  const reporters: Office['reporters'] = [];
  for (const [old, now, count] of network) {
    for (let one = 0; one < count; one += 1) {
      const { id } = await admin.post<Person>('/v1/registry/people', {
        fullName: `Người Ví Dụ ${reporters.length}`,
      });
      reporters.push({
        before: await appoint(id, before.get(old)!, '2024-01-01', reform),
        after: await appoint(id, after.get(now)!, reform, null),
        units: { before: old, after: now },
      });
    }
  }
  const password = 'mot mat khau that dai 2025';
  const [editor, approver] = await Promise.all(
    ['editor', 'approver'].map(async (role) => {
      const person = await admin.post<Person>('/v1/registry/people', { fullName: `Người Ví Dụ ${role}` });
      const grants = [{ role, areaId: null, organisationId: null, from: '2025-01-01', to: null }];
      const account = {
        username: role,
        personId: person.id,
        initialPassword: password,
        mustChangePassword: false,
        grants,
      };
      await admin.post('/v1/registry/accounts', account);
      return new ApiClient(url).signIn(role, password);
    }),
  );
  await enrolSecondFactor(approver!);
  return { editor: editor!, approver: approver!, institute, department, areas: { before, after }, reporters };
}

const two = (number: number): string => String(number).padStart(2, '0');
const lastDay = (month: number): string =>
  `2025-${two(month)}-${new Date(Date.UTC(2025, month, 0)).getUTCDate()}`;

function spanOf(
  code: string,
  kind: NewReportingPeriod['kind'],
  from: number,
  to: number,
): NewReportingPeriod {
  const due = new Date(Date.UTC(2025, to, 5)).toISOString().slice(0, 10);
  return { code, kind, startsOn: `2025-${two(from)}-01`, endsOn: lastDay(to), dueAt: `${due}T10:00:00Z` };
}
const monthOf = (month: number): NewReportingPeriod => spanOf(`2025-${two(month)}`, 'monthly', month, month);
const quarterOf = (quarter: number): NewReportingPeriod =>
  spanOf(`2025-Q${quarter}`, 'quarterly', 3 * quarter - 2, 3 * quarter);

const open = (editor: ApiClient, period: NewReportingPeriod): Promise<ReportingPeriod> =>
  editor.post(`${reporting}/reporting-periods`, period);
const close = (editor: ApiClient, { id, version }: ReportingPeriod): Promise<unknown> =>
  editor.post(`${reporting}/reporting-periods/${id}/close`, undefined, version);

/** Events take a moment. */
async function awaitNetwork(editor: ApiClient, { id }: ReportingPeriod, expected: number): Promise<void> {
  const path = `${reporting}/reporting-periods/${id}/expected-reports?limit=1&total=true`;
  await until(
    async () => (await editor.get<{ items: ExpectedReport[]; total: number }>(path)).total === expected,
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error('it took more than a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Enters a month's reports as they came on paper and accepts them; most reporters report.
 * @returns with `keepsBack` the first report, which was not accepted yet.
 */
async function report(
  { editor, areas, reporters }: Office,
  period: ReportingPeriod,
  { heard }: Year,
  draw: (below: number) => number,
  keepsBack: boolean,
): Promise<OpinionReport | undefined> {
  const side = period.startsOn < reform ? 'before' : 'after';
  let kept: OpinionReport | undefined;
  for (const [reporter, { units, ...appointments }] of reporters.entries()) {
    if (draw(6) === 0 && !(keepsBack && reporter === 0)) continue;
    const late = keepsBack && reporter === 0;
    const items = Array.from({ length: 1 + draw(3) }, (): NewOpinionItem => {
      const visited = network[draw(network.length)]!;
      const area = draw(8) === 0 ? visited[side === 'before' ? 0 : 1] : units[side];
      const first = draw(strata.length);
      const said = {
        topic: topics[draw(topics.length)]!,
        tendency: tendencies[draw(tendencies.length)]!,
        strata: [strata[first]!, ...(draw(3) === 0 ? [strata[(first + 1) % strata.length]!] : [])],
      };
      heard.push({ month: period.code, reporter, area, late, ...said });
      return {
        ...said,
        areaId: areas[side].get(area)!,
        prevalence: 'some',
        basis: { conversations: 3, meetings: 1, places: 1 },
        intensity: 'medium',
        trend: 'stable',
        rumour: false,
        summary: 'Nhân dân quan tâm giá cả và đường giao thông',
        proposals: ['Sửa đường liên thôn'],
        assessment: null,
        proposedSolution: null,
      };
    });
    const filed = await editor.post<OpinionReport>(`${reporting}/opinion-reports`, {
      periodId: period.id,
      appointmentId: appointments[side],
      channel: 'upload',
      receivedOn: period.endsOn,
      items,
    });
    if (late) kept = filed;
    else await editor.post(`${reporting}/opinion-reports/${filed.id}/accept`, undefined, filed.version);
  }
  return kept;
}

const built = async (
  editor: ApiClient,
  { id: periodId }: Pick<ReportingPeriod, 'id'>,
  areaId?: string,
): Promise<AggregateReport> =>
  finished(editor, await editor.post<AggregateReportHead>(aggregates, { periodId, areaId }));

async function finished(editor: ApiClient, { id, jobId }: AggregateReportHead): Promise<AggregateReport> {
  await until(async () => {
    const { state, error } = await editor.get<Job>(`${reporting}/jobs/${jobId}`);
    if (state === 'failed') throw new Error(`the report could not be built: ${error}`);
    return state === 'completed';
  });
  return editor.get(`${aggregates}/${id}`);
}

async function issue(
  { editor, approver, institute }: Office,
  draft: AggregateReport,
): Promise<AggregateReport> {
  const path = `${aggregates}/${draft.id}`;
  const { contentHash, version } = await editor.post<AggregateReport>(
    `${path}/circulate`,
    undefined,
    draft.version,
  );
  const approved = await approver.post<AggregateReport>(`${path}/approve`, { contentHash }, version);
  const issued = await editor.post<AggregateReport>(`${path}/issue`, { signer }, approved.version);
  return editor.post(`${path}/dispatch`, { organisationIds: [institute] }, issued.version);
}

/** The day by which answers are due, which lies ahead whenever this runs. */
export const answersDue = '2198-12-31';

/** A recommendation of the month: of three, two are answered and closed, and one waits. */
async function recommend(
  { editor, department }: Office,
  { id: aggregateId }: AggregateReport,
  month: number,
): Promise<Recommendation> {
  const register = `${reporting}/recommendations`;
  const step = (made: Recommendation, name: string, body: object): Promise<Recommendation> =>
    editor.post(`${register}/${made.id}/${name}`, body, made.version);
  const asked = { subject: 'Sửa đường liên thôn', text: 'Đề nghị bố trí vốn sửa đường', aggregateId };
  const recorded = await editor.post<Recommendation>(register, asked);
  const letter = { organisationId: department, dueOn: answersDue, signer };
  const forwarded = await step(recorded, 'forward', letter);
  if (month % 3 === 0) return forwarded;
  const answered = await step(forwarded, 'answer', { text: 'Đã bố trí vốn' });
  return step(answered, 'close', { outcome: 'resolved' });
}
