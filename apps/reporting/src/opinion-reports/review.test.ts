import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpinionReport, opinionReportChanged } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch, type TestClient } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';

let province: Province;
let month: ReportingPeriod;
let hoa: Collaborator;
let reviewer: TestClient;

beforeAll(async () => {
  province = await Province.open();
  month = await province.month();
  reviewer = province.reviewer('kyLua');
  // Here the ward decides alone; levels.test.ts has the way through several.
  await province.reviewedAt('kyLua');
  await province.levels({ province: 'skipped' });
});
afterAll(() => province?.close());

const wrongState = { status: 409, body: { code: 'opinion-report.wrong-state' } };
const notFound = { status: 404, body: { code: 'resource.not-found' } };
const pathOf = ({ id }: { id: string }) => `${reports}/${id}`;
const step = (by: TestClient, report: OpinionReport, verb: string, body?: unknown) =>
  by.post(`${pathOf(report)}/${verb}`, body, ifMatch(report));
const states = (report: OpinionReport) => report.items.map(({ state }) => state);

/** A new report by someone new in Kỳ Lừa, about two things. */
async function filed(changes: object = {}): Promise<OpinionReport> {
  hoa = await province.collaborator('kyLua');
  const items = [
    province.item(),
    province.item({ topic: 'culture-society', summary: 'Thiếu giáo viên mầm non' }),
  ];
  return province.filed(hoa, month, { items, ...changes });
}

const returning = (report: OpinionReport, ...numbers: number[]) => ({
  reviseBy: '2026-12-01',
  items: numbers.map((number) => ({ itemId: report.items[number]!.id, reason: 'Cần nói rõ cơ sở' })),
});

describe('a draft', () => {
  it('is seen by its author, and not by the reviewer of the area', async () => {
    const draft = await filed({ submit: false });
    expect(draft).toMatchObject({ state: 'draft', filedAt: null, onTime: null });
    expect(await reviewer.get(pathOf(draft))).toMatchObject(notFound);
    const listed = async (by: TestClient): Promise<string[]> =>
      (await by.get(`${reports}?limit=100&filter[state][eq]=draft`)).body.items.map(
        ({ id }: OpinionReport) => id,
      );
    expect(await listed(hoa.client)).toEqual([draft.id]);
    expect(await listed(reviewer)).toEqual([]);
    for (const verb of ['receive', 'accept'])
      expect(await step(reviewer, draft, verb)).toMatchObject(notFound);
  });

  it('is listed for an author who also reviews', async () => {
    const draft = await filed({ submit: false });
    const both = province.service.as(['collaborator', 'reviewer'], {
      personId: hoa.appointment.personId,
      ranges: [[3, 3]],
    });
    expect((await both.get(pathOf(draft))).status).toBe(200);
    const { body } = await both.get(`${reports}?filter[state][eq]=draft`);
    expect(body.items.map(({ id }: OpinionReport) => id)).toEqual([draft.id]);
  });

  it('may be rewritten and is then sent in', async () => {
    const draft = await filed({ submit: false });
    const better = province.item({ summary: 'Giá phân bón tăng' });
    const revised = await hoa.client.put(
      `${pathOf(draft)}/items/${draft.items[0]!.id}`,
      better,
      ifMatch(draft),
    );
    expect(revised).toMatchObject({ status: 200, body: { state: 'draft', version: 2 } });
    const sent = await step(hoa.client, revised.body, 'submit');
    expect(sent).toMatchObject({
      status: 200,
      body: { state: 'submitted', onTime: true, version: 3, items: [{ summary: 'Giá phân bón tăng' }, {}] },
    });
    expect(await step(hoa.client, sent.body, 'submit')).toMatchObject(wrongState);
  });

  it('is not sent in once the period is closed', async () => {
    const past = await province.month();
    const binh = await province.collaborator();
    const draft = await province.filed(binh, past, { submit: false });
    await province.closed(past);
    expect(await step(binh.client, draft, 'submit')).toMatchObject({
      status: 409,
      body: { code: 'period.closed' },
    });
  });
});

describe('the review of a report', () => {
  it('goes from submitted over received to accepted', async () => {
    const submitted = await filed();
    const { body: received } = await step(reviewer, submitted, 'receive');
    expect(received).toMatchObject({ state: 'received', version: 2 });
    const accepted = await step(reviewer, received, 'accept');
    expect(accepted).toMatchObject({ status: 200, headers: { etag: '"v3"' }, body: { state: 'accepted' } });
    expect(states(accepted.body)).toEqual(['accepted', 'accepted']);
    const told = await eventually(() => {
      const events = province.service
        .sent(opinionReportChanged)
        .filter(({ subject }) => subject === submitted.id);
      expect(events).toHaveLength(3);
      return events;
    });
    expect(told.map(({ sequence, data }) => [sequence, data.state])).toEqual([
      [1, 'submitted'],
      [2, 'received'],
      [3, 'accepted'],
    ]);
  });

  it('returns single items, which the author revises and sends again', async () => {
    const submitted = await filed();
    const { body: returned } = await step(reviewer, submitted, 'return', returning(submitted, 1));
    expect(returned).toMatchObject({
      state: 'returned',
      reviseBy: '2026-12-01',
      items: [
        { state: 'accepted', returnReason: null },
        { state: 'returned', returnReason: 'Cần nói rõ cơ sở' },
      ],
    });
    expect(await step(hoa.client, returned, 'submit')).toMatchObject({
      status: 409,
      body: { code: 'opinion-report.items-returned' },
    });
    const better = province.item({
      topic: 'culture-society',
      summary: 'Thiếu giáo viên mầm non ở thôn vùng cao',
    });
    const { body: revised } = await hoa.client.put(
      `${pathOf(returned)}/items/${returned.items[1].id}`,
      better,
      ifMatch(returned),
    );
    expect(states(revised)).toEqual(['accepted', 'pending']);
    expect(revised.items[1]).toMatchObject({ ...better, returnReason: null });
    const { body: again } = await step(hoa.client, revised, 'submit');
    // It counts as filed when it was filed first.
    expect(again).toMatchObject({ state: 'submitted', filedAt: submitted.filedAt });
    // Whoever hears of it can tell the return from the revision.
    const told = await eventually(() => {
      const events = province.service
        .sent(opinionReportChanged)
        .filter(({ subject }) => subject === submitted.id);
      expect(events).toHaveLength(4);
      return events;
    });
    expect(told.map(({ data }) => [data.before, data.state])).toEqual([
      [null, 'submitted'],
      ['submitted', 'returned'],
      ['returned', 'returned'],
      ['returned', 'submitted'],
    ]);
    const { body: accepted } = await step(reviewer, again, 'accept');
    expect(states(accepted)).toEqual(['accepted', 'accepted']);
  });

  it('takes one step of two that are taken at the same moment', async () => {
    const report = await filed();
    const answers = await Promise.all([step(reviewer, report, 'accept'), step(reviewer, report, 'receive')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('refuses steps that do not follow from the state', async () => {
    const { body: accepted } = await step(reviewer, await filed(), 'accept');
    for (const verb of ['receive', 'accept'])
      expect(await step(reviewer, accepted, verb)).toMatchObject(wrongState);
    expect(await step(reviewer, accepted, 'return', returning(accepted, 0))).toMatchObject(wrongState);
    expect(await step(hoa.client, accepted, 'submit')).toMatchObject(wrongState);
    const item = `${pathOf(accepted)}/items/${accepted.items[0].id}`;
    expect(await hoa.client.put(item, province.item(), ifMatch(accepted))).toMatchObject(wrongState);
    const { body: received } = await step(reviewer, await filed(), 'receive');
    expect(await step(reviewer, received, 'receive')).toMatchObject(wrongState);
  });

  it('refuses a version that is not the present one', async () => {
    const report = await filed();
    for (const verb of ['receive', 'accept']) {
      expect((await reviewer.post(`${pathOf(report)}/${verb}`, undefined, ifMatch(9))).status).toBe(412);
      expect((await reviewer.post(`${pathOf(report)}/${verb}`)).status).toBe(428);
    }
  });

  it('returns only items that the report has, and with a reason', async () => {
    const report = await filed();
    const foreign = { reviseBy: '2026-12-01', items: [{ itemId: randomUUID(), reason: 'Không rõ' }] };
    expect(await step(reviewer, report, 'return', foreign)).toMatchObject({
      status: 422,
      body: { code: 'opinion-report.unknown-item', errors: [{ path: 'items.0.itemId' }] },
    });
    const { reviseBy, items } = returning(report, 0);
    expect(
      (await step(reviewer, report, 'return', { reviseBy, items: [{ ...items[0], reason: ' ' }] })).status,
    ).toBe(400);
    expect((await step(reviewer, report, 'return', { reviseBy, items: [] })).status).toBe(400);
  });

  it('belongs to the reviewer of the area and the editor', async () => {
    const report = await filed();
    expect(await step(province.reviewer('dongDang'), report, 'accept')).toMatchObject(notFound);
    expect(await step(province.service.as('reviewer'), report, 'accept')).toMatchObject(notFound);
    expect((await step(hoa.client, report, 'accept')).status).toBe(403);
    expect((await step(province.approver, report, 'accept')).status).toBe(403);
    expect((await step(province.editor, report, 'accept')).status).toBe(200);
  });
});

describe('a revision', () => {
  const reviseWith = async (changes: object) => {
    const report = await filed();
    const { body: returned } = await step(reviewer, report, 'return', returning(report, 0));
    const item = `${pathOf(returned)}/items/${returned.items[0].id}`;
    return hoa.client.put(item, { ...province.item(), ...changes }, ifMatch(returned));
  };

  it('keeps what it is about', async () => {
    for (const changes of [{ topic: 'culture-society' }, { areaId: province.areas.dongDang }]) {
      expect(await reviseWith(changes)).toMatchObject({
        status: 422,
        body: { code: 'opinion-report.other-item' },
      });
    }
  });

  it('is held to the same rules as what is filed', async () => {
    for (const [changes, path] of [
      [{ summary: 'Gọi số 0912 345 678' }, 'items.0.summary'],
      [{ prevalence: 'overwhelming' }, 'items.0.prevalence'],
    ] as const) {
      const answer = await reviseWith(changes);
      expect(answer).toMatchObject({ status: 422, body: { code: 'opinion.not-fit', errors: [{ path }] } });
    }
  });

  it('names strata that exist', async () => {
    expect((await reviseWith({ strata: ['astronauts'] })).status).toBe(422);
    expect((await reviseWith({ strata: ['workers'] })).status).toBe(200);
  });

  it('leaves accepted items alone', async () => {
    const report = await filed();
    const { body: returned } = await step(reviewer, report, 'return', returning(report, 1));
    const accepted = `${pathOf(returned)}/items/${returned.items[0].id}`;
    expect(await hoa.client.put(accepted, province.item(), ifMatch(returned))).toMatchObject({
      status: 409,
      body: { code: 'opinion-report.item-accepted' },
    });
  });

  it('is the author’s: others do not even find the report', async () => {
    const report = await filed();
    const { body: returned } = await step(reviewer, report, 'return', returning(report, 0));
    const other = await province.collaborator();
    const item = `${pathOf(returned)}/items/${returned.items[0].id}`;
    expect(await other.client.put(item, province.item(), ifMatch(returned))).toMatchObject(notFound);
    expect((await reviewer.put(item, province.item(), ifMatch(returned))).status).toBe(403);
  });
});

describe('the reading of reports', () => {
  const readings = async (report: { id: string }) =>
    (
      await province.service.database.query<{ actor: string }>(
        `SELECT actor FROM reporting.audit_entry WHERE entity = $1 AND action = 'opinion-report.read' ORDER BY seq`,
        [`opinion-report:${report.id}`],
      )
    ).map(({ actor }) => actor);

  it('is on record each time, unless it is one’s own', async () => {
    const report = await filed();
    const [anReviews, binhEdits, chiApproves] = [randomUUID(), randomUUID(), randomUUID()];
    const readers = [
      province.service.as('reviewer', { accountId: anReviews, ranges: [[2, 2]] }),
      province.service.as('editor', { accountId: binhEdits }),
      province.service.as('approver', { accountId: chiApproves }),
    ];
    for (const reader of [...readers, readers[0]!])
      expect((await reader.get(pathOf(report))).status).toBe(200);
    expect((await hoa.client.get(pathOf(report))).status).toBe(200);
    expect(await readings(report)).toEqual([anReviews, binhEdits, chiApproves, anReviews]);
  });

  it('of what is out of reach is not found, and not on record', async () => {
    const report = await filed();
    const other = await province.collaborator();
    for (const client of [other.client, province.reviewer('tamThanh'), province.service.as('reviewer')]) {
      expect(await client.get(pathOf(report))).toMatchObject(notFound);
    }
    expect((await province.service.as('recipient').get(pathOf(report))).status).toBe(403);
    expect(await readings(report)).toEqual([]);
  });

  it('in a list is on record once, with what was looked for and which were shown', async () => {
    const [first, second] = [await filed(), await filed()];
    const [anReviews, hoaReviews] = [randomUUID(), randomUUID()];
    const listings = () =>
      province.service.database.query(
        `SELECT actor, details FROM reporting.audit_entry
          WHERE entity = 'opinion-report:*' AND action = 'opinion-report.list' AND actor = ANY ($1) ORDER BY seq`,
        [[anReviews, hoaReviews]],
      );
    const limit = 'limit=1&filter[state][eq]=submitted';
    const wanted = `filter[appointmentId][in]=${first.appointmentId},${second.appointmentId}`;
    const reader = province.service.as('reviewer', { accountId: anReviews, ranges: [[2, 2]] });
    const { body: page } = await reader.get(`${reports}?${wanted}&${limit}`);
    await reader.get(`${reports}?${wanted}&${limit}&cursor=${page.next}`);
    await reader.get(`${reports}?filter[appointmentId][eq]=${randomUUID()}`);
    expect(await listings()).toMatchObject([
      { actor: anReviews, details: { ids: [first.id], query: { 'filter[state][eq]': 'submitted' } } },
      { actor: anReviews, details: { ids: [second.id], query: { cursor: page.next } } },
    ]);

    // Of what Hòa sees as an author and as a reviewer, only what is another's is on record.
    const { personId } = hoa.appointment;
    const hoaToo = { accountId: hoaReviews, personId, ranges: [[2, 2]] as [number, number][] };
    await province.service.as(['collaborator', 'reviewer'], hoaToo).get(`${reports}?${wanted}`);
    await province.service.as('collaborator', hoaToo).get(reports);
    expect((await listings()).slice(2)).toMatchObject([{ actor: hoaReviews, details: { ids: [first.id] } }]);
  });

  it('lists what is within reach, without the words', async () => {
    const mine = await filed();
    const own = await hoa.client.get(reports);
    expect(own.body.items.map(({ id }: OpinionReport) => id)).toEqual([mine.id]);
    expect(own.body.items[0]).not.toHaveProperty('items');
    expect((await province.reviewer('tamThanh').get(reports)).body.items).toEqual([]);
    const all = await province.reviewer('province').get(`${reports}?limit=100&total=true`);
    expect(all.body.total).toBe(all.body.items.length);
    expect(all.body.items.map(({ id }: OpinionReport) => id)).toContain(mine.id);
  });
});

it('answers a repeated step with what the first try answered, and another step under its key not at all', async () => {
  const report = await filed();
  const again = { ...ifMatch(report), ...idempotencyKey(randomUUID()) };
  const accept = (headers = again) => reviewer.post(`${pathOf(report)}/accept`, undefined, headers);
  const [first, ...repeated] = await Promise.all([accept(), accept(), accept()]);
  expect(first).toMatchObject({ status: 200, body: { state: 'accepted', version: 2 } });
  for (const answer of repeated) expect(answer.body).toEqual(first!.body);
  expect(await accept({ ...again, ...ifMatch(2) })).toMatchObject({
    status: 409,
    body: { code: 'idempotency.key-reused' },
  });
});
