import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentHash } from '#documents/canonical-json';
import { serverIsThere } from '#testing/servers';
import { asOwner, type Distributed, playDemo, type PlayedMonth, startDistributed } from './installation.js';

const servers = await Promise.all([
  serverIsThere('rabbitmq'),
  serverIsThere('redis'),
  serverIsThere('postgres'),
]);
const MINUTES = 60_000;

/** What must be true of a played month, wherever it was played. */
function checkMonth(played: () => PlayedMonth): void {
  it('ends acknowledged by both recipients, under number 1', () => {
    const { report } = played();
    expect(report).toMatchObject({ state: 'acknowledged', number: 1, symbol: 'BC/BTGDVTU' });
    expect(report.dispatches).toHaveLength(2);
    expect(report.dispatches.every(({ acknowledgedAt }) => acknowledgedAt !== null)).toBe(true);
  });

  it('was approved for exactly the content that it has', () => {
    const { report } = played();
    expect(report.contentHash).toBe(contentHash(report.content));
    expect(report.approvedHash).toBe(report.contentHash);
  });

  it('expected every collaborator once, and about half of them were on time', () => {
    const { discipline } = played().report.content!;
    expect(discipline.map(({ level, expected }) => [level, expected])).toEqual([
      ['province', 32],
      ['commune', 265],
    ]);
    for (const { expected, received, onTime } of discipline)
      expect([onTime <= received, received <= expected]).toEqual([true, true]);
    const onTime = discipline.reduce((sum, row) => sum + row.onTime, 0);
    expect(onTime / 297).toBeGreaterThan(0.4);
    expect(onTime / 297).toBeLessThan(0.6);
  });

  it('adds up, and withholds figures of areas in which fewer than three reported', () => {
    const { tables, items } = played().report.content!;
    const byKey = new Map(tables.map((table) => [table.key, table]));
    const tendency = byKey.get('tendency')!;
    expect(tendency.total.value).toBe(items);
    expect(tendency.rowTotals.reduce((sum, { value }) => sum + value!, 0)).toBe(items);
    const areas = byKey.get('area')!;
    const withheld = areas.cells.flat().filter(({ value }) => value === null);
    expect(withheld.length).toBeGreaterThan(0);
    expect(withheld.every(({ reason }) => reason !== undefined)).toBe(true);
  });

  it('gives a document that carries its number and its content', () => {
    const xml = strFromU8(unzipSync(played().docx)['word/document.xml']!);
    const text = xml.replace(/<[^>]+>/g, '');
    expect(text).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(text).toContain('-BC/BTGDVTU');
    expect(text).toContain(played().report.title);
  });
}

describe.skipIf(!servers.every(Boolean))('one month, embedded and distributed', () => {
  let embedded: PlayedMonth;
  let distributed: PlayedMonth;
  let installation: Distributed;

  beforeAll(async () => {
    const besides = playDemo([], { PORT: '0' });
    installation = await startDistributed();
    try {
      const { url, password, databaseUrl } = installation;
      const disturbed = disturb(databaseUrl, installation.pids);
      distributed = await playDemo(['--url', url], { LANGNGHE_ADMIN_PASSWORD: password });
      await disturbed;
      embedded = await besides;
    } finally {
      await installation.stop();
    }
  }, 8 * MINUTES);

  describe('embedded', () => checkMonth(() => embedded));
  describe('distributed, with processes killed and database connections cut in mid-month', () => {
    checkMonth(() => distributed);

    it('was disturbed', () => {
      expect(installation.output().match(/ended \(SIGKILL\); starting it again/g)).toHaveLength(4);
    });

    it('has the same content as the embedded one, to the last byte', () => {
      expect(distributed.report.contentHash).toBe(embedded.report.contentHash);
    });
  });
});

/** Kills four processes and all database connections while reports are being filed. */
async function disturb(databaseUrl: string, pids: Record<string, number>): Promise<void> {
  const pause = (seconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const name of ['worker', 'reporting', 'gateway', 'registry']) {
    await pause(5);
    process.kill(pids[name]!, 'SIGKILL');
  }
  await pause(3);
  const database = new URL(databaseUrl).pathname.slice(1);
  await asOwner('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
}
