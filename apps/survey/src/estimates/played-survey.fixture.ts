import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Analysis, AnalysisText } from '#contracts/analyses';
import type { Job } from '#contracts/job';
import type { Answers } from '#contracts/questionnaires';
import type { SurveyRelease } from '#contracts/releases';
import type { OpenedInvitation } from '#contracts/responses';
import type { SampleDesign } from '#contracts/samples';
import type { SurveyDesign, SurveyPlan, SurveyPlanText } from '#contracts/survey';
import { seededRandom } from '#statistics/random';
import { eventually } from '#testing/eventually';
import { type Answer, ifMatch, type TestService } from '#testing/test-service';
import { blindTicket } from '../invitations/respondent.fixture.js';
import { planText } from '../plans/plan-text.fixture.js';
import { trial } from '../plans/ready-plan.fixture.js';

/** The communes and wards of Lạng Sơn with their people. */
export const realFrame = readFileSync(
  new URL('../../../../test/fixtures/frames/lang-son-2025.tsv', import.meta.url),
  'utf8',
);

const vi = (text: string) => ({ vi: text });
const choice = (name: string, label: string) => ({ name, label: vi(label) });
export const form = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: [
    { name: 'sex', type: 'select_one', list: 'sexes', label: vi('Giới tính'), required: true },
    { name: 'age', type: 'integer', label: vi('Tuổi'), required: true, constraint: '. >= 18' },
    { name: 'satisfied', type: 'select_one', list: 'degrees', label: vi('Ông (bà) có hài lòng không?') },
    { name: 'channels', type: 'select_multiple', list: 'media', label: vi('Biết tin qua đâu?') },
    { name: 'trips', type: 'integer', label: vi('Mấy lần đến bộ phận một cửa?'), required: true },
    { name: 'hours', type: 'decimal', label: vi('Mất mấy giờ?'), required: true },
  ],
  lists: [
    { name: 'sexes', choices: [choice('m', 'Nam'), choice('f', 'Nữ')] },
    {
      name: 'degrees',
      choices: [choice('yes', 'Hài lòng'), choice('no', 'Không hài lòng'), choice('dk', 'Khó trả lời')],
    },
    {
      name: 'media',
      choices: [choice('tv', 'Truyền hình'), choice('web', 'Mạng'), choice('kin', 'Người quen')],
    },
  ],
};

/** What somebody invented answers; `draw` gives their chance. */
export function invented(draw: () => number): Answers {
  const sex = draw() < 0.45 ? 'm' : 'f';
  const age = 18 + Math.floor(draw() * 60);
  const inclined = 0.35 + (age >= 45 ? 0.25 : 0) + (sex === 'f' ? 0.1 : 0);
  const channels = ['tv', 'web', 'kin'].filter((_, at) => draw() < [0.6, 0.5, 0.4][at]!);
  const trips = 1 + Math.floor(draw() * 6);
  return {
    sex,
    age,
    satisfied: draw() < inclined ? 'yes' : draw() < 0.6 ? 'no' : 'dk',
    channels: channels.length > 0 ? channels : ['kin'],
    trips,
    hours: Math.round(trips * (1 + draw()) * 4) / 4,
  };
}

export const twoStages: SampleDesign = {
  method: 'multi-stage',
  allocation: { method: 'proportional', least: 3 },
  clusters: { draw: 'systematic-pps', take: 10 },
  within: { draw: 'simple-random', take: 20, listed: false },
};

const made = ({ status, body }: Answer) => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

/** A survey in the field, of whatever design. */
export class PlayedSurvey {
  private constructor(
    readonly service: TestService,
    readonly id: string,
    readonly questionnaireId: string,
  ) {}

  static async inField(
    service: TestService,
    design: SurveyDesign,
    sample: SampleDesign,
    frame: string | null = null,
    { seed = 2026, ...plans }: Partial<SurveyPlanText> & { seed?: number } = {},
  ): Promise<PlayedSurvey> {
    const editor = service.as('editor');
    const plan: SurveyPlan = made(await editor.post('/v1/survey/plans', planText({ design, ...plans })));
    const at = `/v1/survey/plans/${plan.id}`;
    let frameId: string | null = null;
    if (frame) {
      const facts = { title: 'Xã, phường', kind: 'areas', source: 'Cục Thống kê', asOf: '2025-07-01' };
      frameId = made(
        await editor.post('/v1/survey/sampling-frames', { code: `F-${plan.code}`, ...facts }),
      ).id;
      const tsv = { 'content-type': 'text/tab-separated-values' };
      made(await editor.post(`/v1/survey/sampling-frames/${frameId}/files`, frame, tsv));
    }
    made(await editor.post(`${at}/samples`, { frameId, design: sample, seed }));
    const version = made(await editor.post(`${at}/questionnaires`, { title: 'Phiếu hỏi', form }));
    const questionnaire = `/v1/survey/questionnaires/${version.id}`;
    made(await editor.post(`${questionnaire}/pretests`, trial));
    made(await editor.post(`${questionnaire}/freeze`, undefined, ifMatch(version)));
    const played = new PlayedSurvey(service, plan.id, version.id);
    await played.advance('designed');
    const tried = await played.advance('pretested');
    made(
      await service.as('approver', { secondFactor: true }).post(`${at}/approve`, undefined, ifMatch(tried)),
    );
    await played.advance('fielding');
    return played;
  }

  get path(): string {
    return `/v1/survey/plans/${this.id}`;
  }

  async advance(to: string): Promise<SurveyPlan> {
    const editor = this.service.as('editor');
    const plan = made(await editor.get(this.path));
    return made(await editor.post(`${this.path}/advance`, { to }, ifMatch(plan)));
  }

  /** Invites every unit of a cell and lets so many of them answer, each with a blind ticket of their own. */
  async answerInvited(cell: number, answers: readonly Answers[]): Promise<void> {
    const { service } = this;
    const { tokens } = made(await service.as('editor').post(`${this.path}/invitations`, { cell }));
    for (const [at, given] of answers.entries()) {
      const token = tokens[at];
      const opened: OpenedInvitation = made(
        await service.anonymous.post('/v1/survey/invitations/open', { token }),
      );
      const { id, blinded, ticketOf } = blindTicket(opened);
      const { signature } = made(
        await service.anonymous.post('/v1/survey/invitations/exchange', { token, blinded }),
      );
      const ticket = { id, planId: this.id, cell, signature: ticketOf(signature) };
      const response = { ...ticket, questionnaireId: this.questionnaireId, answers: given, complete: true };
      made(await service.anonymous.post('/v1/survey/responses/invited', response));
    }
  }

  async answerPoll(answers: readonly Answers[]): Promise<void> {
    for (const given of answers) {
      const response = { id: randomUUID(), planId: this.id, questionnaireId: this.questionnaireId };
      made(
        await this.service.anonymous.post('/v1/survey/responses/poll', {
          ...response,
          answers: given,
          complete: true,
        }),
      );
    }
  }

  /** Puts an analysis on record and waits until the worker has done with it. */
  async analysed(definition: unknown): Promise<Analysis> {
    const editor = this.service.as('editor');
    const { id, jobId } = made(await editor.post(`${this.path}/analyses`, definition));
    const job = await eventually(async () => {
      const found: Job = made(await editor.get(`/v1/survey/jobs/${jobId}`));
      if (found.finishedAt === null) throw new Error(`the job is ${found.state}`);
      return found;
    });
    if (job.state === 'failed') throw new Error(`the job failed: ${job.error}`);
    return made(await editor.get(`/v1/survey/analyses/${id}`));
  }

  /** Begins a release of an analysis, with a whole methods statement. */
  async drafted(definition: object): Promise<SurveyRelease> {
    const { id, failure } = await this.analysed({ title: 'Kết quả chính', ...definition });
    if (failure) throw new Error(failure);
    const methods = { processing: 'Kiểm tra logic theo phiếu', limitations: 'Không hỏi người đi làm ăn xa' };
    const text = { analysisId: id, title: 'Mức độ hài lòng của người dân năm 2026', methods };
    return made(await this.service.as('editor').post(`${this.path}/releases`, text));
  }
}

/** The two-stage survey of the real frame: invented people answer, some of those invited do not. */
export async function twoStageSurvey(service: TestService): Promise<PlayedSurvey> {
  const played = await PlayedSurvey.inField(service, 'multi-stage-cluster', twoStages, realFrame);
  const draw = seededRandom(7);
  for (let cell = 1; cell <= 10; cell++) {
    const answering = 16 + (cell % 3);
    await played.answerInvited(
      cell,
      Array.from({ length: answering }, () => invented(draw)),
    );
  }
  await played.advance('closed');
  return played;
}

/** Those who answered stand for those of their stratum who did not; then raked to sex and the strata of the frame. */
export const rakedWeights = {
  nonResponse: 'stratum',
  calibration: {
    method: 'raking',
    margins: [
      {
        variable: 'sex',
        totals: [
          { category: 'm', total: 421_000 },
          { category: 'f', total: 419_434 },
        ],
      },
      { variable: 'place', totals: 'frame' },
    ],
  },
} as const;

export const variables: AnalysisText['variables'] = [
  { key: 'sex', item: 'sex', missing: 'level' },
  { key: 'age', item: 'age', bands: [35, 55], missing: 'level' },
  { key: 'satisfied', item: 'satisfied', missing: 'level' },
  { key: 'channels', item: 'channels', missing: 'level' },
  { key: 'place', missing: 'level' },
];
