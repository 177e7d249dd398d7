import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strata, topics } from './codes.js';
import { compose, enumerate, sentence } from './grammar.js';
import { issues } from './issues/index.js';
import { langSonUnits } from './lang-son.units.js';
import { demoCollaborators } from './people.js';
import { Dice, type Seed } from './random.js';
import { type DemoPeriod, type DemoReport, demoReports, prevalenceFloors } from './reports.js';
import { tendencyShares } from './story.js';

const year = [
  ...Array.from({ length: 6 }, (_, i) => `2026-${String(i + 7).padStart(2, '0')}`),
  ...Array.from({ length: 6 }, (_, i) => `2027-${String(i + 1).padStart(2, '0')}`),
];

const periodOf = (code: string): DemoPeriod => ({
  code,
  startsOn: `${code}-01`,
  endsOn: `${code}-28`,
  dueOn: `${code}-25`,
});

const reportsOf = (seed: Seed, code = '2026-10'): DemoReport[] =>
  demoReports({
    seed,
    period: periodOf(code),
    collaborators: demoCollaborators(seed),
    topics,
    strata,
    areas: langSonUnits,
  });

const itemsOf = (reports: DemoReport[]) => reports.flatMap(({ items }) => items);

const textsOf = (reports: DemoReport[]) =>
  itemsOf(reports).flatMap(({ summary, proposals, assessment, proposedSolution }) => [
    summary,
    ...proposals,
    assessment,
    ...(proposedSolution === null ? [] : [proposedSolution]),
  ]);

/** Broader than any guard would be: the honorific may even be the end of a longer word, as in "giao thông". */
const personal = {
  'a telephone or identity number': /\d[\d .-]{4,}\d/,
  'an e-mail address': /\S@\S/,
  'a link': /https?:|www\.|\.(?:com|vn|me|net)\b|facebook|zalo|tiktok/iu,
  'a person addressed by name': /(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[bB]ác|[cC]hí|[cC]ụ)\s+\p{Lu}/u,
};

const reported = reportsOf(1);

describe('the reports of a month', () => {
  it('are the same for the same seed and others for another', () => {
    expect(reportsOf(1)).toEqual(reported);
    expect(reportsOf(2)).not.toEqual(reported);
    expect(reportsOf(1, '2026-11')).not.toEqual(reported);
  });

  it('come from about half of the collaborators in time and an eighth late, in every month', () => {
    const shares = [1, 2, 3, 'bốn'].flatMap((seed) =>
      ['2026-07', '2026-10', '2027-02'].map((code) => {
        const reports = reportsOf(seed, code);
        const inTime = reports.filter(({ onTime }) => onTime).length;
        return { inTime: inTime / 297, late: (reports.length - inTime) / 297 };
      }),
    );
    for (const { inTime, late } of shares) {
      expect(inTime).toBeGreaterThanOrEqual(0.465);
      expect(inTime).toBeLessThanOrEqual(0.525);
      expect(late).toBeGreaterThanOrEqual(0.105);
      expect(late).toBeLessThanOrEqual(0.135);
    }
  });

  it('come once from each, on a day that agrees with having come in time', () => {
    expect(new Set(reported.map(({ collaboratorCode }) => collaboratorCode)).size).toBe(reported.length);
    for (const { onTime, receivedOn } of reported) {
      expect(receivedOn <= '2026-10-25').toBe(onTime);
      expect(receivedOn >= '2026-10-01' && receivedOn <= '2026-11-04').toBe(true);
      expect([0, 6]).not.toContain(new Date(receivedOn).getUTCDay());
    }
  });

  it('come from people with habits: who files one month is likelier to file the next', () => {
    const filedBefore = new Set(reported.map(({ collaboratorCode }) => collaboratorCode));
    const next = reportsOf(1, '2026-11');
    const again = next.filter(({ collaboratorCode }) => filedBefore.has(collaboratorCode)).length;
    expect(again / filedBefore.size).toBeGreaterThan(0.7);
    expect(again).toBeLessThan(filedBefore.size);
  });

  it('hold one to four items with known codes, places and strata', () => {
    const known = new Set<string>([...topics, ...strata].map(({ code }) => code));
    const areaOf = new Map(demoCollaborators(1).map(({ code, areaCode }) => [code, areaCode]));
    const today = new Set(langSonUnits.filter(({ validTo }) => validTo === null).map(({ code }) => code));
    for (const { collaboratorCode, items } of reported) {
      expect(items.length >= 1 && items.length <= 4).toBe(true);
      for (const item of items) {
        expect(known).toContain(item.topicCode);
        expect(item.strata.length).toBeGreaterThan(0);
        expect(new Set(item.strata).size).toBe(item.strata.length);
        for (const stratum of item.strata) expect(known).toContain(stratum);
        const own = areaOf.get(collaboratorCode)!;
        if (own === '20') expect(today).toContain(item.areaCode);
        else expect(item.areaCode).toBe(own);
      }
    }
  });

  it('claim no prevalence that their basis does not earn', () => {
    for (const { prevalence, basis, rumour } of itemsOf(reported)) {
      const floor = prevalenceFloors.find((entry) => entry.prevalence === prevalence)!;
      expect(basis.conversations).toBeGreaterThanOrEqual(floor.conversations);
      expect(basis.places).toBeGreaterThanOrEqual(floor.places);
      if (rumour) expect(['many', 'some']).toContain(prevalence);
    }
    expect(new Set(itemsOf(reported).map(({ prevalence }) => prevalence)).size).toBe(4);
  });

  it('keep to the topics, strata and units asked for', () => {
    const reports = demoReports({
      seed: 1,
      period: periodOf('2026-10'),
      collaborators: demoCollaborators(1),
      topics: topics.filter(({ code }) => code === 'economy'),
      strata: strata.filter(({ code }) => code === 'workers'),
      areas: [],
    });
    expect(reports.length).toBeGreaterThan(50);
    for (const item of itemsOf(reports)) {
      expect(item).toMatchObject({ topicCode: 'economy', strata: ['workers'] });
    }
  });

  it('come even when the period is a few days long', () => {
    const period = { code: 'đột xuất', startsOn: '2026-10-10', endsOn: '2026-10-11', dueOn: '2026-10-11' };
    const reports = demoReports({
      seed: 1,
      period,
      collaborators: demoCollaborators(1),
      topics,
      strata,
      areas: langSonUnits,
    });
    for (const { onTime, receivedOn } of reports) {
      expect(onTime ? ['2026-10-10', '2026-10-11'].includes(receivedOn) : receivedOn > period.dueOn).toBe(
        true,
      );
    }
  });
});

describe('what the reports say', () => {
  it('names nobody and leads to nobody', () => {
    const texts = year.flatMap((code) => textsOf(reportsOf(3, code)));
    for (const [what, pattern] of Object.entries(personal)) {
      expect(
        texts.filter((text) => pattern.test(text)),
        what,
      ).toEqual([]);
    }
  });

  it('is made of whole Vietnamese sentences of 20 to 1,000 characters in NFC', () => {
    for (const text of textsOf(reported)) {
      expect(text.length >= 20 && text.length <= 1000, text).toBe(true);
      expect(text).toBe(text.normalize('NFC'));
      expect(text, text).toMatch(/^\p{Lu}.*[^.]\.$/u);
      expect(text, text).not.toMatch(/[{}|]|\s{2}|\s[.,]|\.\.|undefined|null/);
    }
  });

  it('is varied: nine summaries in ten are said once in the month', () => {
    const summaries = itemsOf(reported).map(({ summary }) => summary);
    expect(reported.length).toBeGreaterThan(160);
    expect(new Set(summaries).size / summaries.length).toBeGreaterThan(0.9);
  });

  it('is about the economy and local matters before all else, and changes with the months', () => {
    const shareOf = (topic: string, code: string) => {
      const items = itemsOf([1, 2, 3].flatMap((seed) => reportsOf(seed, code)));
      return items.filter(({ topicCode }) => topicCode === topic).length / items.length;
    };
    for (const code of ['2026-07', '2026-10']) {
      const leading = topics.map((topic) => ({ ...topic, share: shareOf(topic.code, code) }));
      const [first, second] = leading.sort((a, b) => b.share - a.share).map((topic) => topic.code);
      expect([first, second].sort()).toEqual(['economy', 'local-matters']);
      expect(leading.every(({ share }) => share > 0.02)).toBe(true);
    }
    expect(shareOf('culture-society', '2026-09')).toBeGreaterThan(
      shareOf('culture-society', '2026-07') * 1.2,
    );
  });

  it('grows milder about the new commune offices over the year', () => {
    const offices = issues.find(({ code }) => code === 'new-commune-office')!;
    expect(tendencyShares(offices, '2027-06-30').oppose).toBeLessThan(
      tendencyShares(offices, '2026-07-31').oppose,
    );
    expect(tendencyShares(offices, '2030-01-31')).toEqual(tendencyShares(offices, '2027-07-31'));
  });

  it('takes less than two seconds for a year', () => {
    const started = performance.now();
    for (const code of year) reportsOf(1, code);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the issues', () => {
  it('have unique codes, cover every topic and voice every side that their mood allows', () => {
    expect(new Set(issues.map(({ code }) => code)).size).toBe(issues.length);
    expect(new Set(issues.map(({ topic }) => topic)).size).toBe(topics.length);
    for (const { code, mood, voices } of issues) {
      for (const [index, side] of (['approve', 'oppose', 'undecided'] as const).entries()) {
        if (mood.some((shares) => shares[index]! > 0)) expect(voices[side], `${code} ${side}`).toBeDefined();
      }
    }
  });

  it('compose to clean text whatever is chosen', () => {
    const templates = issues.flatMap(({ voices, rumours, proposals, assessments, solutions }) => [
      ...Object.values(voices).flatMap(({ claims, details }) => [...claims, ...details]),
      ...(rumours?.claims ?? []),
      ...proposals,
      ...assessments,
      ...solutions,
    ]);
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.integer(), (template, seed) => {
        const text = sentence(new Dice(seed), template);
        expect(text).not.toMatch(/[{}|]/);
        expect(text.length).toBeLessThanOrEqual(300);
        for (const pattern of Object.values(personal)) expect(text).not.toMatch(pattern);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the grammar', () => {
  it('chooses among alternatives, nested ones too', () => {
    const heard = new Set(Array.from({ length: 60 }, (_, seed) => compose(new Dice(seed), 'a{b|{c|d}|}')));
    expect([...heard].sort()).toEqual(['a', 'ab', 'ac', 'ad']);
  });

  it('refuses braces that do not match', () => {
    expect(() => compose(new Dice(1), 'a{b|c')).toThrow('unbalanced');
  });

  it('writes sentences and lists', () => {
    expect(sentence(new Dice(1), 'đề nghị  sớm trả lời .')).toBe('Đề nghị sớm trả lời.');
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(enumerate)).toEqual(['', 'a', 'a và b', 'a, b và c']);
  });
});

describe('the dice', () => {
  it('are fair enough and keep labels apart', () => {
    const throws = Array.from({ length: 6000 }, (_, i) => new Dice(1, 'throw', i).whole(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      expect(Math.abs(throws.filter((value) => value === face).length - 1000)).toBeLessThan(120);
    }
    expect(new Dice(1, 'a', 'b').unit()).not.toBe(new Dice(1, 'ab').unit());
  });

  it('draw no entry twice, none without weight, and nothing from nothing', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat({ max: 3 }), { maxLength: 12 }), (seed, weights) => {
        const drawn = new Dice(seed).sampleWeighted([...weights.keys()], 5, (index) => weights[index]!);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn).toHaveLength(Math.min(5, weights.filter((weight) => weight > 0).length));
        for (const index of drawn) expect(weights[index]).toBeGreaterThan(0);
      }),
    );
    expect(() => new Dice(1).pick([])).toThrow(RangeError);
    expect(() => new Dice(1).pickWeighted([1], () => 0)).toThrow(RangeError);
  });
});
