import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpinionReport } from '#contracts/opinion';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';
import { blankedMark } from './item-versions.queries.js';

let province: Province;
let author: Collaborator;
beforeAll(async () => {
  province = await Province.open();
  author = await province.collaborator();
});
afterAll(() => province?.close());

/** Words no guard can know to lead to somebody. */
const secret = 'Người cao nhất xóm trên "Pò Tang"';

const itemPath = ({ id, items }: OpinionReport): string => `${reports}/${id}/items/${items[0]!.id}`;
const blank = (report: OpinionReport, changes: object = {}, by = province.editor) =>
  by.post(
    `${itemPath(report)}/blank`,
    { revision: 1, fields: ['summary'], reason: 'Dẫn tới một người', ...changes },
    ifMatch(report),
  );
const versions = async (report: OpinionReport) =>
  (await author.client.get(`${itemPath(report)}/versions`)).body.items;
const query = <Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  province.service.database.query<Row>(sql, values);

/** In which tables the words stand. */
async function holding(): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'reporting' ORDER BY 1`,
  );
  const found = await Promise.all(
    tables.map(({ name }) =>
      query(`SELECT FROM reporting.${name} AS t WHERE t::text LIKE '%cao nhất xóm trên%' LIMIT 1`),
    ),
  );
  return tables.flatMap(({ name }, index) => (found[index]!.length > 0 ? [name] : []));
}
const counted = (report: OpinionReport) =>
  query(
    `SELECT id, revision, topic, strata, tendency, prevalence, conversations, meetings, places, cardinality(proposals) AS proposals,
            assessment IS NULL AS unassessed, state, known_from, known_to, decided_at
       FROM reporting.opinion_item_known WHERE report_id = $1 ORDER BY id, revision`,
    [report.id],
  );

describe('words that lead to a person', () => {
  it('are blanked wherever they stand in a version, and all that is counted stays', async () => {
    const month = await province.month();
    const items = [province.item({ summary: secret, proposals: [`${secret}?`, secret] })];
    const key = idempotencyKey('gui-bao-cao-1');
    const input = province.report(month, { items });
    const { body: filed } = await author.client.post(reports, input, key);
    const accepted = await province.step(reports, filed as OpinionReport, 'accept');
    expect(await holding()).toEqual(['idempotency', 'opinion_item']);
    const before = await counted(accepted);

    const { status, body } = await blank(accepted, { fields: ['summary', 'proposals'] });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        state: 'accepted',
        version: accepted.version + 1,
        items: [
          { summary: blankedMark, proposals: [blankedMark, blankedMark], state: 'accepted', revision: 1 },
        ],
      },
    });
    expect(await counted(accepted)).toEqual(before);
    expect(await holding()).toEqual([]);
    // The same request once more is still the same request.
    const again = await author.client.post(reports, input, key);
    expect(again).toMatchObject({
      status: 201,
      body: { id: accepted.id, items: [{ summary: blankedMark }] },
    });

    const [entry] = await query<{ details: object }>(
      `SELECT details FROM reporting.audit_entry WHERE entity = $1 AND action = 'opinion-report.blank'`,
      [`opinion-report:${accepted.id}`],
    );
    expect(entry!.details).toMatchObject({
      itemId: accepted.items[0]!.id,
      revision: 1,
      fields: ['summary', 'proposals'],
      reason: 'Dẫn tới một người',
    });
  });

  it('are blanked in the version that has them, be it an earlier one', async () => {
    const report = await province.accepted(author, await province.month(), [
      province.item({ summary: secret }),
    ]);
    const corrected = await author.client.post(
      `${itemPath(report)}/correct`,
      { reason: 'Viết lại', item: province.item({ summary: 'Giá tăng' }) },
      ifMatch(report),
    );
    expect(await holding()).toEqual(['opinion_item_version']);
    const before = await counted(report);
    const { status, body } = await blank(corrected.body);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: 'submitted', items: [{ summary: 'Giá tăng', revision: 2, state: 'pending' }] },
    });
    expect((await versions(report)).map(({ summary }: { summary: string }) => summary)).toEqual([
      blankedMark,
      'Giá tăng',
    ]);
    expect(await counted(report)).toEqual(before);
    expect(await holding()).toEqual([]);
  });

  it('leave other texts alone, and keys of answers that read like them', async () => {
    const input = province.report(await province.month(), {
      items: [province.item({ summary: 'items', assessment: 'summary', proposals: ['items'] })],
    });
    const key = idempotencyKey('gui-bao-cao-2');
    const { body: filed } = await author.client.post(reports, input, key);
    expect((await blank(filed, { fields: ['summary', 'assessment'] })).status).toBe(200);
    const { body } = await author.client.post(reports, input, key);
    expect(body).toMatchObject({ id: filed.id, items: [{ summary: blankedMark, assessment: blankedMark }] });
    expect((await versions(filed))[0]).toMatchObject({ proposals: ['items'], proposedSolution: null });
  });

  it('are not blanked twice, in drafts, in versions that there are not, or for a reason that names somebody', async () => {
    const report = await province.filed(author, await province.month());
    const { body: blanked } = await blank(report);
    expect(await blank(blanked, { fields: ['summary', 'assessment'] })).toMatchObject({
      status: 422,
      body: { code: 'opinion-report.nothing-to-blank' },
    });
    expect((await blank(blanked, { revision: 2 })).status).toBe(404);
    expect((await blank(report, { fields: ['proposals'] })).status).toBe(412);
    expect(await blank(blanked, { reason: 'Nêu tên ông Lương Văn Tiệp' })).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data' },
    });
    const draft = await province.filed(author, await province.month(), { submit: false });
    expect((await blank(draft)).status).toBe(409);
    for (const client of [author.client, province.reviewer('kyLua'), province.approver])
      expect((await blank(blanked, {}, client)).status).toBe(403);
  });
});
