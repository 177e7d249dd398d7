import { beforeAll, describe, expect, it } from 'vitest';
import { type PlayedPoll, playPoll } from './poll.play.js';
import { topologies } from './topologies.js';

/** `npm run test:poll` plays fifty thousand. */
const answers = Number(process.env['LANGNGHE_TEST_POLL_ANSWERS'] ?? 1000);
const MINUTES = 60_000;

describe.each(topologies)('an open poll, %s', (_, on, isPossible) => {
  describe.skipIf(!isPossible)('that anyone may answer', () => {
    let poll: PlayedPoll;
    beforeAll(async () => {
      poll = await on(playPoll(answers));
      process.stdout.write(`${answers} answers, ${Math.round(poll.rate)} in a second\n`);
    }, 20 * MINUTES);

    it('says before anyone answers that it speaks for nobody else', () => {
      expect(poll.asked.representative).toBe(false);
    });

    it('counts every answer once', () => {
      const { people, rows } = poll.release.content.result.tables[0]!;
      expect(people.total.value).toBe(answers);
      expect(Object.fromEntries(rows.map(({ key }, at) => [key, people.rowTotals[at]!.value]))).toEqual(
        poll.given,
      );
    });

    it('gives out a record for each answer, by nothing but the variables that were named', () => {
      const [titles, ...records] = poll.records.trim().split(/\r?\n/);
      expect(titles).toBe('sex,satisfied');
      expect(records).toHaveLength(answers);
      const saidYes = records.filter((record) => record.split(',')[1] === 'yes');
      expect(saidYes).toHaveLength(poll.given['yes']!);
    });

    it('publishes shares with their label, and no interval or error', () => {
      const { result } = poll.release.content;
      expect(result.representative).toBe(false);
      expect(result.notice).toMatch(/không đại diện/);
      const [table] = result.tables;
      table!.shares.forEach((share, at) => {
        expect(share.value).toBeCloseTo(poll.given[table!.rows[at]!.key]! / answers, 12);
        for (const part of [share.se, share.low, share.high, share.designEffect])
          expect(part ?? null).toBeNull();
      });
      const [titles, ...lines] = poll.csv.trim().split(/\r?\n/);
      const representative = titles!.split(',').indexOf('representative');
      expect(representative).toBeGreaterThan(0);
      for (const line of lines)
        expect(line.split(',').at(representative - titles!.split(',').length)).toBe('false');
    });
  });
});
