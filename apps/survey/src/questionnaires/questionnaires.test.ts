import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionnaireForm } from '#contracts/questionnaires';
import { sheetTypes, writeSheets } from '#documents/sheets';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { exportForm } from '#xlsform/form-export';
import { planText } from '../plans/plan-text.fixture.js';
import { survey } from '../survey.service-definition.js';

const xlsx = { 'content-type': sheetTypes.xlsx };
const form: QuestionnaireForm = {
  languages: [
    { code: 'vi', name: 'Tiếng Việt' },
    { code: 'tyz', name: 'Tày' },
  ],
  defaultLanguage: 'vi',
  items: [
    {
      name: 'used',
      type: 'select_one',
      list: 'yn',
      label: { vi: 'Đã dùng dịch vụ công trực tuyến?', tyz: 'Dùng rầu chăng?' },
      required: true,
    },
    {
      name: 'times',
      type: 'integer',
      label: { vi: 'Mấy lần?' },
      relevant: "${used} = 'yes'",
      constraint: '. > 0',
    },
  ],
  lists: [
    {
      name: 'yn',
      choices: [
        { name: 'yes', label: { vi: 'Có' } },
        { name: 'no', label: { vi: 'Không' } },
      ],
    },
  ],
};
const trial = {
  heldOn: '2026-03-10',
  place: 'Phường Tam Thanh',
  interviews: 12,
  medianMinutes: 14.5,
  findings: 'Câu 2 dài',
  changes: 'Rút gọn câu 2',
};

let service: TestService;
let editor: TestClient;
let plan: string;

beforeAll(async () => {
  service = await startTestService(survey);
  editor = service.as('editor');
  const { body } = await editor.post('/v1/survey/plans', planText({ design: 'simple-random' }));
  plan = `/v1/survey/plans/${body.id}`;
});
afterAll(() => service?.close());

const create = (of: QuestionnaireForm = form) =>
  editor.post(`${plan}/questionnaires`, { title: 'Phiếu hỏi', form: of });
const at = ({ id }: { id: string }) => `/v1/survey/questionnaires/${id}`;

describe('a questionnaire', () => {
  it('has versions that are numbered, read by the office and by other systems', async () => {
    const [first, second] = [await create(), await create()];
    expect(first).toMatchObject({
      status: 201,
      body: { form, state: 'draft', languages: ['vi', 'tyz'], version: 1 },
    });
    expect(second.body.number).toBe(first.body.number + 1);
    const list = await service.as('reviewer').get(`${plan}/questionnaires`);
    expect(list.body.items[0]).toMatchObject({ id: second.body.id, number: second.body.number });
    expect(list.body.items[0].form).toBeUndefined();
    expect((await service.asClient('questionnaire.read').get(at(first.body))).body).toEqual(first.body);
  });

  it('is refused with everything that is wrong with it, by path', async () => {
    const broken = {
      ...form,
      items: [form.items[0]!, { ...form.items[1]!, relevant: '${nobody} = 1', constraint: '. >' }],
    };
    expect(await create(broken)).toMatchObject({
      status: 422,
      body: {
        code: 'questionnaire.refused',
        errors: [
          { path: 'form.items.1.relevant', message: 'there is no item nobody' },
          { path: 'form.items.1.constraint', message: 'it ends where something is still to come' },
        ],
      },
    });
  });

  it('is rewritten while it is a draft, frozen after a trial, and never changed again', async () => {
    const { body: made } = await create();
    const text = { title: 'Phiếu hỏi rút gọn', form: { ...form, items: form.items.slice(0, 1) } };
    const { body: changed } = await editor.put(at(made), text, ifMatch(made));
    expect(changed).toMatchObject({ ...text, version: 2 });
    expect((await editor.put(at(made), text, ifMatch(made))).status).toBe(412);
    expect(await editor.post(`${at(made)}/freeze`, undefined, ifMatch(2))).toMatchObject({
      status: 409,
      body: { code: 'questionnaire.not-pretested' },
    });
    expect(await editor.post(`${at(made)}/pretests`, trial)).toMatchObject({ status: 201, body: trial });
    expect((await editor.get(`${at(made)}/pretests`)).body.items).toMatchObject([trial]);
    const frozen = await editor.post(`${at(made)}/freeze`, undefined, ifMatch(2));
    expect(frozen).toMatchObject({ status: 200, body: { state: 'frozen', version: 3 } });
    expect(frozen.body.frozenAt).not.toBeNull();
    expect(await editor.put(at(made), text, ifMatch(3))).toMatchObject({
      status: 409,
      body: { code: 'questionnaire.frozen' },
    });
  });

  it('comes from a workbook and goes out as one', async () => {
    const workbook = await writeSheets(exportForm(form, 'Phiếu từ tệp'), sheetTypes.xlsx);
    const path = `${plan}/questionnaires/files`;
    expect((await editor.post(`${path}?dryRun=true`, workbook, xlsx)).body).toEqual({
      questionnaire: null,
      problems: [],
    });
    const { body } = await editor.post(path, workbook, xlsx);
    expect(body).toMatchObject({ questionnaire: { title: 'Phiếu từ tệp' }, problems: [] });
    expect((await editor.get(at(body.questionnaire))).body.form).toEqual(form);
    const out = await editor.get(`${at(body.questionnaire)}/workbook`);
    expect(out.status).toBe(200);
    expect(out.headers['content-type']).toBe(sheetTypes.xlsx);
  });

  it('from a workbook with problems is not added, and each names its cell', async () => {
    const broken = { ...form, items: [form.items[0]!, { ...form.items[1]!, relevant: '${used' }] };
    const workbook = await writeSheets(exportForm(broken, 'Hỏng'), sheetTypes.xlsx);
    const { body } = await editor.post(`${plan}/questionnaires/files`, workbook, xlsx);
    expect(body).toEqual({
      questionnaire: null,
      problems: [{ sheet: 'survey', row: 3, column: 'relevant', message: '“$” at 1 is not understood' }],
    });
    expect(await editor.post(`${plan}/questionnaires/files`, Buffer.from('no workbook'), xlsx)).toMatchObject(
      {
        status: 422,
        body: { code: 'file.unreadable' },
      },
    );
  });

  it('is written by editors only', async () => {
    for (const who of [service.as('reviewer'), service.as('approver', { secondFactor: true })])
      expect((await who.post(`${plan}/questionnaires`, { title: 'x', form })).status).toBe(403);
    expect((await service.as('collaborator').get(`${plan}/questionnaires`)).status).toBe(403);
  });
});
