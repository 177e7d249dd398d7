import { expect, it } from 'vitest';
import { type AnalysisResult, AnalysisText } from '#contracts/analyses';
import { QuestionnaireForm } from '#contracts/questionnaires';
import { analyse } from './analyse.rules.js';
import { form, variables } from './played-survey.fixture.js';

/** Men of two strata, by how many were asked and what each of them weighs, and of how many the answer was yes; and women. */
interface Design {
  readonly asked: readonly [number, number];
  readonly weights: readonly [number, number];
  readonly yes: number;
  readonly women?: { people: number; yes: number };
}

/** All that is published where so many of the men of the first stratum said yes; women stand in a stratum of their own. */
async function published(
  { asked, weights, yes, women = { people: 80, yes: 33 } }: Design,
  inFirst: number,
  interval: string,
) {
  const groups = [
    { sex: 'm', people: asked[0], weight: weights[0], yes: inFirst },
    { sex: 'm', people: asked[1], weight: weights[1], yes: yes - inFirst },
    { sex: 'f', ...women, weight: 10 },
  ];
  const { result } = await analyse({
    definition: AnalysisText.parse({
      title: 'Mức độ hài lòng',
      variables,
      tables: [{ variable: 'satisfied', by: 'sex', against: 'f' }],
      weights: {},
      interval,
    }),
    design: 'stratified',
    samplingVersion: 'test',
    form: QuestionnaireForm.parse(form),
    cells: groups.map(({ people, weight }, at) => ({
      number: at,
      label: null,
      stratum: `s${at}`,
      cluster: null,
      certain: false,
      units: people,
      population: people * weight,
      clusters: null,
      probability: 1 / weight,
      baseWeight: weight,
    })),
    notEligible: new Map(),
    frameTotals: {},
    responses: groups.flatMap((group, cell) =>
      Array.from({ length: group.people }, (_, at) => ({
        cell,
        mode: 'interviewer' as const,
        complete: true,
        answers: [group.sex, 40, at < group.yes ? 'yes' : 'no', ['tv']],
      })),
    ),
    earlier: [],
  });
  return result;
}

const designs: Design[] = [
  { asked: [60, 60], weights: [10, 20], yes: 30 },
  { asked: [20, 99], weights: [10, 27.3], yes: 40 },
  { asked: [30, 200], weights: [10, 12], yes: 60 },
  { asked: [50, 50], weights: [1, 3], yes: 50 },
];

/** Values and errors of the shares, and F of the table. */
function readings({ tables: [table] }: AnalysisResult): string {
  const { shares, columnShares, differences, independence } = table!;
  const shown = [...shares, ...columnShares.flat(), ...differences];
  return JSON.stringify([shown.map(({ value, se }) => [value, se]), independence?.value]);
}

it.each(['wald-t', 'logit-t', 'korn-graubard'])(
  'who knows all weights learns from all figures of a table together no more than from values, errors and F (%s)',
  async (interval) => {
    let [all, alone] = [0, 0];
    for (const design of designs) {
      const { asked, yes } = design;
      const byReadings = new Map<string, { results: Set<string>; counts: number }>();
      for (let inFirst = Math.max(0, yes - asked[1]); inFirst <= Math.min(asked[0], yes); inFirst += 1) {
        const result = await published(design, inFirst, interval);
        const one = byReadings.get(readings(result)) ?? { results: new Set(), counts: 0 };
        byReadings.set(readings(result), one);
        one.results.add(JSON.stringify(result));
        one.counts += 1;
      }
      const found = [...byReadings.values()];
      // The step of a share may be one or the next.
      for (const { results } of found) expect(results.size).toBeLessThanOrEqual(2);
      all += found.reduce((sum, { counts }) => sum + counts, 0);
      alone += found.filter(({ counts }) => counts === 1).length;
    }
    // With errors and F of two digits it was all of them.
    expect(alone / all).toBeLessThan(0.5);
  },
);

it('a difference stands in the coarser step of its two shares, and its error holds the rounding of both', async () => {
  const women = { people: 2_000, yes: 825 };
  const design = { asked: [300, 100], weights: [1, 30], yes: 12, women } as const;
  const { tables } = await published(design, 12, 'wald-t');
  const { columnShares, differences } = tables[0]!;
  // Exactly 0.0036 and 0.4125.
  expect(columnShares[0]!.map(({ value }) => value)).toEqual([0, 0.415]);
  expect(differences[0]!.value).toBe(-0.4);
  const ofWomen = (0.4125 * 0.5875 * 0.9) / 1_999;
  expect(differences[0]!.se).toBeGreaterThanOrEqual(Math.sqrt(ofWomen + 0.1 ** 2 / 6));
});

it('a share that is rounded to nobody has an interval that its error gives it, whatever its kind', async () => {
  const told = await published({ asked: [300, 100], weights: [1, 30], yes: 12 }, 12, 'korn-graubard');
  const [men] = told.tables[0]!.columnShares[0]!;
  // Twice the error and half a step, up to the next step; of four hundred of whom nobody said so it would be 0.1.
  expect(men).toMatchObject({ value: 0, se: 0.032, low: 0, high: 0.2 });
});
