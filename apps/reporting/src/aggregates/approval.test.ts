import { createHash, randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AggregateReport,
  aggregateReportChanged,
  aggregateReportDispatched,
} from '#contracts/aggregates';
import type { ReportingPeriod } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { fileTypeOf, fileTypes } from '#documents/file-type';
import { ifMatch, type TestClient } from '#testing/test-service';
import { aggregates, type Collaborator, Province, reports, startWorker } from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let hoa: Collaborator;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  hoa = await province.collaborator();
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const pathOf = ({ id }: { id: string }) => `${aggregates}/${id}`;
const signer = { position: 'TRƯỞNG BAN', name: null };
const wrongState = { status: 409, body: { code: 'aggregate-report.wrong-state' } };
const notFound = { status: 404, body: { code: 'resource.not-found' } };

/** A month, now closed, in which Hòa reported one thing. */
async function heard(): Promise<ReportingPeriod> {
  const month = await province.month();
  await province.accepted(hoa, month, [province.item()]);
  return province.closed(month);
}

const drafted = async (): Promise<AggregateReport> => province.built(await heard());
const issued = async () => province.issued(await province.approved(await drafted()));
const circulated = async () => province.step(aggregates, await drafted(), 'circulate');
const approve = (report: AggregateReport, contentHash: string | null, by = province.approver) =>
  by.post(`${pathOf(report)}/approve`, { contentHash }, ifMatch(report));
const issue = (report: AggregateReport) =>
  province.editor.post(`${pathOf(report)}/issue`, { signer }, ifMatch(report));
const edit = (report: AggregateReport, section = 'overview', paragraphs = ['Tình hình ổn định.']) =>
  province.editor.put(`${pathOf(report)}/sections/${section}`, { paragraphs }, ifMatch(report));
const textOf = (docx: Buffer): string =>
  strFromU8(unzipSync(docx)['word/document.xml']!).replace(/<[^>]+>/g, '');

describe('the approval of a report', () => {
  it('holds for the content that was read', async () => {
    const report = await circulated();
    const answer = await approve(report, report.contentHash);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'approved', approvedHash: report.contentHash, version: report.version + 1 },
    });
  });

  it('is not given to another content', async () => {
    const report = await circulated();
    expect(await approve(report, `sha256:${'0'.repeat(64)}`)).toMatchObject({
      status: 409,
      body: { code: 'aggregate-report.content-changed' },
    });
    const { body: edited } = await edit(report);
    expect(await approve(edited, report.contentHash)).toMatchObject({
      status: 409,
      body: { code: 'aggregate-report.content-changed' },
    });
    expect(await approve(report, report.contentHash)).toMatchObject({ status: 412 });
    expect((await approve(edited, edited.contentHash)).status).toBe(200);
  });

  it('lapses with every edit: what was approved must be approved again', async () => {
    const approved = await province.approved(await drafted());
    const { body: edited } = await edit(approved);
    expect(edited).toMatchObject({ state: 'circulated', approvedHash: approved.contentHash });
    expect(edited.contentHash).not.toBe(approved.contentHash);
    expect(await issue(edited)).toMatchObject(wrongState);
    const { body: again } = await approve(edited, edited.contentHash);
    expect(again.approvedHash).toBe(edited.contentHash);
    expect((await issue(again)).status).toBe(200);
  });

  it('needs an approver and a second factor', async () => {
    const report = await circulated();
    expect(await approve(report, report.contentHash, province.service.as('approver'))).toMatchObject({
      status: 403,
      body: { code: 'auth.second-factor-required' },
    });
    expect(
      await approve(report, report.contentHash, province.service.as('editor', { secondFactor: true })),
    ).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect((await province.editor.get(pathOf(report))).body.state).toBe('circulated');
  });

  it('comes after the draft was circulated', async () => {
    const draft = await drafted();
    expect(await approve(draft, draft.contentHash)).toMatchObject(wrongState);
    expect(await issue(draft)).toMatchObject(wrongState);
  });

  it('makes the accepted reports of the period part of it', async () => {
    const month = await province.month();
    const accepted = await province.accepted(await province.collaborator(), month, [province.item()]);
    const waiting = await province.filed(await province.collaborator(), month);
    await province.approved(await province.built(await province.closed(month)));
    const stateOf = async ({ id }: { id: string }) =>
      (await province.editor.get(`${reports}/${id}`)).body.state;
    expect([await stateOf(accepted), await stateOf(waiting)]).toEqual(['included', 'submitted']);
  });

  it('cannot be forged behind the back of the service', async () => {
    const report = await circulated();
    const forged = province.service.database.query(
      `UPDATE reporting.aggregate_report SET state = 'issued', number = 999 WHERE id = $1`,
      [report.id],
    );
    await expect(forged).rejects.toThrow(/violates check constraint/);
  });
});

describe('the text of a report', () => {
  it('is edited by section, until it is issued', async () => {
    const draft = await drafted();
    const { body } = await edit(draft, 'recommendations', ['Đề nghị bình ổn giá.']);
    const section = body.content.sections.find(({ key }: { key: string }) => key === 'recommendations');
    expect(section.paragraphs).toEqual(['Đề nghị bình ổn giá.']);
    expect(body.content.tables).toEqual(draft.content!.tables);
    expect(await edit(body, 'weather')).toMatchObject(notFound);
    expect((await edit(draft)).status).toBe(412);
    expect(await edit(await issued())).toMatchObject(wrongState);
  });

  it('is commented on by those who may, and read with the comments', async () => {
    const report = await circulated();
    const accountId = randomUUID();
    const reviewer = province.service.as('reviewer', { accountId });
    const said = { section: 'overview', text: 'Nên nêu rõ nguyên nhân' };
    const comment = await reviewer.post(`${pathOf(report)}/comments`, said);
    expect(comment).toMatchObject({ status: 201, body: { ...said, by: accountId } });
    const { body } = await province.approver.get(`${pathOf(report)}/comments`);
    expect(body.items).toEqual([comment.body]);
    for (const by of [province.service.as('recipient'), province.service.asClient('aggregate-report.read')]) {
      expect((await by.post(`${pathOf(report)}/comments`, said)).status).toBe(403);
    }
  });
});

describe('the number of a report', () => {
  it('comes without gaps and without doubles when five are issued at the same moment', async () => {
    const approved = [];
    for (let count = 0; count < 5; count += 1) approved.push(await province.approved(await drafted()));
    const before = (await issued()).number!;
    const answers = await Promise.all(approved.map(issue));
    const numbers = answers.map(({ body }) => body.number).toSorted((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((step) => before + step));
  });

  it('is not used up by what is refused', async () => {
    const before = (await issued()).number!;
    const approved = await province.approved(await drafted());
    expect((await province.editor.post(`${pathOf(approved)}/issue`, { signer }, ifMatch(1))).status).toBe(
      412,
    );
    expect(await issue(await drafted())).toMatchObject(wrongState);
    const answers = await Promise.all([issue(approved), issue(approved)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await province.editor.get(pathOf(approved))).body.number).toBe(before + 1);
  });

  it('is told to the other services', async () => {
    const report = await issued();
    const told = await eventually(() => {
      const events = province.service
        .sent(aggregateReportChanged)
        .filter(({ subject }) => subject === report.id);
      expect(events.map(({ data }) => data.state)).toEqual([
        'building',
        'draft',
        'circulated',
        'approved',
        'issued',
      ]);
      return events;
    });
    expect(told.at(-1)!.data).toMatchObject({ number: report.number, contentHash: report.contentHash });
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the document of a report', () => {
  const docx = async (report: AggregateReport, by: TestClient = province.editor): Promise<Buffer> => {
    const { status, body, headers } = await by.get(`${pathOf(report)}/document.docx`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: fileTypes.docx });
    return body;
  };
  const pdf = async (report: AggregateReport): Promise<Buffer> => {
    const { status, body, headers } = await province.editor.get(`${pathOf(report)}/document.pdf`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: fileTypes.pdf });
    expect(fileTypeOf(body)).toBe(fileTypes.pdf);
    return body;
  };

  it('bears the number, the symbol and the title, and is the one that was stored', async () => {
    const report = await issued();
    const bytes = await docx(report);
    const text = textOf(bytes);
    expect(text).toContain(`${report.number}-${report.symbol}`);
    expect(text).toContain(report.title);
    const [stored] = await province.service.database.query<{ docx: Buffer; sha256: string }>(
      'SELECT docx, sha256 FROM reporting.aggregate_document WHERE aggregate_id = $1',
      [report.id],
    );
    expect(bytes.equals(stored!.docx)).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(stored!.sha256);
  });

  it('stays as it was issued when the office is named anew', async () => {
    const report = await issued();
    const before = await docx(report);
    const [issuedPdf, draft] = [await pdf(report), await drafted()];
    const draftPdf = await pdf(draft);
    const { body: office } = await province.editor.get('/v1/reporting/office');
    const { version, ...fields } = office;
    const renamed = { ...fields, place: 'Đồng Đăng' };
    expect((await province.editor.put('/v1/reporting/office', renamed, ifMatch(version))).status).toBe(200);
    expect((await docx(report)).equals(before)).toBe(true);
    expect((await pdf(report)).equals(issuedPdf)).toBe(true);
    expect((await pdf(draft)).equals(draftPdf)).toBe(false);
    expect(textOf(await docx(await drafted()))).toContain('Đồng Đăng');
  });

  it('of a draft has no number yet', async () => {
    const text = textOf(await docx(await drafted()));
    expect(text).toContain('BÁO CÁO');
    expect(text).not.toMatch(/\d+-BC\//);
  });
});

describe('the dispatch of a report', () => {
  const dispatched = async (...organisationIds: string[]) =>
    province.step(aggregates, await issued(), 'dispatch', { organisationIds });
  const recipientOf = (organisationId: string) => province.service.as('recipient', { organisationId });

  it('shows it to the recipients, each with its own receipt, and to no other', async () => {
    const [institute, committee] = [
      await province.organisation('Vien'),
      await province.organisation('Tinh uy'),
    ];
    const report = await dispatched(institute, committee);
    expect(report.state).toBe('dispatched');
    const { body } = await recipientOf(institute).get(pathOf(report));
    expect(body.dispatches).toMatchObject([{ organisationId: institute, acknowledgedAt: null }]);
    const listed = await recipientOf(committee).get(`${aggregates}?total=true`);
    expect(listed.body).toMatchObject({ total: 1, items: [{ id: report.id }] });
    expect((await recipientOf(institute).get(`${pathOf(report)}/document.docx`)).status).toBe(200);

    for (const stranger of [recipientOf(randomUUID()), province.service.as('recipient')]) {
      expect(await stranger.get(pathOf(report))).toMatchObject(notFound);
      expect(await stranger.get(`${pathOf(report)}/document.docx`)).toMatchObject(notFound);
      expect(await stranger.post(`${pathOf(report)}/acknowledge`)).toMatchObject(notFound);
      expect((await stranger.get(aggregates)).body.items).toEqual([]);
    }
    expect(await recipientOf(institute).get(pathOf(await issued()))).toMatchObject(notFound);
  });

  it('is acknowledged by each; when all have, the report is', async () => {
    const [institute, committee] = [
      await province.organisation('Vien 2'),
      await province.organisation('Tinh uy 2'),
    ];
    const report = await dispatched(institute, committee);
    const acknowledge = (organisationId: string) =>
      recipientOf(organisationId).post(`${pathOf(report)}/acknowledge`);
    const first = await acknowledge(institute);
    expect(first.body.dispatches).toMatchObject([
      { organisationId: institute, acknowledgedAt: expect.any(String) },
    ]);
    expect((await province.editor.get(pathOf(report))).body.state).toBe('dispatched');
    await acknowledge(committee);
    const { body } = await province.editor.get(pathOf(report));
    expect(body.state).toBe('acknowledged');
    expect((await acknowledge(institute)).status).toBe(200);
    const receipt = (await province.editor.get(pathOf(report))).body.dispatches;
    expect(receipt).toEqual(body.dispatches);
  });

  it('is acknowledged by all when they do so at the same moment', async () => {
    const ids = [];
    for (const name of ['A', 'B', 'C']) ids.push(await province.organisation(name));
    const report = await dispatched(...ids);
    await Promise.all(ids.map((id) => recipientOf(id).post(`${pathOf(report)}/acknowledge`)));
    expect((await province.editor.get(pathOf(report))).body.state).toBe('acknowledged');
  });

  it('is told of each recipient once, however often the report is sent', async () => {
    const [first, second] = [await province.organisation('Vien 4'), await province.organisation('Vien 5')];
    const sent = await dispatched(first);
    const again = await province.step(aggregates, sent, 'dispatch', { organisationIds: [first, second] });
    await province.step(aggregates, again, 'dispatch', { organisationIds: [second] });
    const told = await eventually(() => {
      const changes = province.service
        .sent(aggregateReportChanged)
        .filter(({ subject }) => subject === sent.id);
      expect(changes.at(-1)!.sequence).toBe(again.version + 1);
      return province.service.sent(aggregateReportDispatched).filter(({ subject }) => subject === sent.id);
    });
    const facts = { id: sent.id, number: sent.number, symbol: sent.symbol };
    expect(told.map(({ data }) => data)).toEqual([
      { ...facts, organisationIds: [first] },
      { ...facts, organisationIds: [second] },
    ]);
  });

  it('goes to organisations that exist, and only once it is issued', async () => {
    const report = await issued();
    const send = (to: AggregateReport, organisationIds: string[]) =>
      province.editor.post(`${pathOf(to)}/dispatch`, { organisationIds }, ifMatch(to));
    expect((await send(report, [randomUUID()])).status).toBe(422);
    expect((await send(report, [])).status).toBe(400);
    const institute = await province.organisation('Vien 3');
    expect(await send(await drafted(), [institute])).toMatchObject(wrongState);
    const { body: sent } = await send(report, [institute]);
    const { body: again } = await send(sent, [institute]);
    expect(again.dispatches).toHaveLength(1);
  });
});

describe('another system', () => {
  it('sees what was issued, and nothing else', async () => {
    const client = province.service.asClient('aggregate-report.read');
    const [draft, approved, report] = [
      await drafted(),
      await province.approved(await drafted()),
      await issued(),
    ];
    expect((await client.get(pathOf(report))).body).toMatchObject({ state: 'issued', number: report.number });
    expect((await client.get(`${pathOf(report)}/document.docx`)).status).toBe(200);
    for (const hidden of [draft, approved]) {
      expect(await client.get(pathOf(hidden))).toMatchObject(notFound);
      expect(await client.get(`${pathOf(hidden)}/document.docx`)).toMatchObject(notFound);
    }
    const { body } = await client.get(`${aggregates}?limit=100`);
    const states = new Set(body.items.map(({ state }: AggregateReport) => state));
    expect(
      [...states].filter((state) => !['issued', 'dispatched', 'acknowledged'].includes(String(state))),
    ).toEqual([]);
    expect((await province.service.asClient('area.read').get(aggregates)).status).toBe(403);
    expect((await province.service.as('collaborator').get(aggregates)).status).toBe(403);
  });
});

describe('a withdrawn report', () => {
  it('keeps its number and frees its period', async () => {
    const month = await heard();
    const report = await province.issued(await province.approved(await province.built(month)));
    const institute = await province.organisation('Vien 4');
    const sent = await province.step(aggregates, report, 'dispatch', { organisationIds: [institute] });
    const gone = await province.step(aggregates, sent, 'withdraw', { reason: 'Có số liệu sai' });
    expect(gone).toMatchObject({ state: 'withdrawn', number: report.number });
    for (const reader of [
      province.service.as('recipient', { organisationId: institute }),
      province.service.asClient('aggregate-report.read'),
    ]) {
      expect(await reader.get(pathOf(report))).toMatchObject(notFound);
    }
    const next = await province.issued(await province.approved(await province.built(month)));
    expect(next.number).toBe(report.number! + 1);
    expect(next.contentHash).toBe(report.contentHash);
  });

  it('is not withdrawn twice, nor taken further', async () => {
    const draft = await drafted();
    expect(
      (await province.editor.post(`${pathOf(draft)}/withdraw`, { reason: '' }, ifMatch(draft))).status,
    ).toBe(400);
    const named = { reason: 'Theo ông Hoàng Văn Ví Dụ' };
    expect(await province.editor.post(`${pathOf(draft)}/withdraw`, named, ifMatch(draft))).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data', errors: [{ path: 'reason' }] },
    });
    const gone = await province.step(aggregates, draft, 'withdraw', { reason: 'Nhầm kỳ' });
    for (const step of ['circulate', 'withdraw']) {
      const body = step === 'withdraw' ? { reason: 'Nhầm kỳ' } : undefined;
      expect(await province.editor.post(`${pathOf(gone)}/${step}`, body, ifMatch(gone))).toMatchObject(
        wrongState,
      );
    }
  });
});
