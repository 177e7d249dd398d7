import { type AllocationStratum, allocate } from '#statistics/allocation';
import { type Random, seededRandom } from '#statistics/random';
import {
  type Draw,
  inclusionProbabilities,
  paretoSample,
  sampford,
  simpleRandomSample,
  systematicPps,
  systematicSample,
} from '#statistics/sampling';
import { Problem } from '#contracts/problem';
import type { Allocation, FrameUnitRow, SampleCell, SampleDesign } from '#contracts/samples';

/** Version of the code that draws; a change by which the same seed would draw another sample changes it. */
export const drawVersion = 'langnghe-sampling/1';

/** Answers carry their cell: with fewer units than this it would tell who answered. No setting goes below. */
export const SMALLEST_CELL = 5;

/** A sample: cells, and the units drawn with the place of their cell. */
export interface DrawnSample {
  readonly cells: readonly SampleCell[];
  /** `unit` null: to be listed in the field. */
  readonly units: readonly { readonly unit: string | null; readonly cell: number }[];
}

const nothing = {
  label: null,
  stratum: null,
  cluster: null,
  certain: false,
  units: null,
  population: null,
  clusters: null,
  probability: null,
  baseWeight: null,
};

/**
 * Draws a sample from a frame; the same units in the same order, design and seed give the same sample.
 * @throws Problem 422 `sample.impossible`, `sample.cells-too-small`
 */
export function drawSample(design: SampleDesign, frame: readonly FrameUnitRow[], seed: number): DrawnSample {
  try {
    const sample = drawBy(design, frame, seededRandom(seed));
    refuseSmallCells(design, sample);
    return sample;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw Problem.unprocessable('sample.impossible', 'This sample cannot be drawn from this frame', {
      detail: error.message,
    });
  }
}

function drawBy(design: SampleDesign, frame: readonly FrameUnitRow[], random: Random): DrawnSample {
  switch (design.method) {
    case 'opt-in':
      return { cells: [{ ...nothing, number: 1 }], units: [] };
    case 'quota': {
      const cells = design.cells.map(({ label, target }, at) => ({
        ...nothing,
        number: at + 1,
        label,
        units: target,
      }));
      return { cells, units: [] };
    }
    case 'simple-random':
    case 'systematic':
      return elements([{ stratum: null, units: flat(frame), take: design.take }], design.method, random);
    case 'stratified': {
      const groups = shared(flat(frame), design.take, design.allocation);
      return elements(groups, design.draw, random);
    }
    case 'multi-stage':
      return inClusters(design, frame, random);
  }
}

interface Group {
  readonly stratum: string | null;
  readonly units: readonly FrameUnitRow[];
  readonly take: number;
}

/** The units of a frame without stages. */
function flat(frame: readonly FrameUnitRow[]): readonly FrameUnitRow[] {
  if (frame.some(({ cluster }) => cluster))
    throw new RangeError('the units of this frame lie in clusters: draw in two stages');
  return frame;
}

/** Units by stratum, in the order of the frame, each stratum with its share of the sample. */
function shared(units: readonly FrameUnitRow[], take: number, { deviations, ...by }: Allocation): Group[] {
  const strata = new Map<string, FrameUnitRow[]>();
  for (const unit of units) {
    if (!unit.stratum) throw new RangeError(`${unit.code} has no stratum`);
    addTo(strata, unit.stratum, unit);
  }
  const sizes = [...strata].map(([stratum, of]): AllocationStratum => {
    const deviation = deviations?.[stratum];
    return { population: of.length, ...(deviation !== undefined && { deviation }) };
  });
  if (by.method === 'power' && by.power === undefined)
    throw new RangeError('an allocation by a power needs it');
  const method = by.method === 'power' ? { method: by.method, power: by.power! } : { method: by.method };
  const shares = allocate(sizes, take, { ...method, least: by.least });
  return [...strata].map(([stratum, of], at) => ({ stratum, units: of, take: shares[at]! }));
}

function addTo(groups: Map<string, FrameUnitRow[]>, key: string, unit: FrameUnitRow): void {
  const group = groups.get(key);
  if (group) group.push(unit);
  else groups.set(key, [unit]);
}

const equally = (
  draw: 'simple-random' | 'systematic',
  population: number,
  take: number,
  random: Random,
): Draw => (draw === 'systematic' ? systematicSample : simpleRandomSample)(population, take, random);

function elements(
  groups: readonly Group[],
  draw: 'simple-random' | 'systematic',
  random: Random,
): DrawnSample {
  const drawn = groups.map(({ stratum, units, take }, at) => {
    const { units: places } = equally(draw, units.length, take, random);
    const probability = take / units.length;
    const cell: SampleCell = {
      ...nothing,
      number: at + 1,
      stratum,
      units: take,
      population: units.length,
      probability,
      baseWeight: 1 / probability,
    };
    return { cell, units: [...places].map((place) => ({ unit: units[place]!.code, cell: at + 1 })) };
  });
  return { cells: drawn.map(({ cell }) => cell), units: drawn.flatMap(({ units }) => units) };
}

type MultiStage = Extract<SampleDesign, { method: 'multi-stage' }>;

function inClusters(design: MultiStage, frame: readonly FrameUnitRow[], random: Random): DrawnSample {
  const clusters = frame.filter(({ cluster }) => !cluster);
  const inside = new Map<string, FrameUnitRow[]>();
  for (const unit of frame) if (unit.cluster) addTo(inside, unit.cluster, unit);
  const { take } = design.clusters;
  const groups = design.allocation
    ? shared(clusters, take, design.allocation)
    : [{ stratum: null, units: clusters, take }];
  const cells: SampleCell[] = [];
  const units: { unit: string | null; cell: number }[] = [];
  for (const group of groups) {
    const { places, isEqual } = drawClusters(design, group, random);
    for (const [place, first] of places) {
      const cluster = group.units[place]!;
      const within = drawWithin(design, cluster, inside.get(cluster.code) ?? [], random);
      const probability = first * within.probability;
      const number = cells.length + 1;
      cells.push({
        ...nothing,
        number,
        stratum: group.stratum,
        cluster: cluster.code,
        certain: first >= 1 - 1e-12,
        units: within.units.length,
        population: within.population,
        clusters: isEqual ? group.units.length : null,
        probability,
        baseWeight: 1 / probability,
      });
      units.push(...within.units.map((unit) => ({ unit, cell: number })));
    }
  }
  return { cells, units };
}

/** Clusters of a stratum that are drawn, by their place, with their inclusion probabilities. */
function drawClusters(
  { clusters: { draw } }: MultiStage,
  { units, take }: Group,
  random: Random,
): { places: [number, number][]; isEqual: boolean } {
  const isEqual = draw === 'simple-random' || draw === 'systematic';
  if (isEqual) return { places: pairs(equally(draw, units.length, take, random)), isEqual };
  const sizes = Float64Array.from(units, ({ code, size }) => {
    if (!size) throw new RangeError(`${code} has no size to be drawn by`);
    return size;
  });
  const probabilities = inclusionProbabilities(sizes, take);
  const drawing = { 'systematic-pps': systematicPps, sampford, pareto: paretoSample }[draw];
  return { places: pairs(drawing(probabilities, random)), isEqual };
}

const pairs = ({ units, probabilities }: Draw): [number, number][] =>
  Array.from(units, (place, at) => [place, probabilities[at]!]);

function drawWithin(
  { within }: MultiStage,
  { code, size }: FrameUnitRow,
  listed: readonly FrameUnitRow[],
  random: Random,
): { units: (string | null)[]; probability: number; population: number } {
  if (within && !within.listed) {
    if (listed.length > 0) throw new RangeError(`the units of ${code} are listed already`);
    if (!size || !Number.isSafeInteger(size) || size < within.take)
      throw new RangeError(`${code} has no size of which ${within.take} could be taken`);
    return {
      units: Array<null>(within.take).fill(null),
      probability: within.take / size,
      population: size,
    };
  }
  if (listed.length === 0) throw new RangeError(`no units are listed in ${code}`);
  const take = within ? Math.min(within.take, listed.length) : listed.length;
  const draw = equally(within?.draw ?? 'simple-random', listed.length, take, random);
  return {
    units: [...draw.units].map((place) => listed[place]!.code),
    probability: take / listed.length,
    population: listed.length,
  };
}

function refuseSmallCells({ method }: SampleDesign, { cells }: DrawnSample): void {
  if (method === 'quota' || method === 'opt-in') return;
  const small = cells.filter(({ units }) => units! < SMALLEST_CELL);
  if (small.length === 0) return;
  const names = small.slice(0, 5).map(({ stratum, cluster }) => cluster ?? stratum ?? 'all');
  throw Problem.unprocessable('sample.cells-too-small', 'The design would tell who answered', {
    detail: `at least ${SMALLEST_CELL} of each stratum or cluster must be drawn; too few in: ${names.join(', ')}`,
  });
}
