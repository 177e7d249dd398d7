import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playSurvey, type PlayedSurvey } from './survey.play.js';
import { topologies } from './topologies.js';

const MINUTES = 60_000;
const played = new Map<string, PlayedSurvey>();

/**
 * Figures to so many digits as the order of the answers cannot change; a residue of the arithmetic, such as the error of a
 * raking that has converged, is nought.
 */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'number' ? (Math.abs(one) < 1e-12 ? 0 : Number(one.toPrecision(9))) : one,
    ),
  );

describe.each(topologies)('a survey of two stages, %s', (name, on, isPossible) => {
  describe.skipIf(!isPossible)('from the plan to the published estimates', () => {
    let survey: PlayedSurvey;
    beforeAll(async () => {
      survey = await on(playSurvey);
      played.set(name, survey);
    }, 5 * MINUTES);

    it('gives no case to an interviewer whose certificate ended in mid-survey, until it is renewed', () => {
      const { code, detail, afterwards } = survey.expired;
      expect(code).toBe('interviewer.not-certified');
      expect(detail).toMatch(/expired, valid to \d{4}-\d\d-\d\d$/);
      expect(afterwards).toEqual({ assigned: 10, reassigned: 0 });
      expect(survey.interviewers).toBe(20);
    });

    it('counts what came of every case, and the response rates of a probability design', () => {
      const { cells, counts, rates, probability } = survey.progress;
      expect(probability).toBe(true);
      expect(cells).toHaveLength(10);
      expect(
        cells.every(({ cases, settled, attempted }) => cases === 20 && attempted === 20 && settled > 0),
      ).toBe(true);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(200);
      const interviews = interviewsOf(survey);
      expect(counts).toMatchObject({ I: interviews });
      expect(rates!.RR1).toBeGreaterThan(0.6);
      expect(rates!.RR1).toBeLessThanOrEqual(rates!.RR6!);
      expect(survey.backChecks.drawn).toBe(Math.ceil(interviews / 10));
      expect(survey.backChecks.confirmed).toBe(survey.backChecks.drawn);
    });

    it('forgets where the cases were when fieldwork is closed', () => {
      expect(survey.labelsLeft).toBe(0);
    });

    it('rakes the weights to what is known, and publishes shares with their intervals', () => {
      const { result } = survey.analysis;
      const { calibration } = result!.weighting;
      expect(calibration).toMatchObject({ method: 'raking', converged: true });
      for (const { target, after } of calibration!.targets) expect(after.value! / target).toBeCloseTo(1, 6);
      const [table] = result!.tables;
      const shares = table!.shares.map(({ value }) => value!);
      // Each is rounded as its own error goes.
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(0.03);
      for (const { value, se, low, high, designEffect } of table!.shares) {
        expect(low!).toBeLessThan(value!);
        expect(high!).toBeGreaterThan(value!);
        expect(se!).toBeGreaterThan(0);
        expect(designEffect!).toBeGreaterThan(0);
      }
      expect(survey.release).toMatchObject({ state: 'published', number: 1, missing: [] });
      expect(survey.release.content.result).toEqual(result);
    });

    it('gives the release as documents and tables', () => {
      const { docx, pdf, xlsx, csv, ddi } = survey.files;
      const { outcomes } = survey.release.content;
      expect(outcomes).toEqual({ cases: { value: expect.any(Number) }, rates: survey.progress.rates });
      expect(ddi.toString('utf8')).toContain(`RR1 ${(100 * outcomes!.rates!.RR1!).toFixed(1)} %`);
      const text = strFromU8(unzipSync(docx)['word/document.xml']!).replace(/<[^>]+>/g, '');
      for (const words of ['Mức độ hài lòng (minh họa)', 'phúc tra một phần mười', 'COOP1'])
        expect(text).toContain(words);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(Object.keys(unzipSync(xlsx))).toContain('xl/workbook.xml');
      expect(csv.toString('utf8').split('\n').length).toBeGreaterThan(5);
      const rate = csv
        .toString('utf8')
        .split('\n')
        .find((line) => line.startsWith('~outcome-rates,RR1,'));
      expect(Number(rate!.split(',')[6])).toBe(outcomes!.rates!.RR1);
    });
  });
});

describe.skipIf(topologies.some(([, , isPossible]) => !isPossible))(
  'the same survey on both topologies',
  () => {
    it('has the same outcome rates and the same estimates', () => {
      const [one, other] = [...played.values()];
      expect(other!.progress.counts).toEqual(one!.progress.counts);
      expect(rounded(other!.analysis.result)).toEqual(rounded(one!.analysis.result));
    });
  },
);
afterAll(() => played.clear());

const interviewsOf = ({ analysis }: PlayedSurvey): number => analysis.result!.people.value!;
