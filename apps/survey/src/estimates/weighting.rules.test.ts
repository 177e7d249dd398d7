import { expect, it } from 'vitest';
import { AnalysisText } from '#contracts/analyses';
import { QuestionnaireForm } from '#contracts/questionnaires';
import type { SampleCell } from '#contracts/samples';
import { analyse } from './analyse.rules.js';
import { form, variables } from './played-survey.fixture.js';

/** People of a stratum, of whom so many were asked, so many men and women answered, and so many belong to the population. */
interface Stratum {
  readonly asked: number;
  readonly men: number;
  readonly women: number;
  readonly population: number;
}

const cellOf = ({ asked, population }: Stratum, at: number): SampleCell => ({
  number: at,
  label: null,
  stratum: `s${at}`,
  cluster: null,
  certain: false,
  units: asked,
  population,
  clusters: null,
  probability: asked / population,
  baseWeight: population / asked,
});

/** What is said of the weights of people who were drawn by stratum and are weighted by `weights`. */
async function weightingOf(strata: readonly Stratum[], weights: object, unanswered = 0) {
  const definition = AnalysisText.parse({
    title: 'Mức độ hài lòng',
    variables,
    tables: [{ variable: 'satisfied' }],
    weights,
  });
  const answersOf = (sex: string) => [sex, 40, 'yes', ['tv']];
  const { result } = await analyse({
    definition,
    design: 'stratified',
    samplingVersion: 'test',
    form: QuestionnaireForm.parse(form),
    cells: strata.map(cellOf),
    notEligible: new Map(),
    frameTotals: {},
    responses: strata.flatMap(({ men, women }, cell) =>
      [...Array<string>(men).fill('m'), ...Array<string>(women).fill('f')].map((sex, at) => ({
        cell,
        mode: 'interviewer' as const,
        complete: true,
        answers: at < women + men - unanswered ? answersOf(sex) : ['', 40, 'yes', ['tv']],
      })),
    ),
    earlier: [],
  });
  return result.weighting;
}

const bySex = (men: number, women: number, more: object = {}) => ({
  method: 'raking',
  margins: [
    {
      variable: 'sex',
      totals: [
        { category: 'm', total: men },
        { category: 'f', total: women },
      ],
    },
  ],
  ...more,
});

it('what categories weighed does not add up to what all weigh, which tells how many are in each stratum', async () => {
  const strata = [
    { asked: 90, men: 31, women: 40, population: 900 },
    { asked: 110, men: 52, women: 47, population: 3_003 },
  ];
  const all = 71 * 10 + 99 * (3_003 / 110);
  const { calibration, effectiveSize, designEffect } = await weightingOf(strata, {
    calibration: bySex(1_900, 2_000),
  });
  const before = calibration!.targets.map((target) => target.before.value!);
  expect(Math.abs(before[0]! + before[1]! - all)).toBeGreaterThan(1);
  expect(Math.abs(before[0]! + before[1]! - all)).toBeLessThan(0.1 * all);
  expect([effectiveSize, designEffect]).toEqual([expect.any(Number), expect.any(Number)]);
});

it('the spread of the weights is not told where few answered of a stratum, or of a class of non-response', async () => {
  const strata = [
    { asked: 20, men: 3, women: 4, population: 900 },
    { asked: 110, men: 52, women: 47, population: 3_003 },
  ];
  const untold = { effectiveSize: null, designEffect: null };
  expect(await weightingOf(strata, {})).toMatchObject(untold);
  expect(await weightingOf(strata, { nonResponse: 'stratum' })).toMatchObject({
    ...untold,
    nonResponse: { factors: null },
  });
  const enough = strata.map((one) => ({ ...one, men: one.men + 7 }));
  expect(await weightingOf(enough, {})).toMatchObject({ effectiveSize: expect.any(Number) });
});

it('how many weights a limit bound is not told, nor how many were cut or raised where a stratum has few', async () => {
  // Four men of the first stratum would weigh more.
  const strata = [
    { asked: 60, men: 4, women: 50, population: 900 },
    { asked: 110, men: 52, women: 47, population: 3_003 },
  ];
  const place = {
    variable: 'place',
    totals: [
      { category: 's0', total: 900 },
      { category: 's1', total: 3_000 },
    ],
  };
  const { method, margins } = bySex(1_880, 2_020);
  const { calibration } = await weightingOf(strata, {
    calibration: { method, margins: [...margins, place], bounds: { lower: 0.5, upper: 1.32 } },
  });
  expect(calibration).toMatchObject({ converged: true, factors: { greatest: 1.3 }, bounded: true });

  const few = [strata[0]!, { asked: 20, men: 2, women: 5, population: 3_003 }];
  const trim = { lower: 0.2, upper: 1.5 };
  expect((await weightingOf(few, { trim })).trimming).toEqual({ cut: null, raised: null });
});

it('what a category weighed is not told where it holds the weight of the few who gave no answer', async () => {
  const strata = [{ asked: 117, men: 60, women: 57, population: 1_170 }];
  const calibration = bySex(700, 470);
  const margins = [{ ...calibration.margins[0]!, missingAs: 'm' }];
  const weighting = await weightingOf(strata, { calibration: { ...calibration, margins } }, 7);
  const { before, after } = weighting.calibration!.targets[0]!;
  expect([before.value, after.value]).toEqual([null, null]);
});
