import type { Answers, QuestionnaireForm } from '#contracts/questionnaires';
import type { QualityFlag } from '#contracts/quality-flags';
import { chiSquareUpperTail } from '#statistics/distributions';

/** An interview as quality looks at it. */
export interface HeldInterview {
  minutes: number | null;
  answers: Answers;
}

export type Notice = Pick<QualityFlag, 'kind' | 'item' | 'interviews' | 'noticed'>;

/** Fewer interviews of one interviewer are not looked at: what they have in common would tell of a few people. */
export const LEAST_INTERVIEWS = 5;
/** Fewer answers to a question are not compared. */
const LEAST_ANSWERS = 10;
/** From this share of the interviews on, and from two on, what single ones show is worth a look. */
const WORTH_A_LOOK = 0.2;
/** Questions in a row with the same choices, answered all alike. */
const LEAST_IN_BLOCK = 5;
const UNANIMOUS = 0.95;
const DIVIDED = 0.8;
/** So rare by chance, of the hundreds of comparisons in a survey, that it is worth a look. */
const RARE = 0.001;

/** What is worth a look in the interviews of one interviewer, beside those of the others. */
export function noticesOf(
  { items }: QuestionnaireForm,
  theirs: readonly HeldInterview[],
  others: readonly HeldInterview[],
): Notice[] {
  if (theirs.length < LEAST_INTERVIEWS) return [];
  const wholes = [
    { kind: 'speed', noticed: tooFast(theirs, [...theirs, ...others]) },
    { kind: 'straight-lining', noticed: straightLined(blocksOf(items), theirs) },
    { kind: 'duplicates', noticed: alike(theirs) },
  ] as const;
  return [
    ...wholes
      .filter(({ noticed }) => noticed >= Math.max(2, WORTH_A_LOOK * theirs.length))
      .map((one) => ({ ...one, item: null, interviews: theirs.length })),
    ...items.flatMap(({ name, type }) =>
      type === 'select_one' ? ofQuestion(name, countsOf(name, theirs), countsOf(name, others)) : [],
    ),
  ];
}

function tooFast(theirs: readonly HeldInterview[], all: readonly HeldInterview[]): number {
  const known = all.flatMap(({ minutes }) => (minutes === null ? [] : [minutes])).sort((a, b) => a - b);
  if (known.length < LEAST_ANSWERS) return 0;
  const median = known[Math.floor(known.length / 2)]!;
  return theirs.filter(({ minutes }) => minutes !== null && minutes < median / 2).length;
}

/** Runs of questions with the same choices. */
function blocksOf(items: QuestionnaireForm['items']): string[][] {
  const blocks: { list: string; names: string[] }[] = [];
  for (const { type, list, name } of items.filter((item) => item.type !== 'note')) {
    const last = blocks.at(-1);
    if (type === 'select_one' && list && last?.list === list) last.names.push(name);
    else blocks.push({ list: type === 'select_one' && list ? list : '', names: [name] });
  }
  return blocks.filter(({ list, names }) => list && names.length >= LEAST_IN_BLOCK).map(({ names }) => names);
}

const straightLined = (blocks: readonly string[][], theirs: readonly HeldInterview[]): number =>
  theirs.filter(({ answers }) =>
    blocks.some((names) => {
      const [first] = names;
      return answers[first!] != null && names.every((name) => answers[name] === answers[first!]);
    }),
  ).length;

/** Interviews that say in all the same as another of the same interviewer, where that is much. */
function alike(theirs: readonly HeldInterview[]): number {
  const times = new Map<string, number>();
  const said = theirs.map(({ answers }) =>
    Object.entries(answers)
      .filter(([, value]) => value != null)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const texts = said.filter((answers) => answers.length >= LEAST_ANSWERS).map((one) => JSON.stringify(one));
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return texts.filter((text) => times.get(text)! > 1).length;
}

type Counts = ReadonlyMap<string, number>;

function countsOf(name: string, interviews: readonly HeldInterview[]): Counts {
  const counts = new Map<string, number>();
  for (const { answers } of interviews) {
    const value = answers[name];
    if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Nearly all say the same here and not elsewhere; or it is divided otherwise than elsewhere. */
function ofQuestion(item: string, theirs: Counts, others: Counts): Notice[] {
  const [interviews, elsewhere] = [sumOf(theirs), sumOf(others)];
  if (interviews < LEAST_ANSWERS || elsewhere < LEAST_ANSWERS) return [];
  const [most, times] = [...theirs].reduce((one, other) => (other[1] > one[1] ? other : one));
  if (times >= UNANIMOUS * interviews && (others.get(most) ?? 0) < DIVIDED * elsewhere)
    return [{ kind: 'near-unanimity', item, interviews, noticed: interviews }];
  return independenceOf(theirs, others) < RARE
    ? [{ kind: 'interviewer-effect', item, interviews, noticed: interviews }]
    : [];
}

/** Pearson's test: how often chance alone divides answers so differently. 1 where too few are expected to say. */
function independenceOf(theirs: Counts, others: Counts): number {
  const answers = [...new Set([...theirs.keys(), ...others.keys()])];
  const [here, elsewhere] = [sumOf(theirs), sumOf(others)];
  const cells = answers.flatMap((answer) => {
    const [mine, not] = [theirs.get(answer) ?? 0, others.get(answer) ?? 0];
    const share = (mine + not) / (here + elsewhere);
    return [
      { seen: mine, expected: share * here },
      { seen: not, expected: share * elsewhere },
    ];
  });
  // W. G. Cochran, 1954: the distribution holds where at most a fifth of the cells expect fewer than five.
  if (answers.length < 2 || cells.filter(({ expected }) => expected < 5).length > cells.length / 5) return 1;
  const x = cells.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  return chiSquareUpperTail(x, answers.length - 1);
}
