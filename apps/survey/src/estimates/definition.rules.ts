import type { AnalysisText } from '#contracts/analyses';
import { type FieldError, Problem } from '#contracts/problem';
import type { QuestionnaireForm } from '#contracts/questionnaires';
import type { SurveyDesign } from '#contracts/survey';
import { isProbability } from '../plans/plans.rules.js';
import { type Description, describe, isNumeric, itemsOf } from './columns.rules.js';

/** What an analysis is checked by. */
export interface AnalysisGround {
  readonly design: SurveyDesign;
  readonly form: QuestionnaireForm;
  readonly strata: readonly string[];
  /** How items were cut into bands in what was released before; null for none. */
  readonly cuts: ReadonlyMap<string, readonly number[] | null>;
}

/**
 * An analysis asks only for what was asked and what its design allows.
 * @throws Problem 422 `analysis.unsuitable` with every defect.
 */
export function mustSuit(definition: AnalysisText, ground: AnalysisGround): void {
  const described = new Map<string, Description>();
  const errors: FieldError[] = definition.variables.flatMap((variable, at) => {
    const path = `variables.${at}`;
    if (described.has(variable.key)) return [{ path, message: `${variable.key} is there twice` }];
    const description = describe(variable, ground.form, ground.strata);
    if (typeof description === 'string') return [{ path, message: description }];
    described.set(variable.key, description);
    return bandErrors(description, path, ground, described);
  });
  const refuse = (path: string, message: string): void => void errors.push({ path, message });
  const isKnown = (path: string, key: string): Description | undefined => {
    const found = described.get(key);
    if (!found && errors.every((error) => error.path.split('.')[0] !== 'variables'))
      refuse(path, `there is no variable ${key}`);
    return found;
  };
  const domain = (path: string, key: string | undefined): Description | undefined => {
    const found = key === undefined ? undefined : isKnown(path, key);
    if (found?.multiple) refuse(path, `several categories of ${key} may hold at once: it makes no domains`);
    return found;
  };
  definition.tables.forEach(({ variable, by, against }, at) => {
    const rows = isKnown(`tables.${at}.variable`, variable);
    const columns = domain(`tables.${at}.by`, by);
    if (rows && columns?.dimension === rows.dimension)
      refuse(`tables.${at}.by`, 'a variable is not tabulated by itself');
    if (against !== undefined && columns && !columns.levels.some(({ key }) => key === against))
      refuse(`tables.${at}.against`, `${by} has no category ${against}`);
  });
  numberErrors(definition, ground, refuse);
  definition.numbers.forEach(({ by }, at) => domain(`numbers.${at}.by`, by));
  weightErrors(definition, ground, { refuse, domain });
  const inFile = new Set<string>();
  definition.microdata?.forEach((key, at) => {
    const found = domain(`microdata.${at}`, key);
    if (!found) return;
    const odd = found.levels.find((level) => /^[-+=@]/.test(level.key));
    if (odd) refuse(`microdata.${at}`, `a spreadsheet would take the category ${odd.key} for a formula`);
    if (inFile.has(found.dimension)) refuse(`microdata.${at}`, `${key} is there twice`);
    inFile.add(found.dimension);
  });
  definition.headlines.forEach((key, at) => {
    if (!definition.tables.some(({ variable, by }) => variable === key && by === undefined))
      refuse(`headlines.${at}`, `there is no table of ${key} alone`);
  });
  if (errors.length > 0)
    throw Problem.unprocessable('analysis.unsuitable', 'This cannot be worked out of this survey', {
      errors,
    });
}

/** Two ways to cut one item would tell the few who lie between the cuts. */
function bandErrors(
  { item, bands, dimension }: Description,
  path: string,
  { cuts }: AnalysisGround,
  described: ReadonlyMap<string, Description>,
): FieldError[] {
  if (bands?.some((cut, at) => at > 0 && cut <= bands[at - 1]!))
    return [{ path: `${path}.bands`, message: 'cuts stand in ascending order' }];
  const same = (other: readonly number[] | null): boolean => JSON.stringify(other) === JSON.stringify(bands);
  const twice = [...described.values()].some((one) => one.dimension === dimension && !same(one.bands));
  if (twice) return [{ path, message: `${item} is cut in two ways` }];
  if (item !== null && cuts.has(item) && !same(cuts.get(item)!))
    return [{ path, message: `${item} was released cut at ${cuts.get(item)?.join(', ') ?? 'no place'}` }];
  return [];
}

function numberErrors(
  { numbers }: AnalysisText,
  { design, form }: AnalysisGround,
  refuse: (path: string, message: string) => void,
): void {
  const items = itemsOf(form);
  numbers.forEach(({ statistic, item: name, denominator, p }, at) => {
    const path = `numbers.${at}`;
    if (!isProbability(design)) refuse(path, `${design} has shares of those who answered, and nothing else`);
    for (const one of [name, ...(denominator ? [denominator] : [])]) {
      const item = items.get(one);
      if (!item || !isNumeric(item)) refuse(path, `${one} is not a number that was asked`);
    }
    if ((statistic === 'ratio') !== (denominator !== undefined))
      refuse(`${path}.denominator`, 'a ratio has a denominator, and nothing else has');
    if ((statistic === 'quantile') !== (p !== undefined))
      refuse(`${path}.p`, 'a quantile says which, and nothing else does');
  });
}

function weightErrors(
  { weights: { nonResponse, trim, calibration }, variance }: AnalysisText,
  { design }: AnalysisGround,
  {
    refuse,
    domain,
  }: {
    refuse: (path: string, message: string) => void;
    domain: (path: string, key: string) => Description | undefined;
  },
): void {
  if (!isProbability(design)) {
    if (nonResponse !== 'none') refuse('weights.nonResponse', `nobody was drawn in ${design}`);
    if (variance.method !== 'taylor') refuse('variance', `${design} has no variance`);
  }
  if (trim && !(trim.lower < 1 && trim.upper > 1)) refuse('weights.trim', 'limits lie on both sides of 1');
  if (!calibration) return;
  const { method, margins, bounds } = calibration;
  if (bounds && bounds.lower >= bounds.upper) refuse('weights.calibration.bounds', 'lower lies below upper');
  if (method === 'poststratification' && margins.length !== 1)
    refuse('weights.calibration.margins', 'post-stratification has one margin');
  margins.forEach(({ variable, totals, missingAs }, at) => {
    const path = `weights.calibration.margins.${at}`;
    const found = domain(`${path}.variable`, variable);
    if (!found) return;
    if (margins.findIndex((margin) => margin.variable === variable) < at)
      refuse(`${path}.variable`, `${variable} is there twice`);
    if (totals === 'frame') {
      if (found.item !== null) refuse(`${path}.totals`, 'the frame has totals of strata only');
      return;
    }
    const keys = found.levels.map(({ key }) => key);
    const given = totals.map(({ category }) => category);
    const missing = keys.filter((key) => !given.includes(key));
    const unknown = given.filter((key, place) => !keys.includes(key) || given.indexOf(key) < place);
    if (missing.length > 0) refuse(`${path}.totals`, `no total of ${missing.join(', ')}`);
    if (unknown.length > 0)
      refuse(`${path}.totals`, `${variable} has no category ${unknown.join(', ')}, or has it once`);
    if (missingAs !== undefined && !keys.includes(missingAs))
      refuse(`${path}.missingAs`, `${variable} has no category ${missingAs}`);
  });
}
