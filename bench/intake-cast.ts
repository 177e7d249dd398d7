import { randomUUID } from 'node:crypto';
import { ApiClient } from '#apps/standalone/src/demo/api-client';
import { enrolSecondFactor } from '#apps/standalone/src/demo/second-factor';
import type { TokenPair } from '#contracts/accounts';
import type { Person } from '#contracts/people';
import type { Answers, QuestionnaireForm } from '#contracts/questionnaires';
import type { Sample, SampleDesign, SamplingFrame } from '#contracts/samples';
import type { FieldCase } from '#contracts/field-cases';
import type { SurveyDesign, SurveyPlan } from '#contracts/survey';
import { seededRandom } from '#statistics/random';
import type { Load } from './load.js';

/** Interviews in a batch, and how many such batches there are cases for: of the product and of the limit. */
export const BATCH = 500;
const BATCHES = 64;
const UNITS = BATCH * BATCHES;
/** Of one interviewer. */
const CASELOAD = 1_000;

const day = (fromNow: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + fromNow * 86_400_000).toISOString().slice(0, 10);
const vi = (text: string) => ({ vi: text });
const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Thirty questions: twelve with one answer, six with several, eight whole numbers, four decimals. */
const form: QuestionnaireForm = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: [
    ...numbered(12).map((n) => ({ name: `one_${n}`, type: 'select_one' as const, list: 'degrees' })),
    ...numbered(6).map((n) => ({ name: `many_${n}`, type: 'select_multiple' as const, list: 'degrees' })),
    ...numbered(8).map((n) => ({ name: `whole_${n}`, type: 'integer' as const, constraint: '. >= 0' })),
    ...numbered(4).map((n) => ({ name: `number_${n}`, type: 'decimal' as const })),
  ].map((item) => ({ ...item, label: vi(`Câu hỏi ${item.name}?`), required: true })),
  lists: [
    {
      name: 'degrees',
      choices: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, label: vi(`Mức ${name}`) })),
    },
  ],
};

function answered(draw: () => number): Answers {
  const answers: Answers = {};
  for (const { name, type } of form.items)
    answers[name] =
      type === 'select_one'
        ? 'abcde'[Math.floor(draw() * 5)]!
        : type === 'select_multiple'
          ? ['a', 'b', 'c', 'd', 'e'].filter((choice, at) => at === 0 || draw() < 0.4 || choice === 'e')
          : Math.floor(draw() * 100) / (type === 'integer' ? 1 : 4);
  for (const { name, type } of form.items)
    if (type === 'integer') answers[name] = Math.floor(Number(answers[name]));
  return answers;
}

/** Two surveys in the field, and what is sent to them; each request once. */
export interface IntakeCast {
  poll: { planId: string; questionnaireId: string; take(count: number): Load['requests'] };
  interviews: {
    planId: string;
    questionnaireId: string;
    /** Batches of interviews with cases that nobody has been interviewed about. */
    next(): { request: Load['requests'][number]; cases: string[]; answers: string[]; heldOn: string };
  };
}

/** Leads an open poll and a survey with interviewers into the field, through the API. */
export async function prepareIntake(url: string, password: string): Promise<IntakeCast> {
  const admin = await new ApiClient(url).signIn('admin', password);
  const account = (username: string, personId: string | null, roles: string[]) =>
    admin.post('/v1/registry/accounts', {
      username,
      personId,
      initialPassword: password,
      mustChangePassword: false,
      grants: roles.map((role) => ({ role, areaId: null, organisationId: null, from: day(-1), to: null })),
    });
  await account('editor', null, ['editor', 'registrar']);
  await account('approver', null, ['approver']);
  const office = await new ApiClient(url).signIn('editor', password);
  const approver = await new ApiClient(url).signIn('approver', password);
  await enrolSecondFactor(approver);
  const team: Team = { office, approver };

  const draw = seededRandom(30);
  const poll = await inField(team, 'opt-in', { method: 'opt-in' }, null);
  const survey = await inField(
    team,
    'simple-random',
    { method: 'simple-random', take: UNITS },
    ['code', ...numbered(UNITS + 1).map((n) => `U${n}`)].join('\n'),
  );
  const cases = await casesOf(office, survey.planId);
  const holders: string[] = [];
  for (let first = 0; first < UNITS; first += CASELOAD) {
    const username = `interviewer-${first}`;
    const { id: personId } = await office.post<Person>('/v1/registry/people', { fullName: 'Điều tra viên' });
    await account(username, personId, []);
    const at = `/v1/survey/plans/${survey.planId}`;
    const exception = { personId, from: day(-1), to: day(1), reason: 'Đo tốc độ' };
    await approver.post(`${at}/certificate-exceptions`, exception);
    for (let at500 = first; at500 < first + CASELOAD; at500 += BATCH)
      await office.post(`${at}/assignments`, { personId, caseIds: cases.slice(at500, at500 + BATCH) });
    holders.push(await tokenOf(url, username, password));
  }
  let batch = 0;
  return {
    poll: {
      ...poll,
      take: (count) =>
        Array.from({ length: count }, () => {
          const response = { id: randomUUID(), ...poll, answers: answered(draw), complete: true };
          return { token: '', body: JSON.stringify(response) };
        }),
    },
    interviews: {
      ...survey,
      next: () => {
        const first = batch++ * BATCH;
        const visit = { heldOn: day(0), partOfDay: 'morning', mode: 'visit' };
        const { questionnaireId } = survey;
        const interviews = cases
          .slice(first, first + BATCH)
          .map((caseId) => ({ caseId, questionnaireId, answers: answered(draw), ...visit }));
        return {
          request: { token: holders[Math.floor(first / CASELOAD)]!, body: JSON.stringify({ interviews }) },
          cases: interviews.map(({ caseId }) => caseId),
          answers: interviews.map(({ answers }) => JSON.stringify(answers)),
          heldOn: visit.heldOn,
        };
      },
    },
  };
}

interface Team {
  office: ApiClient;
  approver: ApiClient;
}

async function inField(
  { office, approver }: Team,
  design: SurveyDesign,
  sample: SampleDesign,
  frame: string | null,
): Promise<{ planId: string; questionnaireId: string }> {
  const { id: planId } = await office.post<SurveyPlan>('/v1/survey/plans', {
    code: `DO-${design}`,
    title: 'Đo tốc độ',
    kind: design === 'opt-in' ? 'poll' : 'full-survey',
    design,
    aims: 'Đo tốc độ',
    population: 'Không có',
    method: 'Không có',
    sponsor: 'Không có',
    conductor: 'Không có',
    fieldStartsOn: day(-1),
    fieldEndsOn: day(1),
    budgetVnd: 0,
  });
  const at = `/v1/survey/plans/${planId}`;
  let frameId: string | null = null;
  if (frame !== null) {
    const text = { code: 'KHUNG', title: 'Khung', kind: 'workplaces', source: 'Không có', asOf: day(-1) };
    frameId = (await office.post<SamplingFrame>('/v1/survey/sampling-frames', text)).id;
    await office.upload(`/v1/survey/sampling-frames/${frameId}/files`, frame, 'text/tab-separated-values');
  }
  const { id: sampleId } = await office.post<Sample>(`${at}/samples`, { frameId, design: sample });
  const version = await office.post<{ id: string; version: number }>(`${at}/questionnaires`, {
    title: 'Phiếu',
    form,
  });
  const questionnaire = `/v1/survey/questionnaires/${version.id}`;
  await office.post(`${questionnaire}/pretests`, {
    heldOn: day(-1),
    place: 'Không có',
    interviews: 1,
    medianMinutes: null,
    findings: 'Không có',
    changes: 'Không có',
  });
  await office.post(`${questionnaire}/freeze`, undefined, version.version);
  const advance = async (to: string): Promise<SurveyPlan> =>
    office.post(`${at}/advance`, { to }, (await office.get<SurveyPlan>(at)).version);
  await advance('designed');
  const { version: tried } = await advance('pretested');
  await approver.post(`${at}/approve`, undefined, tried);
  if (frame !== null) await office.put(`${at}/field-rules`, { courseCodes: [], caseload: CASELOAD }, 0);
  await advance('fielding');
  for (let first = 0; frame !== null && first < UNITS; first += 1_000) {
    const cases = numbered(1_000).map((n) => ({ unit: first + n, label: `Hộ ${first + n}` }));
    await office.post(`${at}/field-cases`, { sampleId, cases });
  }
  return { planId, questionnaireId: version.id };
}

async function casesOf(office: ApiClient, planId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of office.all<FieldCase>(`/v1/survey/field-cases?filter[planId][eq]=${planId}`))
    ids.push(id);
  return ids;
}

async function tokenOf(url: string, username: string, password: string): Promise<string> {
  const anyone = new ApiClient(url);
  return (await anyone.post<TokenPair>('/v1/registry/sessions', { username, password })).accessToken;
}
