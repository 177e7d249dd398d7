import type { AnalysisVariable } from '#contracts/analyses';
import type { AnswerValue, QuestionnaireForm, QuestionnaireItem } from '#contracts/questionnaires';
import type { Factor } from '#statistics/estimation';

/** The category of those who did not answer. */
export const NO_ANSWER = '~none';
/** The dimension of the stratum, which no item can be called. */
const STRATUM = '~stratum';

export interface Level {
  readonly key: string;
  readonly label: string;
}

/** A variable as it is described: its categories, and whether several may hold at once. */
export interface Description {
  /** What its figures are about, the same in every analysis of the plan. */
  readonly dimension: string;
  readonly item: string | null;
  readonly wording: string;
  readonly levels: readonly Level[];
  readonly multiple: boolean;
  readonly bands: readonly number[] | null;
}

/** A described variable with what each response says of it. */
export interface Column extends Description {
  readonly key: string;
  /** Of the levels as described, and of no answer where somebody gave none. */
  readonly factor: Factor;
  /** Categories that figures are printed of. */
  readonly shown: readonly Level[];
  /** Place of no answer among the levels of the factor; -1 where all answered. */
  readonly none: number;
  readonly excludesNone: boolean;
  /** Per choice, who chose it, where several may be. */
  readonly chosen: readonly Uint8Array[];
}

const numeric = new Set<QuestionnaireItem['type']>(['range', 'integer', 'decimal']);
export const isNumeric = ({ type }: QuestionnaireItem): boolean => numeric.has(type);

const text = (texts: Record<string, string> | undefined, { defaultLanguage }: QuestionnaireForm): string =>
  texts?.[defaultLanguage] ?? Object.values(texts ?? {})[0] ?? '';

export const wordingOf = (form: QuestionnaireForm, item: QuestionnaireItem): string =>
  text(item.label, form) || item.name;

/** Items that are asked once of everyone, by name: not those of repeats. */
export function itemsOf(form: QuestionnaireForm): Map<string, QuestionnaireItem> {
  const inRepeat = new Set<string>();
  for (const { name, type, within } of form.items)
    if (type === 'repeat' || (within && inRepeat.has(within))) inRepeat.add(name);
  return new Map(form.items.filter(({ name }) => !inRepeat.has(name)).map((item) => [item.name, item]));
}

/** What a variable is, by the questionnaire; otherwise what is wrong with it. */
export function describe(
  { item: name, bands }: AnalysisVariable,
  form: QuestionnaireForm,
  strata: readonly string[],
): Description | string {
  if (name === undefined) {
    if (bands) return 'strata have no bands';
    if (strata.length === 0) return 'the sample has no strata';
    const levels = strata.map((key) => ({ key, label: key }));
    return { dimension: STRATUM, item: null, wording: 'Tầng chọn mẫu', levels, multiple: false, bands: null };
  }
  const item = itemsOf(form).get(name);
  if (!item) return `nobody is asked ${name} in the version that was in the field`;
  const base = { dimension: name, item: name, wording: wordingOf(form, item), bands: bands ?? null };
  if (isNumeric(item)) {
    if (bands) return { ...base, levels: bandLevels(bands), multiple: false };
    if (!item.range) return `${name} is a number: say where its bands are cut`;
    return { ...base, levels: stepLevels(item.range), multiple: false };
  }
  if (bands) return `${name} is not a number and has no bands`;
  if (item.type !== 'select_one' && item.type !== 'select_multiple')
    return `${name} is of the type ${item.type}, which is not tabulated`;
  const list = form.lists.find((one) => one.name === item.list);
  const levels = (list?.choices ?? []).map((choice) => ({
    key: choice.name,
    label: text(choice.label, form) || choice.name,
  }));
  return { ...base, levels, multiple: item.type === 'select_multiple' };
}

function bandLevels(bands: readonly number[]): Level[] {
  const [first, last] = [bands[0]!, bands.at(-1)!];
  return [
    { key: `<${first}`, label: `dưới ${first}` },
    ...bands
      .slice(1)
      .map((end, at) => ({ key: `${bands[at]}..${end}`, label: `${bands[at]} đến dưới ${end}` })),
    { key: `>=${last}`, label: `từ ${last}` },
  ];
}

function stepLevels({ start, end, step }: NonNullable<QuestionnaireItem['range']>): Level[] {
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  return Array.from({ length: Math.min(count, 200) }, (_, at) => {
    const value = String(Number((start + at * step).toFixed(9)));
    return { key: value, label: value };
  });
}

/** A number as it was answered, NaN where it was not. */
export const numberOf = (answer: AnswerValue | undefined): number =>
  typeof answer === 'number' ? answer : NaN;

/** What the responses say of a variable: `answers` of its item, or the strata of their cells. */
export function columnOf(
  { key, missing }: Pick<AnalysisVariable, 'key' | 'missing'>,
  description: Description,
  answers: readonly (AnswerValue | undefined)[],
): Column {
  const { levels, bands, multiple } = description;
  const places = new Map(levels.map((level, at) => [level.key, at]));
  const placeOf = (answer: AnswerValue | undefined): number => {
    if (answer == null || (Array.isArray(answer) && answer.length === 0)) return -1;
    if (bands) {
      const value = numberOf(answer);
      return Number.isNaN(value) ? -1 : bands.filter((cut) => value >= cut).length;
    }
    return multiple ? 0 : (places.get(String(answer)) ?? -1);
  };
  const codes = Int32Array.from(answers, placeOf);
  const hasNone = codes.includes(-1);
  const none = hasNone ? levels.length : -1;
  if (hasNone) codes.forEach((code, row) => code < 0 && (codes[row] = none));
  const excludesNone = missing === 'exclude';
  const nobody = { key: NO_ANSWER, label: 'Không trả lời' };
  return {
    ...description,
    key,
    factor: { codes, levels: [...levels.map((level) => level.key), ...(hasNone ? [NO_ANSWER] : [])] },
    shown: [...levels, ...(hasNone && !excludesNone ? [nobody] : [])],
    none,
    excludesNone: excludesNone && hasNone,
    chosen: multiple
      ? levels.map((level) =>
          Uint8Array.from(answers, (answer) =>
            Number(Array.isArray(answer) && (answer as string[]).includes(level.key)),
          ),
        )
      : [],
  };
}

/** The factor with those who did not answer left out, where the variable leaves them out. */
export function answered({ factor, excludesNone, none }: Column): Factor {
  if (!excludesNone) return factor;
  return {
    codes: factor.codes.map((code) => (code === none ? -1 : code)),
    levels: factor.levels.slice(0, none),
  };
}
