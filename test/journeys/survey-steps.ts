import { ApiClient } from '#apps/standalone/src/demo/api-client';
import { enrolSecondFactor } from '#apps/standalone/src/demo/second-factor';
import { form } from '#apps/survey/src/estimates/played-survey.fixture';
import { trial } from '#apps/survey/src/plans/ready-plan.fixture';
import type { Analysis } from '#contracts/analyses';
import type { Job } from '#contracts/job';
import type { Questionnaire } from '#contracts/questionnaires';
import type { NewSurveyRelease, SurveyRelease } from '#contracts/releases';
import type { SurveyPlan } from '#contracts/survey';
import { eventually } from '#testing/eventually';

/** Who leads a survey: one plans and releases, the other approves. */
export interface Team {
  office: ApiClient;
  approver: ApiClient;
}

export async function openTeam(url: string, admin: ApiClient, password: string): Promise<Team> {
  const signedUp = async (username: string, roles: string[]): Promise<ApiClient> => {
    const everywhere = { areaId: null, organisationId: null, from: '2025-01-01', to: null };
    await admin.post('/v1/registry/accounts', {
      username,
      personId: null,
      initialPassword: password,
      mustChangePassword: false,
      grants: roles.map((role) => ({ role, ...everywhere })),
    });
    return new ApiClient(url).signIn(username, password);
  };
  const office = await signedUp('van-phong', ['editor', 'registrar']);
  const approver = await signedUp('truong-ban', ['approver']);
  await enrolSecondFactor(approver);
  return { office, approver };
}

export async function advance(office: ApiClient, at: string, to: string): Promise<SurveyPlan> {
  const { version } = await office.get<SurveyPlan>(at);
  return office.post<SurveyPlan>(`${at}/advance`, { to }, version);
}

/** Gives a plan that has its sample a questionnaire, and leads it through all steps up to the field. */
export async function intoTheField(
  { office, approver }: Team,
  at: string,
): Promise<{ questionnaireId: string }> {
  const version = await office.post<Questionnaire>(`${at}/questionnaires`, { title: 'Phiếu hỏi', form });
  const questionnaire = `/v1/survey/questionnaires/${version.id}`;
  await office.post(`${questionnaire}/pretests`, trial);
  await office.post(`${questionnaire}/freeze`, undefined, version.version);
  await advance(office, at, 'designed');
  const tried = await advance(office, at, 'pretested');
  await approver.post(`${at}/approve`, undefined, tried.version);
  await advance(office, at, 'fielding');
  return { questionnaireId: version.id };
}

/** Puts an analysis on record and waits until the worker has done with it. */
export async function analysed(office: ApiClient, at: string, definition: object): Promise<Analysis> {
  const { id, jobId } = await office.post<Analysis>(`${at}/analyses`, definition);
  await eventually(async () => {
    const job = await office.get<Job>(`/v1/survey/jobs/${jobId}`);
    if (job.finishedAt === null) throw new Error(`the job is ${job.state}`);
  }, 120_000);
  return office.get<Analysis>(`/v1/survey/analyses/${id}`);
}

/** Publishes an analysis as the approver has read it. */
export async function released(
  { office, approver }: Team,
  at: string,
  text: NewSurveyRelease,
): Promise<SurveyRelease> {
  const { id, contentHash, version } = await office.post<SurveyRelease>(`${at}/releases`, text);
  const path = `/v1/survey/releases/${id}`;
  const approved = await approver.post<SurveyRelease>(`${path}/approve`, { contentHash }, version);
  return office.post<SurveyRelease>(`${path}/publish`, undefined, approved.version);
}
