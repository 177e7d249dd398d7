import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundItem } from '#contracts/opinion-items';
import type { OpinionReport } from '#contracts/opinion';
import { type Collaborator, Province } from '../province.fixture.js';
import { ifMatch, type TestClient } from '#testing/test-service';
import { wordsIn } from './search.rules.js';

const items = '/v1/reporting/opinion-items';

let province: Province;
let hoa: Collaborator;
let binh: Collaborator;
let month: { id: string };
let first: OpinionReport;

beforeAll(async () => {
  province = await Province.open();
  const { areas } = province;
  hoa = await province.collaborator('kyLua');
  binh = await province.collaborator('dongDang');
  month = await province.month();
  first = await province.filed(hoa, month, {
    items: [
      province.item({ summary: 'Chợ Hoà Bình thiếu chỗ để xe', proposals: ['Mở thêm bãi xe'] }),
      province.item({ summary: 'Giá đất nông nghiệp tăng', topic: 'local-matters', strata: ['workers'] }),
    ],
  });
  await province.filed(binh, month, {
    items: [
      province.item({ areaId: areas.dongDang, summary: 'Nông dân thiếu đất', proposals: ['Ở chợ Hòa Bình'] }),
    ],
  });
});
afterAll(() => province?.close());

async function found(query: string, by: TestClient = province.editor): Promise<FoundItem[]> {
  const { status, body } = await by.get(`${items}?${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.items;
}
const summaries = async (query: string, by?: TestClient) =>
  (await found(query, by)).map(({ summary }) => summary).toSorted();
const search = (words: string): string => `search=${encodeURIComponent(words)}`;

const bakery = 'Chợ Hoà Bình thiếu chỗ để xe';
const field = 'Nông dân thiếu đất';
const land = 'Giá đất nông nghiệp tăng';

describe('a search', () => {
  it.each([
    ['hòa bình', [bakery, field]],
    ['HOA BINH', [bakery, field]],
    ['hoà bình xe', [bakery]],
    ['"đất nông nghiệp"', [land]],
    ['đất nông', [land, field]],
    ['thiêu', [bakery, field]],
    ['thi', []],
    ['mở bãi', [bakery]],
  ])('for %s finds words whatever their accents and tone marks', async (words, expected) => {
    expect(await summaries(search(words))).toEqual(expected.toSorted());
  });

  it('says where the words stand, in whichever text', async () => {
    const [hit] = await found(search('"hoà bình"'), province.reviewer('dongDang'));
    expect(hit!.highlights).toEqual([{ path: 'proposals.0', start: 6, end: 14 }]);
    expect(hit!.proposals[0]!.slice(6, 14)).toBe('Hòa Bình');
  });

  it.each([
    ['filter[topic][eq]=local-matters', [land]],
    ['stratum=workers', [land]],
    ['filter[kind][eq]=ad-hoc', []],
    ['filter[state][in]=accepted,returned', []],
    ['filter[reportState][eq]=submitted', [bakery, land, field]],
    ['filter[tendency][eq]=approve', []],
  ])('with %s is narrowed', async (query, expected) => {
    expect(await summaries(query)).toEqual(expected.toSorted());
  });

  it('of a unit takes in the units below it, and of a period what was filed for it', async () => {
    const { areas } = province;
    expect(await summaries(`areaId=${areas.dongDang}`)).toEqual([field]);
    expect(await summaries(`areaId=${areas.province}&filter[periodId][eq]=${month.id}`)).toHaveLength(3);
    expect(await summaries(`filter[periodId][eq]=${(await province.month()).id}`)).toEqual([]);
  });

  it('pages through all, each once', async () => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await province.editor.get(
        `${items}?limit=1&total=true${cursor && `&cursor=${cursor}`}`,
      );
      expect(body.total).toBe(3);
      ids.push(...body.items.map(({ id }: FoundItem) => id));
      cursor = body.next;
    }
    expect(new Set(ids).size).toBe(3);
    expect(ids).toHaveLength(3);
  });

  it('stays within reach: the own reports, those of the areas of a grant, and no draft of another', async () => {
    const draft = { submit: false, items: [province.item({ summary: 'Bản nháp về hoà bình' })] };
    await province.filed(hoa, await province.month(), draft);
    expect(await summaries(search('hoa binh'), binh.client)).toEqual([field]);
    expect(await summaries(search('hoa binh'), hoa.client)).toEqual(['Bản nháp về hoà bình', bakery]);
    expect(await summaries(search('hoa binh'), province.reviewer('kyLua'))).toEqual([bakery]);
    expect(await summaries(search('hoa binh'), province.reviewer('tamThanh'))).toEqual([]);
    for (const role of ['registrar', 'administrator', 'recipient'] as const)
      expect((await province.service.as(role).get(items)).status).toBe(403);
    expect((await province.service.anonymous.get(items)).status).toBe(401);
  });

  it('is recorded with what it showed of others and without its words', async () => {
    const entries = () =>
      province.service.database.query<{ details: { ids: string[] } }>(
        `SELECT details FROM reporting.audit_entry WHERE action = 'opinion-item.list' ORDER BY at`,
      );
    const before = await entries();
    await found(search('hoa binh'), binh.client);
    expect(await entries()).toHaveLength(before.length);
    const shown = await found(search('đất nông nghiệp'));
    expect((await entries()).slice(before.length)).toEqual([{ details: { ids: [shown[0]!.id] } }]);
  });

  it('no longer finds what was blanked', async () => {
    const [item] = first.items;
    expect(await summaries(search('"chỗ để xe"'))).toEqual([bakery]);
    const blank = { revision: 1, fields: ['summary'], reason: 'Dẫn tới một cá nhân' };
    const path = `/v1/reporting/opinion-reports/${first.id}/items/${item!.id}/blank`;
    expect((await province.editor.post(path, blank, ifMatch(first))).status).toBe(200);
    expect(await summaries(search('"chỗ để xe"'))).toEqual([]);
  });

  it.each([`search=${encodeURIComponent('?!')}`, 'search=', 'areaId=x', 'stratum=', 'filter[person][eq]=x'])(
    'with %s is refused',
    async (query) => {
      expect(await province.editor.get(`${items}?${query}`)).toMatchObject({ status: 400 });
    },
  );
});

describe('the words of a text', () => {
  it('are for the index what they are for the highlights', async () => {
    const letters = fc.constantFrom(...'aăâđĐèễÊhoàòa̛ỷ 12-/"\'\n—ﬁЯ中İß😀.,:&|');
    const texts = ['à 1ễ1ễ/', '1e5 2.5e-3x', ...fc.sample(fc.string({ unit: letters, maxLength: 60 }), 300)];
    const rows = await province.service.database.query<{ text: string; words: string[] }>(
      `SELECT text, coalesce(tsvector_to_array(reporting.words_of(text, '{}', NULL, NULL)), '{}') AS words
         FROM unnest($1::text[]) AS text`,
      [texts],
    );
    for (const { text, words } of rows)
      expect({ text, words: words.toSorted() }).toEqual({
        text,
        words: [...new Set(wordsIn(text).map(({ word }) => word))].toSorted(),
      });
  });
});
