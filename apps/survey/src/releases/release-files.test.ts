import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MethodsItem, type SurveyRelease } from '#contracts/releases';
import { wordText } from '#documents/word-text';
import { readSheets, sheetTypes } from '#documents/sheets';
import { seededRandom } from '#statistics/random';
import { startTestService, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import {
  invented,
  PlayedSurvey,
  rakedWeights,
  twoStageSurvey,
  variables,
} from '../estimates/played-survey.fixture.js';
import { survey } from '../survey.service-definition.js';
import { methodsHeadings } from './release.document.js';

let service: TestService;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  service = await startTestService(survey);
  worker = await startTestWorker(survey, service);
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const fetched = async ({ id }: SurveyRelease, file: string): Promise<Buffer> => {
  const { status, body } = await service.as('editor').get(`/v1/survey/releases/${id}/${file}`);
  expect(status).toBe(200);
  return body as Buffer;
};

/** The codebook of a release, read by a parser that checks that it is well-formed. */
async function codebook(release: SurveyRelease) {
  const xml = (await fetched(release, 'codebook.xml')).toString('utf8');
  expect(XMLValidator.validate(xml)).toBe(true);
  const options = { ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false };
  return new XMLParser({ ...options, isArray: (name) => ['var', 'catgry', 'catStat'].includes(name) }).parse(
    xml,
  );
}

/** What a reader of a DOCX sees. */
const textOf = (docx: Buffer): string => wordText(docx).paragraphs.join(' ').replace(/\s+/g, ' ');

describe('the files of a probability survey', () => {
  let release: SurveyRelease;
  beforeAll(async () => {
    release = await (
      await twoStageSurvey(service)
    ).drafted({
      variables,
      weights: rakedWeights,
      tables: [
        { variable: 'satisfied' },
        { variable: 'channels' },
        { variable: 'age', by: 'sex', against: 'm' },
        { variable: 'satisfied', by: 'age' },
      ],
      numbers: [{ statistic: 'mean', item: 'trips', by: 'sex' }],
      microdata: ['sex', 'satisfied'],
    });
  }, 180_000);

  it('as DOCX show tables, intervals, the weights and all eleven items', async () => {
    const text = textOf(await fetched(release, 'document.docx'));
    for (const item of MethodsItem.options) expect(text).toContain(methodsHeadings[item]);
    expect(text).toContain('KẾT QUẢ ĐIỀU TRA');
    expect(text).toContain('Khoảng tin cậy');
    expect(text).toContain('Kiểm định Rao – Scott');
    expect(text).toContain('Sau hiệu chỉnh');
    expect(text).toContain('langnghe-estimates/4');
    const [satisfied] = release.content.result.tables;
    const share = String(Number((satisfied!.shares[0]!.value! * 100).toFixed(6))).replace('.', ',');
    expect(text).toContain(share);
  });

  it.each(['document.pdf', 'document.docx'])(
    'are the same %s for the same release',
    async (file) => {
      const bytes = await fetched(release, file);
      expect(bytes.subarray(0, 5).toString()).toBe(file.endsWith('pdf') ? '%PDF-' : 'PK\u0003\u0004\u0014');
      expect(bytes.length).toBeGreaterThan(5_000);
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

  it('as DDI-Codebook say how it was held and what was answered, in the order of the standard', async () => {
    const { codeBook } = await codebook(release);
    expect(codeBook).toMatchObject({ '@xmlns': 'ddi:codebook:2_5', '@version': '2.5' });
    const { citation, stdyInfo, method } = codeBook.stdyDscr;
    expect(citation.titlStmt.titl).toBe(release.title);
    expect(method.dataColl.sampProc).toBe(release.content.methods.sample);
    expect(method.notes).toBe(release.content.methods.limitations);
    expect(method.anlyInfo.EstSmpErr).toBe(release.content.methods['sizes-and-precision']);
    // Of codebook.xsd, https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd.
    const inOrder: [object, string[]][] = [
      [codeBook, ['stdyDscr', 'fileDscr', 'dataDscr', 'otherMat']],
      [codeBook.stdyDscr, ['citation', 'studyAuthorization', 'stdyInfo', 'studyDevelopment', 'method']],
      [citation, ['titlStmt', 'rspStmt', 'prodStmt', 'distStmt', 'serStmt', 'verStmt']],
      [citation.titlStmt, ['titl', 'subTitl', 'altTitl', 'parTitl', 'IDNo']],
      [stdyInfo, ['studyBudget', 'subject', 'abstract', 'sumDscr', 'qualityStatement', 'notes']],
      [stdyInfo.sumDscr, ['timePrd', 'collDate', 'nation', 'geogCover', 'anlyUnit', 'universe', 'dataKind']],
      [codeBook.fileDscr.fileTxt, ['fileName', 'fileCont', 'dimensns', 'fileType', 'dataMsng']],
      [method, ['dataColl', 'notes', 'anlyInfo', 'stdyClas']],
      [method.anlyInfo, ['respRate', 'EstSmpErr', 'dataAppr']],
      [
        method.dataColl,
        ['timeMeth', 'dataCollector', 'sampProc', 'collMode', 'resInstru', 'collSitu', 'weight', 'cleanOps'],
      ],
      ...codeBook.dataDscr.var.map((one: object): [object, string[]] => [
        one,
        ['labl', 'qstn', 'universe', 'sumStat', 'txt', 'catgry'],
      ]),
    ];
    for (const [element, known] of inOrder) {
      const names = Object.keys(element).filter((name) => !name.startsWith('@') && !name.startsWith('#'));
      expect(names).toEqual(known.filter((name) => names.includes(name)));
    }

    const [satisfied] = release.content.result.tables;
    const ofTables = codeBook.dataDscr.var.filter((one: Record<string, string>) => !one['@files']);
    const variable = ofTables.find((one: Record<string, string>) => one['@name'] === 'satisfied');
    expect(ofTables.map((one: Record<string, string>) => one['@name'])).toEqual([
      'satisfied',
      'channels',
      'age',
      'trips',
      'trips',
    ]);
    satisfied!.rows.forEach(({ key, label }, at) => {
      const { catValu, labl, catStat } = variable.catgry[at];
      expect([catValu, labl]).toEqual([key, label]);
      expect(catStat.map((one: Record<string, string>) => [one['@type'], Number(one['#text'])])).toEqual([
        ['freq', satisfied!.people.rowTotals[at]!.value],
        ['percent', Number((satisfied!.shares[at]!.value! * 100).toFixed(6))],
      ]);
    });
  });

  it('as de-identified records are a line for each person, none of whom stands alone', async () => {
    const [file] = await readSheets(await fetched(release, 'microdata.csv'), sheetTypes.csv);
    const [titles, ...people] = file!.rows;
    const { result } = release.content;
    expect(titles).toEqual(['sex', 'satisfied']);
    expect(people).toHaveLength(result.people.value!);
    const shown = people.filter(([, satisfied]) => satisfied !== '');
    expect(people.length - shown.length).toBe(result.microdata!.withheld);
    const combinations = new Map<string, number>();
    for (const line of shown) combinations.set(line.join(' '), (combinations.get(line.join(' ')) ?? 0) + 1);
    expect(combinations.size).toBeGreaterThan(2);
    expect(Math.min(...combinations.values())).toBeGreaterThanOrEqual(10);
    expect(textOf(await fetched(release, 'document.docx'))).toContain('tệp dữ liệu vi mô đã khử nhận dạng');
    const { codeBook } = await codebook(release);
    expect(codeBook.fileDscr.fileTxt).toMatchObject({
      fileName: 'du-lieu-vi-mo.csv',
      dimensns: { caseQnty: String(people.length), varQnty: '2' },
    });
    const inFile = codeBook.dataDscr.var.filter((one: Record<string, string>) => one['@files'] === 'F1');
    expect(inFile.map((one: Record<string, string>) => one['@name'])).toEqual(titles);
  });

  it('are for those who may read the release', async () => {
    const tables = ['tables.xlsx', 'tables.csv', 'microdata.csv', 'codebook.xml'];
    for (const file of ['document.pdf', 'document.docx', ...tables]) {
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
  const release = await poll.drafted({ variables: variables.slice(0, 4), tables });
  const text = textOf(await fetched(release, 'document.docx'));
  expect(text.match(/không đại diện cho dân số/g)!.length).toBeGreaterThanOrEqual(4);
  expect(text).not.toContain('Khoảng tin cậy (%)');
  const { codeBook } = await codebook(release);
  expect(codeBook.stdyDscr.stdyInfo.abstract).toContain('không đại diện cho dân số');
  const shown = release.content.result.tables[0]!.people.rowTotals.filter(({ value }) => value !== null);
  const [first] = codeBook.dataDscr.var;
  expect(first.catgry.filter(({ catStat = [] }) => catStat.length > 0)).toHaveLength(shown.length);
  expect(JSON.stringify(codeBook.dataDscr)).not.toContain('wgtd');
  const [lines] = await readSheets(await fetched(release, 'tables.csv'), sheetTypes.csv);
  const [titles, ...rows] = lines!.rows;
  const none = await service.as('editor').get(`/v1/survey/releases/${release.id}/microdata.csv`);
  expect(none).toMatchObject({ status: 404, body: { code: 'survey-release.no-microdata' } });
  for (const row of rows) {
    expect(row[titles!.indexOf('representative')]).toBe('false');
    expect(row[titles!.indexOf('low')]).toBe('');
    expect(row[titles!.indexOf('standardError')]).toBe('');
  }
}, 60_000);
