import type { SurveyPlan } from '#contracts/survey';
import { ifMatch, type TestService } from '#testing/test-service';
import { planText } from './plan-text.fixture.js';
import { trial } from './ready-plan.fixture.js';

/** A plan whose survey is in the field. */
export interface Fielded {
  id: string;
  questionnaireId: string;
  /** Ends fieldwork. */
  close(): Promise<SurveyPlan>;
}

export const form = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: [
    { name: 'times', type: 'integer', label: { vi: 'Mấy lần?' }, required: true, constraint: '. >= 0' },
    { name: 'why', type: 'text', label: { vi: 'Vì sao?' }, relevant: '${times} > 3' },
    { name: 'visits', type: 'repeat', label: { vi: 'Từng lần' } },
    { name: 'note', type: 'text', within: 'visits', label: { vi: 'Ghi chú' } },
  ],
};

/** Leads a survey into the field: a stratified one with as many units in each of two cells, or an opt-in one. */
export async function fielded(
  service: TestService,
  {
    units = 5,
    design = 'stratified',
    asked = form,
  }: { units?: number; design?: 'stratified' | 'opt-in'; asked?: object } = {},
): Promise<Fielded> {
  const editor = service.as('editor');
  const made = await editor.post('/v1/survey/plans', planText({ design }));
  const { id } = made.body as SurveyPlan;
  const at = `/v1/survey/plans/${id}`;
  if (design === 'stratified') {
    const frame = await editor.post('/v1/survey/sampling-frames', {
      code: `F-${made.body.code}`,
      title: 'Khung',
      kind: 'workplaces',
      source: 'Sở Nội vụ',
      asOf: '2026-01-01',
    });
    const lines = Array.from({ length: 2 * units }, (_, place) => `U${place}\t${place % 2 ? 'a' : 'b'}`);
    await editor.post(
      `/v1/survey/sampling-frames/${frame.body.id}/files`,
      ['code\tstratum', ...lines].join('\n'),
      { 'content-type': 'text/tab-separated-values' },
    );
    await editor.post(`${at}/samples`, {
      frameId: frame.body.id,
      design: {
        method: 'stratified',
        take: 2 * units,
        draw: 'simple-random',
        allocation: { method: 'equal' },
      },
    });
  } else {
    await editor.post(`${at}/samples`, { frameId: null, design: { method: 'opt-in' } });
  }
  const questionnaire = await editor.post(`${at}/questionnaires`, { title: 'Phiếu', form: asked });
  const version = `/v1/survey/questionnaires/${questionnaire.body.id}`;
  await editor.post(`${version}/pretests`, trial);
  await editor.post(`${version}/freeze`, undefined, ifMatch(questionnaire.body));
  const advance = async (to: string): Promise<SurveyPlan> => {
    const plan = await editor.get(at);
    const { status, body } = await editor.post(`${at}/advance`, { to }, ifMatch(plan.body));
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as SurveyPlan;
  };
  await advance('designed');
  const tried = await advance('pretested');
  await service.as('approver', { secondFactor: true }).post(`${at}/approve`, undefined, ifMatch(tried));
  await advance('fielding');
  return { id, questionnaireId: questionnaire.body.id, close: () => advance('closed') };
}
