import { randomUUID } from 'node:crypto';
import { ApiClient, inParallel } from '#apps/standalone/src/demo/api-client';
import { invented, variables } from '#apps/survey/src/estimates/played-survey.fixture';
import { planText } from '#apps/survey/src/plans/plan-text.fixture';
import type { SurveyRelease } from '#contracts/releases';
import type { OpenPoll } from '#contracts/responses';
import type { SurveyPlan } from '#contracts/survey';
import { seededRandom } from '#statistics/random';
import { advance, analysed, intoTheField, openTeam, released } from './survey-steps.js';

/** What an open poll came to. */
export interface PlayedPoll {
  asked: OpenPoll;
  /** How many answered `yes`, `no` and `dk`, as those who answered know it. */
  given: Record<string, number>;
  release: SurveyRelease;
  csv: string;
  records: string;
  /** Answers taken in a second, from outside. */
  rate: number;
}

const PASSWORD = 'mot-cuoc-tham-do-mo-tren-mang';

/** Plays an open poll through the public API only: invented people answer, nobody knows who they are. */
export const playPoll =
  (answers: number) =>
  async (url: string, administrator: string): Promise<PlayedPoll> => {
    const team = await openTeam(url, await new ApiClient(url).signIn('admin', administrator), PASSWORD);
    const { office } = team;
    const text = planText({ design: 'opt-in', kind: 'poll', code: 'TD-MINH-HOA' });
    const { id } = await office.post<SurveyPlan>('/v1/survey/plans', text);
    const at = `/v1/survey/plans/${id}`;
    await office.post(`${at}/samples`, { frameId: null, design: { method: 'opt-in' } });
    const { questionnaireId } = await intoTheField(team, at);
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
    const { id: analysisId } = await analysed(office, at, {
      title: 'Kết quả thăm dò',
      variables: variables.slice(0, 4),
      tables: [{ variable: 'satisfied' }],
      headlines: ['satisfied'],
      microdata: ['sex', 'satisfied'],
    });
    const methods = { processing: 'Kiểm tra logic theo phiếu', limitations: 'Ai muốn thì trả lời' };
    const release = await released(team, at, { analysisId, title: 'Thăm dò mở (minh họa)', methods });
    const file = async (name: string): Promise<string> =>
      (await office.bytes(`/v1/survey/releases/${release.id}/${name}`)).toString('utf8');
    return {
      asked,
      given,
      release,
      csv: await file('tables.csv'),
      records: await file('microdata.csv'),
      rate,
    };
  };
