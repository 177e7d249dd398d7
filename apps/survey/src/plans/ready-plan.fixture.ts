import type { SurveyPlan } from '#contracts/survey';
import { ifMatch, type TestService } from '#testing/test-service';

const units = [
  'code\tstratum',
  ...Array.from({ length: 20 }, (_, at) => `U${at}\t${at < 10 ? 'a' : 'b'}`),
].join('\n');
const form = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: [{ name: 'times', type: 'integer', label: { vi: 'Mấy lần?' } }],
};
export const trial = {
  heldOn: '2026-03-10',
  place: 'Phường Tam Thanh',
  interviews: 12,
  medianMinutes: null,
  findings: 'Rõ ràng',
  changes: 'Không',
};

/** Gives a stratified plan a sample and a questionnaire that was tried out: all that its approval needs. */
export async function equip(service: TestService, plan: SurveyPlan): Promise<{ questionnaire: string }> {
  const editor = service.as('editor');
  const at = `/v1/survey/plans/${plan.id}`;
  const frame = await editor.post('/v1/survey/sampling-frames', {
    code: `F-${plan.code}`,
    title: 'Khung',
    kind: 'workplaces',
    source: 'Sở Nội vụ',
    asOf: '2026-01-01',
  });
  await editor.post(`/v1/survey/sampling-frames/${frame.body.id}/files`, units, {
    'content-type': 'text/tab-separated-values',
  });
  await editor.post(`${at}/samples`, {
    frameId: frame.body.id,
    design: { method: 'stratified', take: 10, draw: 'simple-random', allocation: { method: 'equal' } },
  });
  const { body } = await editor.post(`${at}/questionnaires`, { title: 'Phiếu', form });
  await editor.post(`/v1/survey/questionnaires/${body.id}/pretests`, trial);
  return { questionnaire: `/v1/survey/questionnaires/${body.id}` };
}

/** Leads a stratified plan to where it can be approved. */
export async function pretested(service: TestService, plan: SurveyPlan): Promise<SurveyPlan> {
  await equip(service, plan);
  const advance = async (to: string, of: SurveyPlan): Promise<SurveyPlan> =>
    (await service.as('editor').post(`/v1/survey/plans/${plan.id}/advance`, { to }, ifMatch(of))).body;
  return advance('pretested', await advance('designed', plan));
}
