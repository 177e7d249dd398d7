import { ApiClient, Refused } from '#apps/standalone/src/demo/api-client';
import { demoOrganisations, langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import {
  invented,
  rakedWeights,
  realFrame,
  twoStages,
  variables,
} from '#apps/survey/src/estimates/played-survey.fixture';
import { planText } from '#apps/survey/src/plans/plan-text.fixture';
import type { Analysis } from '#contracts/analyses';
import type { AddedAssignments, FieldInterviewer } from '#contracts/assignments';
import type { BackCheck } from '#contracts/back-checks';
import type { Certificate } from '#contracts/certificates';
import type { FieldCase, FieldProgress } from '#contracts/field-cases';
import type { InterviewResults, InterviewSave } from '#contracts/interviews';
import type { Organisation } from '#contracts/organisations';
import type { Person } from '#contracts/people';
import type { SurveyRelease } from '#contracts/releases';
import type { Sample, SamplingFrame } from '#contracts/samples';
import type { SurveyPlan } from '#contracts/survey';
import type { Course, TrainingClass } from '#contracts/training';
import { seededRandom } from '#statistics/random';
import { eventually } from '#testing/eventually';
import { advance, analysed, intoTheField, openTeam, released, type Team } from './survey-steps.js';

/** What a survey came to, from the plan to the published estimates. */
export interface PlayedSurvey {
  interviewers: number;
  /** Why one whose certificate ended while the survey was in the field got no case; and that they did once it was renewed. */
  expired: { code: string; detail: string; afterwards: AddedAssignments };
  progress: FieldProgress;
  backChecks: { drawn: number; confirmed: number };
  /** Cases that still say where to go after fieldwork was closed. */
  labelsLeft: number;
  analysis: Analysis;
  release: SurveyRelease;
  files: Record<'docx' | 'pdf' | 'xlsx' | 'csv' | 'ddi', Buffer>;
}

const PASSWORD = 'mot-cuoc-dieu-tra-dien-hinh';
const INTERVIEWERS = 20;

const day = (fromNow: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + fromNow * 86_400_000).toISOString().slice(0, 10);

/** What is done by whom. */
interface Cast extends Team {
  /** In the order in which they get their cases; the last one's certificate has ended. */
  interviewers: { personId: string; client: ApiClient }[];
  course: Course;
}

/** Plays a survey of two stages through the public API only: communes of Lạng Sơn, people plainly invented. */
export async function playSurvey(url: string, administrator: string): Promise<PlayedSurvey> {
  const admin = await new ApiClient(url).signIn('admin', administrator);
  const cast = await openOffice(url, admin);
  const { office, interviewers } = cast;
  const plan = await inTheField(cast);
  const cases = await fillCaseBook(office, plan.id);
  const share = cases.length / INTERVIEWERS;
  const own = (index: number): FieldCase[] => cases.slice(index * share, (index + 1) * share);
  const at = `/v1/survey/plans/${plan.id}`;
  const assign = (index: number): Promise<AddedAssignments> =>
    office.post(`${at}/assignments`, {
      personId: interviewers[index]!.personId,
      caseIds: own(index).map(({ id }) => id),
    });
  for (let index = 0; index < INTERVIEWERS - 1; index += 1) await eventually(() => assign(index), 60_000);
  const expired = await renewInMidSurvey(cast, () => assign(INTERVIEWERS - 1));

  const draw = seededRandom(20_26);
  for (const [index, { client }] of interviewers.entries()) await interview(client, plan, own(index), draw);
  const backChecks = await checkAgain(office, at);
  const progress = await office.get<FieldProgress>(`${at}/field-progress`);
  const all = await office.get<{ items: FieldInterviewer[] }>(`${at}/interviewers`);
  await advance(office, at, 'closed');
  const closed = await casesOf(office, plan.id);

  // Weights for those who did not answer, raked to sex and the strata of the frame.
  const analysis = await analysed(office, at, {
    title: 'Kết quả chính',
    variables,
    weights: rakedWeights,
    tables: [{ variable: 'satisfied' }, { variable: 'satisfied', by: 'sex', against: 'm' }],
    numbers: [{ statistic: 'mean', item: 'trips' }],
    headlines: ['satisfied'],
  });
  const release = await released(cast, at, {
    analysisId: analysis.id,
    title: 'Mức độ hài lòng (minh họa)',
    methods: {
      processing: 'Kiểm tra logic theo phiếu; phúc tra một phần mười',
      limitations: 'Không phỏng vấn người đi làm ăn xa',
    },
  });
  const file = (name: string): Promise<Buffer> => office.bytes(`/v1/survey/releases/${release.id}/${name}`);
  return {
    interviewers: all.items.filter(({ mayInterview }) => mayInterview).length,
    expired,
    progress,
    backChecks,
    labelsLeft: closed.filter(({ label }) => label !== null).length,
    analysis,
    release,
    files: {
      docx: await file('document.docx'),
      pdf: await file('document.pdf'),
      xlsx: await file('tables.xlsx'),
      csv: await file('tables.csv'),
      ddi: await file('codebook.xml'),
    },
  };
}

/** Accounts of the office, and interviewers who were trained: all but the last so that it still counts. */
async function openOffice(url: string, admin: ApiClient): Promise<Cast> {
  await admin.post('/v1/registry/areas/imports', { areas: langSonUnits, successions: langSonSuccessions });
  await admin.post('/v1/registry/organisations/imports', { organisations: demoOrganisations() });
  const { office, approver } = await openTeam(url, admin, PASSWORD);

  const bodies = await office.get<{ items: Organisation[] }>(
    '/v1/registry/organisations?filter[code][eq]=TU',
  );
  const organisationId = bodies.items[0]!.id;
  const areas = await office.get<{ items: { id: string }[] }>('/v1/registry/areas?filter[code][eq]=20');
  const areaId = areas.items[0]!.id;
  const course = await office.post<Course>('/v1/training/courses', {
    code: 'DTV',
    title: 'Nghiệp vụ điều tra viên (minh họa)',
    topic: 'methods',
    objectives: ['Hỏi đúng phiếu, không dẫn dắt'],
    modality: 'in-person',
    audience: ['interviewer'],
    certificateMonths: 6,
  });
  const interviewers: Cast['interviewers'] = [];
  for (let number = 1; number <= INTERVIEWERS; number += 1) {
    const { id } = await office.post<Person>('/v1/registry/people', {
      fullName: `Điều tra viên minh họa ${number}`,
    });
    await office.post('/v1/registry/appointments', {
      personId: id,
      role: 'interviewer',
      level: 'province',
      organisationId,
      areaId,
      from: '2025-01-01',
      to: null,
      position: 'Điều tra viên',
      decisionNumber: `${number}-QĐ/MH`,
      decisionDate: '2024-12-20',
      decisionIssuer: 'Tỉnh ủy (minh họa)',
      legalBasis: null,
    });
    const username = `dtv-${number}`;
    const account = {
      username,
      personId: id,
      initialPassword: PASSWORD,
      mustChangePassword: false,
      grants: [],
    };
    await admin.post('/v1/registry/accounts', account);
    interviewers.push({ personId: id, client: await new ApiClient(url).signIn(username, PASSWORD) });
  }
  const ids = interviewers.map(({ personId }) => personId);
  const place = { level: 'province', areaId, organisationId };
  await certified(office, course, place, day(-30), ids.slice(0, -1));
  await certified(office, course, place, day(-200), ids.slice(-1));
  return { office, approver, interviewers, course };
}

/** A class that all came to and passed, on a day. */
async function certified(
  office: ApiClient,
  { id: courseId }: Course,
  place: object,
  on: string,
  personIds: string[],
): Promise<void> {
  const plan = { courseId, ...place, startsOn: on, endsOn: on, capacity: 30 };
  const { id } = await office.post<TrainingClass>('/v1/training/classes', plan);
  const path = `/v1/training/classes/${id}`;
  // Training hears of appointments a moment after they were made.
  await eventually(() => office.post(`${path}/participants`, { personIds, reason: 'Điều tra viên' }), 60_000);
  const { version } = await office.get<TrainingClass>(path);
  await office.post(`${path}/attendance`, { attended: personIds, passed: personIds }, version);
  await office.post(`${path}/certificates`);
}

/** A plan that has gone through all steps up to the field, with a sample of two stages drawn by the product. */
async function inTheField(cast: Cast): Promise<{ id: string; questionnaireId: string }> {
  const { office, course } = cast;
  const fields = { fieldStartsOn: day(-60), fieldEndsOn: day(30), code: 'DT-MINH-HOA' };
  const { id } = await office.post<SurveyPlan>(
    '/v1/survey/plans',
    planText({ design: 'multi-stage-cluster', ...fields }),
  );
  const at = `/v1/survey/plans/${id}`;
  const frame = await office.post<SamplingFrame>('/v1/survey/sampling-frames', {
    code: 'XA-PHUONG-2025',
    title: 'Xã, phường của Lạng Sơn',
    kind: 'areas',
    source: 'Cục Thống kê',
    asOf: '2025-07-01',
  });
  const file = `/v1/survey/sampling-frames/${frame.id}/files`;
  await office.upload(file, realFrame, 'text/tab-separated-values');
  await office.post<Sample>(`${at}/samples`, { frameId: frame.id, design: twoStages, seed: 2026 });
  await office.put(`${at}/field-rules`, { courseCodes: [course.code], caseload: 48 }, 0);
  return { id, ...(await intoTheField(cast, at)) };
}

async function casesOf(office: ApiClient, planId: string): Promise<FieldCase[]> {
  const cases: FieldCase[] = [];
  for await (const one of office.all<FieldCase>(`/v1/survey/field-cases?filter[planId][eq]=${planId}`))
    cases.push(one);
  return cases;
}

/** Every unit of the sample becomes a case, with a place to go that is invented. */
async function fillCaseBook(office: ApiClient, planId: string): Promise<FieldCase[]> {
  const at = `/v1/survey/plans/${planId}`;
  const { items } = await office.get<{ items: Sample[] }>(`${at}/samples`);
  const units = Array.from({ length: 200 }, (_, index) => ({
    unit: index + 1,
    label: `Hộ minh họa số ${index + 1}`,
  }));
  await office.post(`${at}/field-cases`, { sampleId: items[0]!.id, cases: units });
  return casesOf(office, planId);
}

/** The last interviewer's certificate has ended: no case for them, until it is renewed. */
async function renewInMidSurvey(
  { office, interviewers }: Cast,
  assign: () => Promise<AddedAssignments>,
): Promise<PlayedSurvey['expired']> {
  const { personId } = interviewers.at(-1)!;
  const refused = await eventually(async () => {
    const problem = await assign().then(
      () => null,
      (error: Error) => (error instanceof Refused ? error.problem : null),
    );
    // Survey hears of certificates a moment after they were given.
    if (!problem?.detail?.includes('expired')) throw new Error(`not yet: ${problem?.detail}`);
    return problem;
  }, 60_000);
  const { items } = await office.get<{ items: Certificate[] }>(
    `/v1/training/certificates?filter[personId][eq]=${personId}`,
  );
  await office.post(`/v1/training/certificates/${items[0]!.id}/renew`);
  const afterwards = await eventually(assign, 60_000);
  return { code: refused.code, detail: refused.detail!, afterwards };
}

/** Goes to every case: some refuse, are away, moved or come round; interviews are sent together, in no order. */
async function interview(
  client: ApiClient,
  { id: planId, questionnaireId }: { id: string; questionnaireId: string },
  cases: readonly FieldCase[],
  draw: () => number,
): Promise<void> {
  const visit = { heldOn: day(0), partOfDay: 'evening', mode: 'visit' } as const;
  const interviews: InterviewSave[] = [];
  for (const { id, version } of cases) {
    const chance = draw();
    const attempt = (outcome: string, firm = false, of = version) =>
      client.post<FieldCase>(`/v1/survey/field-cases/${id}/attempts`, { ...visit, outcome, firm }, of);
    if (chance < 0.06) await attempt('refusal', true);
    else if (chance < 0.12) await attempt('non-contact');
    else if (chance < 0.15) await attempt('not-eligible');
    else if (chance < 0.18) await attempt('unknown-household');
    else {
      // Some refuse at first, and answer when somebody comes again.
      if (chance < 0.24) await attempt('refusal');
      const { sex, age, ...rest } = invented(draw);
      const save = { caseId: id, questionnaireId, minutes: 20, ...visit };
      if (chance > 0.9)
        interviews.push({ ...save, save: 1, answers: { sex: sex!, age: age! }, complete: false });
      interviews.push({ ...save, save: 2, answers: { sex: sex!, age: age!, ...rest }, complete: true });
    }
  }
  const { results } = await client.post<InterviewResults>(`/v1/survey/plans/${planId}/interviews`, {
    interviews: interviews.reverse(),
  });
  const wrong = results.filter(({ result }) => result === 'refused');
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
}

/** Somebody goes once more to a tenth of those who were interviewed. */
async function checkAgain(office: ApiClient, at: string): Promise<PlayedSurvey['backChecks']> {
  const { cases } = await office.post<{ cases: number }>(`${at}/back-checks`, { share: 0.1, seed: 5 });
  const { items } = await office.get<{ items: BackCheck[] }>(`${at}/back-checks?limit=100`);
  for (const { id, version } of items)
    await office.post(
      `/v1/survey/back-checks/${id}/result`,
      { result: 'confirmed', checkedOn: day(0) },
      version,
    );
  return { drawn: cases, confirmed: items.length };
}
