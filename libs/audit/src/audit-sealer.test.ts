import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { Audited } from './audited.fixture.js';

let audited: Audited;
beforeAll(async () => {
  audited = await Audited.open();
});
afterAll(() => audited?.close());

const WRITE = `INSERT INTO sample.audit_entry (actor, action, entity, details) VALUES ('an', 'note.write', $1, '{}')`;

/** What comes of a history: the entries that committed, and those that have a place, in its order. */
async function outcome() {
  const entries = await audited.database.query<{ seq: string }>(
    'SELECT seq FROM sample.audit_entry ORDER BY seq',
  );
  const links = await audited.database.query<{ seq: string; position: string }>(
    'SELECT entry_seq AS seq, position FROM sample.audit_link ORDER BY position',
  );
  return {
    committed: entries.map(({ seq }) => Number(seq)),
    sealed: links.map(({ seq }) => Number(seq)),
    links,
  };
}

describe('sealing', () => {
  beforeEach(() => audited.database.query('TRUNCATE sample.audit_entry, sample.audit_link'));

  it('gives entries their places in order, a thousand at a time', async () => {
    await audited.database.query(
      `INSERT INTO sample.audit_entry (actor, action, entity, details)
       SELECT 'an', 'note.write', 'note:' || n, '{}' FROM generate_series(1, 2500) n`,
    );
    await audited.sealer().sweep();
    const { committed, sealed } = await outcome();
    expect(sealed).toHaveLength(2500);
    expect(sealed).toEqual(committed);
    expect(await audited.verdict()).toMatchObject({ entries: 2500, sealed: 2500, waiting: 0, findings: [] });
  });

  it('tells the end of an empty chain', async () => {
    const sealer = audited.sealer();
    await sealer.sweep();
    expect(await audited.transactions.run((unit) => sealer.end(unit))).toMatchObject({ position: 0 });
    expect(await audited.verdict()).toMatchObject({ entries: 0, head: { position: 0 }, findings: [] });
  });

  it('seals an entry that commits after younger ones were sealed, and never one that does not commit', async () => {
    const sealer = audited.sealer();
    const [late, failed] = await writers(2);
    await late!.query(WRITE, ['note:late']);
    await failed!.query(WRITE, ['note:failed']);
    await audited.write(1);
    await sealer.sweep();
    await sealer.sweep();
    expect((await outcome()).sealed).toHaveLength(1);
    await late!.query('COMMIT');
    await failed!.query('ROLLBACK');
    await sealer.sweep();
    const { committed, sealed } = await outcome();
    expect(sealed).toEqual([...committed].reverse());
    await Promise.all([late!.end(), failed!.end()]);
  });

  it('does not look again at what is settled', async () => {
    const sealer = audited.sealer();
    await audited.write(3);
    await sealer.sweep();
    // Nobody could write this number any more: it was given out before.
    const [{ seq }] = (await audited.database.query<{ seq: string }>(
      'SELECT min(seq) - 1 AS seq FROM sample.audit_entry',
    )) as [{ seq: string }];
    await audited.database.query(
      `INSERT INTO sample.audit_entry (seq, actor, action, entity, details) OVERRIDING SYSTEM VALUE
       VALUES ($1, 'x', 'note.write', 'note:x', '{}')`,
      [seq],
    );
    await audited.write(1);
    await sealer.sweep();
    expect((await outcome()).sealed).not.toContain(Number(seq));
    await audited.sealer().sweep();
    expect((await outcome()).sealed.at(-1)).toBe(Number(seq));
  });

  it(
    'seals everything that commits exactly once, whoever commits when and whoever seals',
    { timeout: 120_000 },
    async () => {
      const clients = await writers(4);
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({
            do: fc.constant('write' as const),
            by: fc.nat(3),
            count: fc.integer({ min: 1, max: 3 }),
          }),
        },
        {
          weight: 3,
          arbitrary: fc.record({
            do: fc.constantFrom('COMMIT' as const, 'ROLLBACK' as const),
            by: fc.nat(3),
          }),
        },
        {
          weight: 3,
          arbitrary: fc.record({ do: fc.constant('sweep' as const), by: fc.nat(1), together: fc.boolean() }),
        },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (history) => {
          await audited.database.query('TRUNCATE sample.audit_entry, sample.audit_link');
          const sealers = [audited.sealer(), audited.sealer()];
          for (const act of history) {
            if (act.do === 'write')
              for (let n = 0; n < act.count; n += 1) await clients[act.by]!.query(WRITE, [`note:${n}`]);
            else if (act.do === 'sweep')
              await Promise.all(
                (act.together ? sealers : [sealers[act.by]!]).map((sealer) => sealer.sweep()),
              );
            else await clients[act.by]!.query(`${act.do} AND CHAIN`);
          }
          for (const client of clients) await client.query('COMMIT AND CHAIN');
          // Those that were there all along find the rest: nothing is left for a look through the whole log.
          for (const sealer of sealers) await sealer.sweep();
          const { committed, sealed, links } = await outcome();
          expect([...sealed].sort((a, b) => a - b)).toEqual(committed);
          expect(links.map(({ position }) => Number(position))).toEqual(sealed.map((_, index) => index + 1));
          expect(await audited.verdict()).toMatchObject({ waiting: 0, findings: [], notices: [] });
        }),
        { numRuns: 60 },
      );
      await Promise.all(clients.map((client) => client.end()));
    },
  );
});

describe('a sealer that runs', () => {
  beforeEach(() => audited.database.query('TRUNCATE sample.audit_entry, sample.audit_link'));

  it('keeps up with many writers, beside another, and leaves nothing out', async () => {
    const sealers = [audited.sealer(), audited.sealer()];
    for (const sealer of sealers) sealer.onApplicationBootstrap();
    const write = async (writer: number): Promise<void> => {
      for (let note = 0; note < 60; note += 1) {
        await audited.transactions
          .run(async (unit) => {
            unit.audit({ action: 'note.write', entity: `note:${writer}-${note}` });
            if (note % 7 === writer) throw new Error('changed my mind');
          })
          .catch(() => undefined);
        if (note % 20 === 0) await sealers[writer % 2]!.sweep();
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(write));
    const { committed } = await outcome();
    await eventually(async () => {
      const { sealed } = await outcome();
      expect([...sealed].sort((a, b) => a - b)).toEqual(committed);
    });
    await Promise.all(sealers.map((sealer) => sealer.beforeApplicationShutdown()));
    expect(committed.length).toBeGreaterThan(300);
    expect(await audited.verdict()).toMatchObject({ waiting: 0, findings: [], notices: [] });
  });

  it('goes on by itself when the database lets it again', async () => {
    const sealer = audited.sealer();
    await audited.database.query('REVOKE INSERT ON sample.audit_link FROM sample_app');
    await audited.write(2);
    await expect(sealer.sweep()).rejects.toThrow('permission denied');
    sealer.onApplicationBootstrap();
    await audited.write(1);
    expect((await outcome()).sealed).toEqual([]);
    await audited.database.query('GRANT INSERT ON sample.audit_link TO sample_app');
    await eventually(async () => expect((await outcome()).sealed).toHaveLength(3));
    await sealer.beforeApplicationShutdown();
  });
});

describe('the checkpoint of the hour', () => {
  /** What each replica does by itself, again and again. */
  const look = async (): Promise<void> => {
    const sealer = audited.sealer();
    await sealer.sweep();
    await sealer.checkpointWhenDue();
  };
  const asked = async (): Promise<number[]> => {
    const events = await audited.database.query<{ data: { position: number } }>(
      `SELECT data FROM sample.outbox WHERE type = 'sample.audit.sealed' ORDER BY seq`,
    );
    return events.map(({ data }) => data.position);
  };
  const anHourPasses = () =>
    audited.database.query(`UPDATE sample.audit_entry SET at = at - interval '61 minutes'`);

  it('is asked for once in an hour in which something was sealed, and by one of the replicas', async () => {
    await audited.database.query('TRUNCATE sample.audit_entry, sample.audit_link, sample.outbox');
    await look();
    await audited.write(3);
    await look();
    expect(await asked()).toEqual([]);

    await anHourPasses();
    await look();
    await look();
    expect(await asked()).toEqual([3]);
    await audited.write(2);
    await look();
    expect(await asked()).toEqual([3]);

    await anHourPasses();
    await look();
    expect(await asked()).toEqual([3, 6]);
    // Its own record is all that has been sealed since.
    await look();
    await anHourPasses();
    await look();
    expect(await asked()).toEqual([3, 6]);
  });

  it('says the hash that stands at its position', async () => {
    const [end] = await audited.database.query<{ same: boolean }>(
      `SELECT 'sha256:' || encode(l.hash, 'hex') = e.data->>'hash' AS same
         FROM sample.outbox e JOIN sample.audit_link l ON l.position = (e.data->>'position')::bigint
        ORDER BY e.seq DESC LIMIT 1`,
    );
    expect(end).toEqual({ same: true });
  });
});

/** Connections in the middle of a transaction. */
async function writers(count: number): Promise<pg.Client[]> {
  const clients = Array.from(
    { length: count },
    () => new pg.Client({ connectionString: audited.database.urlOf('sample') }),
  );
  for (const client of clients) {
    await client.connect();
    await client.query('BEGIN');
  }
  return clients;
}
