import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MethodsItem, type SurveyRelease } from '#contracts/releases';
import { readSheets, sheetTypes } from '#documents/sheets';
import { seededRandom } from '#statistics/random';
import { startTestService, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { invented, PlayedSurvey, twoStageSurvey, variables } from '../estimates/played-survey.fixture.js';
import { survey } from '../survey.service-definition.js';
import { methodsHeadings } from './release.document.js';

let service: TestService;
let worker: { stop(): Promise<void> };
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  service = await startTestService(survey);
  worker = await startTestWorker(survey, service);
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
  if (!process.env['LANGNGHE_KEEP_FILES']) rmSync(folder, { recursive: true, force: true });
});

async function begun(played: PlayedSurvey, definition: object): Promise<SurveyRelease> {
  const analysis = await played.analysed({ title: 'Kết quả chính', ...definition });
  if (analysis.failure) throw new Error(analysis.failure);
  const methods = { processing: 'Kiểm tra logic theo phiếu', limitations: 'Không hỏi người đi làm ăn xa' };
  const text = { analysisId: analysis.id, title: 'Mức độ hài lòng của người dân năm 2026', methods };
  return (await service.as('editor').post(`${played.path}/releases`, text)).body;
}

const fetched = async ({ id }: SurveyRelease, file: string): Promise<Buffer> => {
  const { status, body } = await service.as('editor').get(`/v1/survey/releases/${id}/${file}`);
  expect(status).toBe(200);
  return body as Buffer;
};

/** What a reader of the file sees. */
function textOf(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  if (name.endsWith('.docx')) {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, path], {
      stdio: 'ignore',
    });
  }
  const pdf = path.replace(/docx$/, 'pdf');
  execFileSync('pdftotext', ['-layout', pdf, `${pdf}.txt`]);
  return readFileSync(`${pdf}.txt`, 'utf8').replace(/\s+/g, ' ');
}

describe('the files of a probability survey', () => {
  let release: SurveyRelease;
  beforeAll(async () => {
    release = await begun(await twoStageSurvey(service), {
      variables,
      weights: {
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
      },
      tables: [
        { variable: 'satisfied' },
        { variable: 'channels' },
        { variable: 'age', by: 'sex', against: 'm' },
        { variable: 'satisfied', by: 'age' },
      ],
      numbers: [{ statistic: 'mean', item: 'trips', by: 'sex' }],
    });
  }, 180_000);

  it.each(['document.pdf', 'document.docx'])(
    '%s shows tables, intervals, the weights and all eleven items',
    async (file) => {
      const bytes = await fetched(release, file);
      const text = textOf(`probability-${file}`, bytes);
      for (const item of MethodsItem.options) expect(text).toContain(methodsHeadings[item]);
      expect(text).toContain('KẾT QUẢ ĐIỀU TRA');
      expect(text).toContain('Khoảng tin cậy');
      expect(text).toContain('Kiểm định Rao – Scott');
      expect(text).toContain('Sau hiệu chỉnh');
      expect(text).toContain('langnghe-estimates/1');
      const [satisfied] = release.content.result.tables;
      const share = (satisfied!.shares[0]!.value! * 100).toFixed(1).replace('.', ',');
      expect(text).toContain(share);
      expect(await fetched(release, file)).toEqual(bytes);
    },
    60_000,
  );

  it('the workbook and the lines hold every estimate, with base, interval and design effect', async () => {
    const [lines] = await readSheets(await fetched(release, 'tables.csv'), sheetTypes.csv);
    const [titles, ...rows] = lines!.rows;
    const records = rows.map((row) => Object.fromEntries(titles!.map((title, at) => [title, row[at]])));
    const [satisfied] = release.content.result.tables;
    const yes = records.find(({ table, row }) => table === 'satisfied' && row === 'yes')!;
    expect(Number(yes['value'])).toBe(satisfied!.shares[0]!.value);
    expect(Number(yes['low'])).toBe(satisfied!.shares[0]!.low);
    expect(Number(yes['base'])).toBe(satisfied!.people.total.value);
    expect(yes['representative']).toBe('true');
    expect(records.some(({ statistic }) => statistic === 'difference')).toBe(true);
    const sheets = await readSheets(await fetched(release, 'tables.xlsx'), sheetTypes.xlsx);
    expect(sheets.map(({ name }) => name)).toEqual(['Kết quả', 'Ước lượng', 'Phương pháp']);
    expect(sheets[1]!.rows).toHaveLength(lines!.rows.length);
    expect(sheets[2]!.rows).toHaveLength(12);
  });

  it('are for those who may read the release', async () => {
    for (const file of ['document.pdf', 'document.docx', 'tables.xlsx', 'tables.csv']) {
      const path = `/v1/survey/releases/${release.id}/${file}`;
      expect((await service.anonymous.get(path)).status).toBe(401);
      expect((await service.as('collaborator').get(path)).status).toBe(403);
      expect((await service.as('reviewer').get(path)).status).toBe(404);
    }
  });
});

it('the files of an open poll say in every table that it speaks for nobody else, and have no interval', async () => {
  const poll = await PlayedSurvey.inField(service, 'opt-in', { method: 'opt-in' });
  const draw = seededRandom(5);
  await poll.answerPoll(Array.from({ length: 60 }, () => invented(draw)));
  await poll.advance('closed');
  const tables = [{ variable: 'satisfied' }, { variable: 'age', by: 'sex' }];
  const release = await begun(poll, { variables: variables.slice(0, 4), tables });
  const text = textOf('poll-document.pdf', await fetched(release, 'document.pdf'));
  expect(text.match(/không đại diện cho dân số/g)!.length).toBeGreaterThanOrEqual(4);
  expect(text).not.toContain('Khoảng tin cậy (%)');
  const [lines] = await readSheets(await fetched(release, 'tables.csv'), sheetTypes.csv);
  const [titles, ...rows] = lines!.rows;
  for (const row of rows) {
    expect(row[titles!.indexOf('representative')]).toBe('false');
    expect(row[titles!.indexOf('low')]).toBe('');
    expect(row[titles!.indexOf('standardError')]).toBe('');
  }
}, 60_000);
