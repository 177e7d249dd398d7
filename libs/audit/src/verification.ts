import type { ClientBase } from 'pg';
import type { z } from 'zod';
import type { AuditFinding, AuditWrong, CheckpointClaims } from '#contracts/audit';
import { CHAINED_COLUMNS, type ChainedEntry, genesis, hashText, linkHash } from './chain.js';

const BATCH = 5_000;
/** A transaction that wrote an entry has long ended after this time: it is then no late commit. */
const LATE_SECONDS = 600;
/** How many broken positions are told one by one. */
const TOLD = 20;

type Wrong = z.infer<typeof AuditWrong>;
export type Finding = z.infer<typeof AuditFinding>;

/** A checkpoint whose signature holds, and where it was found. */
export interface KeptCheckpoint extends CheckpointClaims {
  source: string;
}

/** What was found in the audit log of one service. */
export interface AuditVerdict {
  /** Entries there are. */
  entries: number;
  sealed: number;
  /** Those after the end of the chain, and the age of the oldest in seconds. */
  waiting: number;
  oldestSeconds: number;
  head: { position: number; hash: string };
  /** Checkpoints that were compared. */
  checkpoints: number;
  /** In the order of positions; empty when all is well. */
  findings: Finding[];
  /** What may have an honest reason. */
  notices: string[];
}

interface Link extends Omit<ChainedEntry, 'seq'> {
  position: number;
  entrySeq: number;
  hash: Buffer;
  /** Null when the entry is gone. */
  seq: string | null;
}

/**
 * Reads the whole audit log of a service as it is at one moment, and compares it with its chain and with checkpoints.
 * Memory does not grow with the log. What comes after something wrong is checked from the hash stored there.
 * @param client of a role that may read the service's schema; not in a transaction.
 */
export async function verifyAudit(
  client: ClientBase,
  service: string,
  checkpoints: KeptCheckpoint[] = [],
): Promise<AuditVerdict> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const walk = new Walk(service, checkpoints);
    for await (const batch of links(client, service)) walk.take(batch);
    const unlinked = await unlinkedEntries(client, service, walk.latest);
    return walk.verdict(unlinked);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** The chain, in the order of positions; the next batch is on its way while one is looked at. */
async function* links(client: ClientBase, service: string): AsyncGenerator<Link[]> {
  const text = `
    SELECT l.position::float8 AS position, l.entry_seq::float8 AS "entrySeq", l.hash, ${CHAINED_COLUMNS}
      FROM ${service}.audit_link l LEFT JOIN ${service}.audit_entry e ON e.seq = l.entry_seq
     WHERE l.position > $1 ORDER BY l.position LIMIT ${BATCH}`;
  const read = async (after: string): Promise<Link[]> =>
    (await client.query<Link>({ name: `audit.links.${service}`, text, values: [after] })).rows;
  let next = read('-9223372036854775808');
  for (;;) {
    const batch = await next;
    if (batch.length === BATCH) next = read(String(batch.at(-1)!.position));
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH) return;
  }
}

interface Unlinked {
  entries: number;
  unlinked: number;
  waiting: number;
  oldestSeconds: number;
  /** Numbers of unlinked entries that are older than what is sealed, ten at most. */
  inserted: string[];
}

/** Entries without a place: those that wait for one, and those that came to stand among older ones. */
async function unlinkedEntries(client: ClientBase, service: string, latest: Latest): Promise<Unlinked> {
  const { rows } = await client.query<Unlinked>(
    `WITH unlinked AS (
       SELECT e.seq, e.at, e.seq < $1 AND extract(epoch FROM e.at) < $2 AS inserted FROM ${service}.audit_entry e
        WHERE NOT EXISTS (SELECT FROM ${service}.audit_link l WHERE l.entry_seq = e.seq))
     SELECT (SELECT count(*) FROM ${service}.audit_entry)::float8 AS entries, count(*)::float8 AS unlinked,
            count(*) FILTER (WHERE NOT inserted)::float8 AS waiting,
            coalesce(extract(epoch FROM clock_timestamp() - min(at) FILTER (WHERE NOT inserted)), 0)::float8 AS "oldestSeconds",
            coalesce((array_agg(seq::text ORDER BY seq) FILTER (WHERE inserted))[1:10], '{}') AS inserted
       FROM unlinked`,
    [latest.seq, latest.at - LATE_SECONDS],
  );
  return rows[0]!;
}

/** The greatest number and time among the sealed entries. */
interface Latest {
  seq: number;
  at: number;
}

/** Goes along a chain link by link. */
class Walk {
  readonly latest: Latest = { seq: 0, at: 0 };
  private readonly findings: Finding[] = [];
  private readonly notices: string[] = [];
  private readonly open = new Map<number, KeptCheckpoint[]>();
  private position = 0;
  private hash: Buffer;
  private present = 0;
  private broken = 0;

  constructor(
    service: string,
    private readonly checkpoints: KeptCheckpoint[],
  ) {
    this.hash = genesis(service);
    for (const checkpoint of checkpoints) {
      const { position } = checkpoint;
      this.open.set(position, [...(this.open.get(position) ?? []), checkpoint]);
    }
    this.compare();
  }

  take(batch: Link[]): void {
    for (const [index, link] of batch.entries()) {
      if (isWhole(link)) this.present += 1;
      if (link.position <= this.position) {
        this.blame('inserted', link.position, 'there is a link that no chain has');
        continue;
      }
      this.step(link, batch, index);
      this.position = link.position;
      this.hash = link.hash;
      this.compare();
    }
  }

  verdict({ entries, unlinked, inserted, ...rest }: Unlinked): AuditVerdict {
    const { position } = this;
    for (const seq of inserted) {
      const text = `entry ${seq} stands among sealed ones and was never sealed: it was inserted afterwards`;
      this.find('inserted', position, text);
    }
    const unclear = Math.abs(entries - this.present - unlinked);
    if (unclear > 0) this.find('inserted', position, `${unclear} entries have more or less than one link`);
    for (const { signedAt, source, position: signed } of [...this.open.values()].flat()) {
      const what = `the checkpoint of ${signedAt} (${source}) says ${signed}`;
      if (signed > position) this.find('cut', position + 1, `the chain ends at ${position}, but ${what}`);
      else this.find('missing', signed, `the position is gone, but ${what}`);
    }
    if (this.broken > TOLD) this.notices.push(`${this.broken - TOLD} more positions do not fit`);
    return {
      ...rest,
      entries,
      sealed: this.present,
      head: { position, hash: hashText(this.hash) },
      checkpoints: this.checkpoints.length,
      findings: this.findings.sort((a, b) => a.position - b.position),
      notices: this.notices,
    };
  }

  private step(link: Link, batch: Link[], index: number): void {
    const { position, entrySeq } = link;
    const expected = this.position + 1;
    if (position !== expected) {
      const gone = position - 1 === expected ? `${expected}` : `${expected} to ${position - 1}`;
      this.blame('missing', expected, `the chain has no link at ${gone}`);
    } else if (!isWhole(link)) {
      this.blame('missing', position, `entry ${entrySeq} was deleted`);
    } else if (!linkHash(this.hash, link).equals(link.hash)) {
      const moved = this.broken < TOLD ? this.moved(link, batch, index) : undefined;
      const changed = `entry ${link.seq} (${link.action}) is not as it was sealed`;
      this.blame(moved ? 'reordered' : 'changed', position, moved ?? changed);
    }
    if (isWhole(link)) this.date(link);
  }

  /** Of an entry that does not fit here: whether only the order is another than it was. */
  private moved(link: Link & ChainedEntry, batch: Link[], index: number): string | undefined {
    const { seq, hash } = link;
    const here = batch.find((other) => isWhole(other) && linkHash(this.hash, other).equals(hash));
    if (here) return `entry ${seq} stands where entry ${here.seq} was sealed`;
    const before = batch.find((other, at) => at !== index - 1 && linkHash(other.hash, link).equals(hash));
    return before && `entry ${seq} was sealed behind the link that is now at ${before.position}`;
  }

  /** An entry may be sealed a little after younger ones, but not days. */
  private date({ position, seq, at }: Link & ChainedEntry): void {
    const [time, number] = [Number(at), Number(seq)];
    if (time < this.latest.at - LATE_SECONDS && this.notices.length < TOLD) {
      this.notices.push(
        `position ${position}: entry ${seq} is dated ${Math.round(this.latest.at - time)} s before one sealed earlier: ` +
          'it was written back, or the clock of the server was wrong',
      );
    }
    this.latest.at = Math.max(this.latest.at, time);
    this.latest.seq = Math.max(this.latest.seq, number);
  }

  private compare(): void {
    const { position } = this;
    const text = hashText(this.hash);
    for (const { hash, signedAt, source } of this.open.get(position) ?? []) {
      if (hash === text) continue;
      const what = `the chain differs from the checkpoint of ${signedAt} (${source})`;
      this.find('rewritten', position, `${what}: it was rewritten at or before this position`);
    }
    this.open.delete(position);
  }

  private blame(wrong: Wrong, position: number, text: string): void {
    this.broken += 1;
    if (this.broken <= TOLD) this.find(wrong, position, text);
  }

  private find(wrong: Wrong, position: number, text: string): void {
    this.findings.push({ wrong, position, text });
  }
}

const isWhole = (link: Link): link is Link & ChainedEntry => link.seq !== null;
