import { beforeAll, describe, expect, it } from 'vitest';
import { topologies } from './topologies.js';
import { playTrainingYear, type TrainingYear } from './training-year.play.js';

const MINUTES = 60_000;

describe.each(topologies)('a year of training and briefings, %s', (_, on, isPossible) => {
  describe.skipIf(!isPossible)('over the reform', () => {
    let year: TrainingYear;
    beforeAll(async () => {
      year = await on(playTrainingYear);
    }, 5 * MINUTES);

    it('covers the interviewers by the units of each day, until their certificates end', () => {
      const { beforeTheReform, afterIt, afterTheTerm } = year.coverage;
      expect(beforeTheReform['Tỉnh Lạng Sơn']).toEqual([4, 2]);
      // Two communes of two interviewers each went into the ward, which has one of its own.
      expect(afterIt).toEqual({ 'Tỉnh Lạng Sơn': [5, 3], [wardOf(afterIt)]: [5, 3] });
      expect(afterTheTerm).toEqual({ 'Tỉnh Lạng Sơn': [5, 0], [wardOf(afterIt)]: [5, 0] });
      expect(year.gaps).toBe(5);
    });

    it('rolls the cascade up to the units that stand now', () => {
      const { trained, teaching, rolledUp } = year.cascade;
      expect([trained, teaching]).toEqual([2, 2]);
      expect(rolledUp).toEqual([
        ['Tỉnh Lạng Sơn', 3, 5],
        [wardOf(year.coverage.afterIt), 2, 3],
      ]);
    });

    it('lets a certificate end, for anyone who checks it and for those who assign by what the registry knows', () => {
      expect(year.certificate).toEqual({
        validity: 'expired',
        told: [['2025-06-05', '2025-12-04', 'valid']],
      });
    });

    it('carries what is open from briefing to briefing until it is closed, and into the ward', () => {
      const name = (number: number) => `Việc tháng ${String(number).padStart(2, '0')}`;
      expect(year.carried).toEqual(
        Array.from({ length: 12 }, (_none, index) => [index - 1, index].filter((one) => one > 0).map(name)),
      );
      expect(year.inherited).toEqual(['Việc của xã thứ 1', 'Việc của xã thứ 2']);
    });

    it('is told in writing too: who has read it came, and all read what was answered', () => {
      const answers = ['Ở mục riêng của báo cáo.'];
      expect(year.guidance).toEqual({ recipients: 5, read: 2, attended: 2, answers });
    });

    it('gives minutes as PDF and DOCX, and stands in the record of those who came', () => {
      expect(year.minutes.pdf.subarray(0, 5).toString()).toBe('%PDF-');
      for (const words of ['ĐẢNG CỘNG SẢN VIỆT NAM', 'BIÊN BẢN', 'tháng 12 năm 2025', 'Đã kiểm tra 12 chợ'])
        expect(year.minutes.text).toContain(words);
      expect(year.record.classes).toBe(1);
      expect(year.record.conferences).toHaveLength(12);
      expect(year.record.conferences[0]).toEqual(['2025-12-28', true]);
    });
  });
});

/** The unit below the province that somebody is appointed in. */
function wardOf(coverage: Record<string, unknown>): string {
  return Object.keys(coverage).find((name) => name !== 'Tỉnh Lạng Sơn')!;
}
