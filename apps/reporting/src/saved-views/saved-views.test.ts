import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SavedView } from '#contracts/saved-views';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { reporting } from '../reporting.service-definition.js';

const views = '/v1/reporting/saved-views';

let service: TestService;
let editor: TestClient;
beforeAll(async () => {
  service = await startTestService(reporting);
  editor = service.as('editor', { accountId: randomUUID() });
});
afterAll(() => service?.close());

let number = 0;
const view = (changes: object = {}) => ({
  name: `Giá cả ${(number += 1)}`,
  kind: 'opinion-items',
  query: { search: 'giá điện', 'filter[topic][in]': 'economy,local-matters', limit: '20' },
  ...changes,
});
async function saved(changes: object = {}, by = editor): Promise<SavedView> {
  const { status, body } = await by.post(views, view(changes));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}
const ids = async (by: TestClient, query = ''): Promise<string[]> =>
  (await by.get(`${views}${query}`)).body.items.map(({ id }: SavedView) => id);

describe('a saved view', () => {
  it('is read, changed and removed by whoever saved it', async () => {
    const made = await saved();
    expect(made).toMatchObject({ own: true, sharedWith: null, version: 1 });
    expect((await editor.get(`${views}/${made.id}`)).body).toEqual(made);

    const other = view({ kind: 'salience', query: { kind: 'quarterly', from: '2025-01-01' } });
    const changed = await editor.put(`${views}/${made.id}`, other, ifMatch(made));
    expect(changed).toMatchObject({ status: 200, body: { ...other, id: made.id, version: 2 } });
    expect((await editor.put(`${views}/${made.id}`, other, ifMatch(made))).status).toBe(412);
    expect(await ids(editor, '?filter[kind][eq]=salience')).toEqual([made.id]);

    expect((await editor.delete(`${views}/${made.id}`, ifMatch(made))).status).toBe(412);
    expect((await editor.delete(`${views}/${made.id}`, ifMatch(2))).status).toBe(204);
    expect((await editor.get(`${views}/${made.id}`)).status).toBe(404);
  });

  it('asks what its route takes', async () => {
    const { query } = await saved();
    expect((await editor.get(`/v1/reporting/opinion-items?${new URLSearchParams(query)}`)).status).toBe(200);
  });

  it('is for nobody else, unless it is shared with a role: then to be read', async () => {
    const own = await saved();
    const shared = await saved({ sharedWith: 'reviewer' });
    const reviewer = service.as('reviewer');
    expect(await ids(reviewer)).toEqual([shared.id]);
    expect((await reviewer.get(`${views}/${shared.id}`)).body).toEqual({ ...shared, own: false });
    for (const by of [service.as('collaborator'), service.as([])]) expect(await ids(by)).toEqual([]);
    for (const id of [own.id, shared.id]) {
      const change = await reviewer.put(`${views}/${id}`, view(), ifMatch(1));
      expect([change.status, (await reviewer.delete(`${views}/${id}`, ifMatch(1))).status]).toEqual([
        404, 404,
      ]);
    }
    expect((await reviewer.get(`${views}/${own.id}`)).status).toBe(404);
    for (const by of [service.asClient('aggregate-report.read'), service.anonymous])
      expect([401, 403]).toContain((await by.get(views)).status);
  });

  it('has a name of its own among those of its owner', async () => {
    const { name } = await saved();
    expect((await editor.post(views, view({ name }))).status).toBe(409);
    await saved({ name }, service.as('editor'));
  });

  it.each([
    ['an unknown filter', { query: { 'filter[person][eq]': 'x' } }, 'query'],
    ['a wrong value', { query: { areaId: 'x' } }, 'query.areaId'],
    ['the place where a list was left', { query: { cursor: 'x' } }, 'query.cursor'],
    ['a query of another kind', { kind: 'tendency', query: { search: 'giá' } }, 'query'],
    ['an unknown kind', { kind: 'people' }, 'kind'],
    ['a role that may not ask it', { sharedWith: 'registrar' }, 'sharedWith'],
  ])('is refused with %s', async (_, changes, path) => {
    const { status, body } = await editor.post(views, view(changes));
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });

  it.each([
    ['name', { name: 'Ý kiến của ông Hoàng Văn Ví Dụ' }],
    ['query.search', { query: { search: '0912345678' } }],
  ])('keeps no person in its %s', async (path, changes) => {
    expect(await editor.post(views, view(changes))).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data', errors: [{ path }] },
    });
  });
});
