import { randomUUID } from 'node:crypto';
import { enrolSecondFactor } from '#apps/standalone/src/demo/second-factor';
import { ApiClient, inParallel } from '#apps/standalone/src/demo/api-client';
import { form, invented, variables } from '#apps/survey/src/estimates/played-survey.fixture';
import { planText } from '#apps/survey/src/plans/plan-text.fixture';
import { trial } from '#apps/survey/src/plans/ready-plan.fixture';
import type { Analysis } from '#contracts/analyses';
import type { Job } from '#contracts/job';
import type { Questionnaire } from '#contracts/questionnaires';
import type { SurveyRelease } from '#contracts/releases';
import type { OpenPoll } from '#contracts/responses';
import type { SurveyPlan } from '#contracts/survey';
import { seededRandom } from '#statistics/random';
import { eventually } from '#testing/eventually';

/** What an open poll came to. */
export interface PlayedPoll {
  asked: OpenPoll;
  /** How many answered `yes`, `no` and `dk`, as those who answered know it. */
  given: Record<string, number>;
  release: SurveyRelease;
  csv: string;
  /** Answers taken in a second, from outside. */
  rate: number;
}

const PASSWORD = 'mot-cuoc-tham-do-mo-tren-mang';

/** Plays an open poll through the public API only: invented people answer, nobody knows who they are. */
export const playPoll =
  (answers: number) =>
  async (url: string, administrator: string): Promise<PlayedPoll> => {
    const { office, approver } = await openOffice(url, administrator);
    const { id, questionnaireId } = await opened(office, approver);
    const at = `/v1/survey/plans/${id}`;
    const anyone = new ApiClient(url);
    const asked = await anyone.get<OpenPoll>(`/v1/survey/polls/${id}`);

    const draw = seededRandom(3);
    const all = Array.from({ length: answers }, () => invented(draw));
    const given: Record<string, number> = {};
    for (const { satisfied } of all) given[String(satisfied)] = (given[String(satisfied)] ?? 0) + 1;
    const began = performance.now();
    await inParallel(all, 16, async (one) => {
      const response = { id: randomUUID(), planId: id, questionnaireId, answers: one, complete: true };
      await anyone.post('/v1/survey/responses/poll', response);
    });
    const rate = answers / ((performance.now() - began) / 1000);

    await advance(office, at, 'closed');
    const { id: analysisId, jobId } = await office.post<Analysis>(`${at}/analyses`, {
      title: 'Kết quả thăm dò',
      variables: variables.slice(0, 4),
      tables: [{ variable: 'satisfied' }],
      headlines: ['satisfied'],
    });
    await eventually(async () => {
      const job = await office.get<Job>(`/v1/survey/jobs/${jobId}`);
      if (job.finishedAt === null) throw new Error(`the job is ${job.state}`);
    }, 120_000);
    const methods = { processing: 'Kiểm tra logic theo phiếu', limitations: 'Ai muốn thì trả lời' };
    const draft = await office.post<SurveyRelease>(`${at}/releases`, {
      analysisId,
      title: 'Thăm dò mở (minh họa)',
      methods,
    });
    const path = `/v1/survey/releases/${draft.id}`;
    const { contentHash, version } = draft;
    const approved = await approver.post<SurveyRelease>(`${path}/approve`, { contentHash }, version);
    const release = await office.post<SurveyRelease>(`${path}/publish`, undefined, approved.version);
    return { asked, given, release, csv: (await office.bytes(`${path}/tables.csv`)).toString('utf8'), rate };
  };

async function openOffice(
  url: string,
  administrator: string,
): Promise<{ office: ApiClient; approver: ApiClient }> {
  const admin = await new ApiClient(url).signIn('admin', administrator);
  for (const role of ['editor', 'approver'])
    await admin.post('/v1/registry/accounts', {
      username: role,
      personId: null,
      initialPassword: PASSWORD,
      mustChangePassword: false,
      grants: [{ role, areaId: null, organisationId: null, from: '2025-01-01', to: null }],
    });
  const office = await new ApiClient(url).signIn('editor', PASSWORD);
  const approver = await new ApiClient(url).signIn('approver', PASSWORD);
  await enrolSecondFactor(approver);
  return { office, approver };
}

async function advance(office: ApiClient, at: string, to: string): Promise<SurveyPlan> {
  const { version } = await office.get<SurveyPlan>(at);
  return office.post<SurveyPlan>(`${at}/advance`, { to }, version);
}

/** A poll that anyone may answer. */
async function opened(
  office: ApiClient,
  approver: ApiClient,
): Promise<{ id: string; questionnaireId: string }> {
  const text = planText({ design: 'opt-in', kind: 'poll', code: 'TD-MINH-HOA' });
  const { id } = await office.post<SurveyPlan>('/v1/survey/plans', text);
  const at = `/v1/survey/plans/${id}`;
  await office.post(`${at}/samples`, { frameId: null, design: { method: 'opt-in' } });
  const version = await office.post<Questionnaire>(`${at}/questionnaires`, { title: 'Phiếu hỏi', form });
  const questionnaire = `/v1/survey/questionnaires/${version.id}`;
  await office.post(`${questionnaire}/pretests`, trial);
  await office.post(`${questionnaire}/freeze`, undefined, version.version);
  await advance(office, at, 'designed');
  const tried = await advance(office, at, 'pretested');
  await approver.post(`${at}/approve`, undefined, tried.version);
  await advance(office, at, 'fielding');
  return { id, questionnaireId: version.id };
}
