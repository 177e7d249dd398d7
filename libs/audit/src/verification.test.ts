import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Audited } from './audited.fixture.js';
import { type ChainedEntry, CHAINED_COLUMNS, genesis, linkHash } from './chain.js';
import type { Finding, KeptCheckpoint } from './verification.js';

let audited: Audited;
/** The number of the entry at position 1. */
let first: number;

beforeAll(async () => {
  audited = await Audited.open();
});
afterAll(() => audited?.close());

/** Twenty notes, a minute apart, all sealed. */
beforeEach(async () => {
  await tampered('TRUNCATE sample.audit_entry, sample.audit_link');
  await audited.database.query(
    `INSERT INTO sample.audit_entry (at, actor, action, entity, request_id, details)
     SELECT now() - (60 - n) * interval '1 minute', 'an', 'note.write', 'note:' || n, 'r-' || n, jsonb_build_object('size', n)
       FROM generate_series(1, 20) n`,
  );
  await audited.sealer().sweep();
  const [row] = await audited.database.query<{ seq: string }>(
    'SELECT min(seq) AS seq FROM sample.audit_entry',
  );
  first = Number(row!.seq);
});

/** What somebody does who has taken over the database, as its superuser. */
async function tampered(...statements: string[]): Promise<void> {
  for (const statement of statements)
    await audited.database.query(
      statement.replace(/#(\d+)/g, (_, position) => String(first + Number(position) - 1)),
    );
}

const found = async (...checkpoints: KeptCheckpoint[]): Promise<Pick<Finding, 'wrong' | 'position'>[]> =>
  (await audited.verdict(...checkpoints)).findings.map(({ wrong, position }) => ({ wrong, position }));

/** A checkpoint of the end as it is, kept elsewhere. */
async function keep(): Promise<KeptCheckpoint> {
  const { head } = await audited.verdict();
  return { service: 'sample', ...head, signedAt: '2026-01-31T17:00:00.000Z', source: 'kept.txt' };
}

/** Entry `n`, written back as if it had always stood there. */
const writeBack = (seq: string): string =>
  `INSERT INTO sample.audit_entry (seq, at, actor, action, entity, details) OVERRIDING SYSTEM VALUE
   VALUES (${seq}, now() - interval '2 days', 'x', 'note.write', 'note:x', '{}')`;

/** Seals everything anew, as whoever has the code can. */
async function sealAnew(): Promise<void> {
  await tampered('TRUNCATE sample.audit_link');
  await audited.sealer().sweep();
}

describe('an audit log as it was written', () => {
  it('agrees with its chain and with every checkpoint of it', async () => {
    const early = await keep();
    await audited.write(5);
    await audited.sealer().sweep();
    await audited.write(2);
    const verdict = await audited.verdict(early, await keep());
    expect(verdict).toMatchObject({
      entries: 27,
      sealed: 25,
      waiting: 2,
      head: { position: 25 },
      checkpoints: 2,
      findings: [],
      notices: [],
    });
    expect(verdict.oldestSeconds).toBeLessThan(30);
  });
});

describe('a changed entry', () => {
  it.each([
    `at = at + interval '1 microsecond'`,
    `at = at - interval '1 day'`,
    `at = (at::timestamp - interval '4052 years')::timestamptz`,
    `at = 'infinity'`,
    `actor = 'binh'`,
    `action = 'note.read'`,
    `entity = 'note:8'`,
    `request_id = 'r-8'`,
    'request_id = NULL',
    `details = '{}'`,
    `details = '{"size": 7.0}'`,
    `details = details || '{"more": null}'`,
  ])('is found: %s', async (change) => {
    await tampered(`UPDATE sample.audit_entry SET ${change} WHERE seq = #7`);
    expect(await found()).toEqual([{ wrong: 'changed', position: 7 }]);
  });

  it('is named among others, and what follows is not blamed', async () => {
    await tampered(
      `UPDATE sample.audit_entry SET actor = 'x' WHERE seq IN (#7, #12)`,
      `UPDATE sample.audit_entry SET details = '{"size": 12345678901234567890.1}' WHERE seq = #15`,
    );
    const { findings } = await audited.verdict();
    expect(findings.map(({ wrong, position }) => [wrong, position])).toEqual([
      ['changed', 7],
      ['changed', 12],
      ['changed', 15],
    ]);
    expect(findings[0]!.text).toBe(`entry ${first + 6} (note.write) is not as it was sealed`);
  });

  it('that gets a number of its own is found', async () => {
    await tampered('UPDATE sample.audit_entry SET seq = DEFAULT WHERE seq = #7');
    expect(await found()).toEqual([{ wrong: 'missing', position: 7 }]);
  });

  it('whose hash is changed with it is found at the next', async () => {
    await tampered(`UPDATE sample.audit_entry SET actor = 'x' WHERE seq = #7`);
    const [entry] = await audited.database.query<ChainedEntry>(
      `SELECT ${CHAINED_COLUMNS} FROM sample.audit_entry e WHERE e.seq = ${first + 6}`,
    );
    const [link] = await audited.database.query<{ hash: Buffer }>(
      'SELECT hash FROM sample.audit_link WHERE position = 6',
    );
    await audited.database.query('UPDATE sample.audit_link SET hash = $1 WHERE position = 7', [
      linkHash(link!.hash, entry!),
    ]);
    expect(await found()).toEqual([{ wrong: 'changed', position: 8 }]);
  });

  it.each([
    `UPDATE sample.audit_link SET hash = sha256(hash) WHERE position = 7`,
    `UPDATE sample.audit_link SET hash = sha256('') WHERE position = 7`,
  ])('is not the only thing that is found: %s', async (change) => {
    await tampered(change);
    expect((await found())[0]).toEqual({ wrong: 'changed', position: 7 });
  });

  it('is told of twenty times at most', async () => {
    await tampered(
      `INSERT INTO sample.audit_entry (actor, action, entity, details) SELECT 'an', 'note.write', 'note:1', '{}' FROM generate_series(1, 30)`,
    );
    await audited.sealer().sweep();
    await tampered(`UPDATE sample.audit_entry SET actor = 'x'`);
    const { findings, notices } = await audited.verdict();
    expect(findings).toHaveLength(20);
    expect(notices).toEqual(['30 more positions do not fit']);
  });
});

describe('a missing entry', () => {
  it.each([
    ['entry', [`DELETE FROM sample.audit_entry WHERE seq = #7`], { wrong: 'missing', position: 7 }],
    ['first entry', [`DELETE FROM sample.audit_entry WHERE seq = #1`], { wrong: 'missing', position: 1 }],
    [
      'entry with its link',
      [`DELETE FROM sample.audit_entry WHERE seq = #7`, 'DELETE FROM sample.audit_link WHERE position = 7'],
      { wrong: 'missing', position: 7 },
    ],
    [
      'entry with its link, the gap closed',
      [
        `DELETE FROM sample.audit_entry WHERE seq = #7`,
        'DELETE FROM sample.audit_link WHERE position = 7',
        'UPDATE sample.audit_link SET position = position + 1000 WHERE position > 7',
        'UPDATE sample.audit_link SET position = position - 1001 WHERE position > 1000',
      ],
      { wrong: 'changed', position: 7 },
    ],
    [
      'beginning',
      [`DELETE FROM sample.audit_entry WHERE seq <= #5`, 'DELETE FROM sample.audit_link WHERE position <= 5'],
      { wrong: 'missing', position: 1 },
    ],
  ])('is found: the %s', async (_, statements, finding) => {
    await tampered(...statements);
    expect((await found())[0]).toEqual(finding);
  });

  it('is found by its entry, when only the link is gone', async () => {
    await tampered('DELETE FROM sample.audit_link WHERE position IN (7, 8)');
    const { findings } = await audited.verdict();
    expect(findings[0]).toEqual({ wrong: 'missing', position: 7, text: 'the chain has no link at 7 to 8' });
    expect(findings.map(({ wrong }) => wrong)).toEqual(['missing', 'inserted', 'inserted']);
  });
});

describe('an inserted entry', () => {
  it('is found where it stands, before it is sealed', async () => {
    await tampered('DELETE FROM sample.audit_entry WHERE seq = #7', writeBack('#7'));
    expect(await found()).toEqual([{ wrong: 'changed', position: 7 }]);
    await tampered(writeBack('#0'));
    const { findings } = await audited.verdict();
    expect(findings.map(({ wrong }) => wrong)).toEqual(['changed', 'inserted']);
    expect(findings[1]!.text).toContain(`entry ${first - 1} stands among sealed ones`);
  });

  it('is noticed by its time, when it was sealed as if it were new', async () => {
    await tampered(writeBack('#0'));
    await audited.sealer().sweep();
    const { findings, notices } = await audited.verdict();
    expect(findings).toEqual([]);
    expect(notices).toEqual([
      expect.stringMatching(/^position 21: entry \d+ is dated \d+ s before one sealed earlier/),
    ]);
  });

  it('is found, when a place is made for it', async () => {
    await tampered(
      writeBack('#0'),
      'UPDATE sample.audit_link SET position = position + 1000 WHERE position >= 7',
      'UPDATE sample.audit_link SET position = position - 999 WHERE position > 1000',
      `INSERT INTO sample.audit_link VALUES (7, #0, sha256('x'))`,
    );
    expect((await found())[0]).toEqual({ wrong: 'changed', position: 7 });
  });

  it('is found outside of the chain, and when it stands in it twice', async () => {
    await tampered(
      'ALTER TABLE sample.audit_link DROP CONSTRAINT audit_link_position_check',
      'ALTER TABLE sample.audit_link DROP CONSTRAINT audit_link_entry',
      writeBack('#0'),
      `INSERT INTO sample.audit_link VALUES (-1, #0, sha256('x'))`,
    );
    expect(await found()).toEqual([{ wrong: 'inserted', position: -1 }]);
    await tampered(
      'DELETE FROM sample.audit_link WHERE position < 0',
      'DELETE FROM sample.audit_entry WHERE seq = #0',
    );
    expect(await found()).toEqual([]);
    const [last] = await audited.database.query<{ hash: Buffer }>(
      'SELECT hash FROM sample.audit_link WHERE position = 20',
    );
    const [entry] = await audited.database.query<ChainedEntry>(
      `SELECT ${CHAINED_COLUMNS} FROM sample.audit_entry e WHERE e.seq = ${first + 2}`,
    );
    const again = [first + 2, linkHash(last!.hash, entry!)];
    await audited.database.query('INSERT INTO sample.audit_link VALUES (21, $1, $2)', again);
    expect(await found()).toEqual([{ wrong: 'inserted', position: 21 }]);
    await tampered(
      'TRUNCATE sample.audit_link',
      'ALTER TABLE sample.audit_link ADD CONSTRAINT audit_link_entry UNIQUE (entry_seq)',
      'ALTER TABLE sample.audit_link ADD CONSTRAINT audit_link_position_check CHECK (position > 0)',
    );
  });
});

describe('another order', () => {
  const swap = (column: string, one: string, other: string): string[] => [
    `UPDATE sample.audit_link SET ${column} = ${column} + 1000000 WHERE position IN (${one}, ${other})`,
    `UPDATE sample.audit_link SET ${column} = CASE WHEN ${column} = 1000000 + ${column === 'position' ? one : `#${one}`}
       THEN ${column === 'position' ? other : `#${other}`} ELSE ${column === 'position' ? one : `#${one}`} END
      WHERE ${column} > 1000000`,
  ];

  it.each([
    ['neighbours change their entries', swap('entry_seq', '7', '8')],
    ['two far from each other change their entries', swap('entry_seq', '7', '15')],
    ['neighbours change their links', swap('position', '7', '8')],
    ['two far from each other change their links', swap('position', '7', '15')],
  ])('is found: %s', async (_, statements) => {
    await tampered(...statements);
    expect((await found())[0]).toEqual({ wrong: 'reordered', position: 7 });
  });

  it('is found as a change, when two entries change their numbers', async () => {
    await tampered(
      'UPDATE sample.audit_entry SET seq = DEFAULT WHERE seq = #7',
      'UPDATE sample.audit_entry SET seq = DEFAULT WHERE seq = #8',
    );
    const [a, b] = (
      await audited.database.query<{ seq: string }>(
        'SELECT seq FROM sample.audit_entry ORDER BY seq DESC LIMIT 2',
      )
    ).map(({ seq }) => seq);
    const number = (was: string, becomes: string): string =>
      `INSERT INTO sample.audit_entry (seq, at, actor, action, entity, request_id, details) OVERRIDING SYSTEM VALUE
       SELECT ${becomes}, at, actor, action, entity, request_id, details FROM sample.audit_entry WHERE seq = ${was}`;
    await tampered(
      number(a!, '#7'),
      number(b!, '#8'),
      `DELETE FROM sample.audit_entry WHERE seq IN (${a}, ${b})`,
    );
    expect(await found()).toEqual([
      { wrong: 'changed', position: 7 },
      { wrong: 'changed', position: 8 },
    ]);
  });
});

describe('with a checkpoint that was kept elsewhere', () => {
  const cutTail = [
    'DELETE FROM sample.audit_entry WHERE seq >= #18',
    'DELETE FROM sample.audit_link WHERE position >= 18',
  ];

  it('a tail that was cut behind it is found; without it nobody would know', async () => {
    const kept = await keep();
    await tampered(...cutTail);
    expect(await found()).toEqual([]);
    expect(await found(kept)).toEqual([{ wrong: 'cut', position: 18 }]);
    expect((await audited.verdict(kept)).findings[0]!.text).toBe(
      'the chain ends at 17, but the checkpoint of 2026-01-31T17:00:00.000Z (kept.txt) says 20',
    );
  });

  it('a tail that was cut is found when the log has grown again', async () => {
    const kept = await keep();
    await tampered(...cutTail);
    await audited.write(10);
    await audited.sealer().sweep();
    expect(await found()).toEqual([]);
    expect(await found(kept)).toEqual([{ wrong: 'rewritten', position: 20 }]);
  });

  it('a whole log that was consistently rewritten is found; without it nobody would know', async () => {
    const kept = await keep();
    await tampered(`UPDATE sample.audit_entry SET actor = 'nobody' WHERE seq = #7`);
    await sealAnew();
    expect(await found()).toEqual([]);
    expect(await found(kept)).toEqual([{ wrong: 'rewritten', position: 20 }]);
  });

  it('links that were made anew without a change are not blamed', async () => {
    const kept = await keep();
    await sealAnew();
    expect(await found(kept)).toEqual([]);
  });

  it('a log that was emptied is found', async () => {
    const kept = await keep();
    await tampered('TRUNCATE sample.audit_entry, sample.audit_link');
    expect(await found(kept)).toEqual([{ wrong: 'cut', position: 1 }]);
  });

  it('the first of several says since when', async () => {
    const kept: KeptCheckpoint[] = [];
    for (let n = 0; n < 3; n += 1) {
      await audited.write(5);
      await audited.sealer().sweep();
      kept.push(await keep());
    }
    await tampered(
      `UPDATE sample.audit_entry SET actor = 'nobody' WHERE seq = (SELECT entry_seq FROM sample.audit_link WHERE position = 28)`,
    );
    await sealAnew();
    expect(await found(...kept)).toEqual([
      { wrong: 'rewritten', position: 30 },
      { wrong: 'rewritten', position: 35 },
    ]);
  });

  it('its place in the chain may not be missing', async () => {
    const kept = await keep();
    await audited.write(2);
    await audited.sealer().sweep();
    await tampered('DELETE FROM sample.audit_link WHERE position = 20');
    expect(await found(kept)).toEqual(expect.arrayContaining([{ wrong: 'missing', position: 20 }]));
    expect((await audited.verdict(kept)).findings.map(({ text }) => text)).toContain(
      'the position is gone, but the checkpoint of 2026-01-31T17:00:00.000Z (kept.txt) says 20',
    );
  });

  it('one of nothing agrees with the beginning, and with no other', async () => {
    const nothing = {
      service: 'sample',
      position: 0,
      signedAt: '2026-01-01T00:00:00.000Z',
      source: 'kept.txt',
    };
    expect(await found({ ...nothing, hash: `sha256:${genesis('sample').toString('hex')}` })).toEqual([]);
    expect(await found({ ...nothing, hash: `sha256:${genesis('other').toString('hex')}` })).toEqual([
      { wrong: 'rewritten', position: 0 },
    ]);
  });
});
