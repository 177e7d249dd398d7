import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { code, day, text, timestamp } from './values.js';

/** What a frame lists. */
export const FrameKind = z.enum(['areas', 'addresses', 'workplaces']);

const frameFields = {
  code,
  title: text(300),
  kind: FrameKind,
  /** Where the list comes from, and what it is known to leave out. */
  source: text(1000),
  /** The day that it describes. */
  asOf: day,
};

/** A list that samples are drawn from. Its units are filled from a file, until the first sample is drawn. */
export const SamplingFrame = z
  .object({
    id: z.uuid(),
    ...frameFields,
    units: z.int(),
    /** Sum of the sizes of the units that stand in no other. */
    size: z.number(),
    version: z.int(),
  })
  .meta({ id: 'SamplingFrame' });
export type SamplingFrame = z.infer<typeof SamplingFrame>;
export const SamplingFramePage = pageOf(SamplingFrame, 'SamplingFramePage');
export const SamplingFrameListQuery = listQuery({ code: 'value', kind: 'value' });
export const SamplingFrameText = z.strictObject(frameFields).meta({ id: 'SamplingFrameText' });
export type SamplingFrameText = z.infer<typeof SamplingFrameText>;

/** A unit of a frame as a file has it. */
export const FrameUnitRow = z
  .strictObject({
    code,
    /** Of an area or a workplace. Addresses have none here: where somebody lives is kept with the contacts. */
    name: text(300).nullish(),
    /** The unit that it lies in; null at the first stage. */
    cluster: code.nullish(),
    /** Of the first stage. */
    stratum: text(100).nullish(),
    /** How large it is, such as the people who live there; the chance to be drawn can go by it. */
    size: z.number().positive().max(1e9).nullish(),
  })
  .meta({ id: 'FrameUnitRow' });
export type FrameUnitRow = z.infer<typeof FrameUnitRow>;

const size = z.int().min(1).max(1_000_000);
const equalDraw = z.enum(['simple-random', 'systematic']);

/** How a sample is shared among strata. */
const Allocation = z
  .strictObject({
    method: z.enum(['proportional', 'equal', 'neyman', 'power']),
    power: z.number().min(0).max(1).optional().describe('Between equal (0) and proportional (1)'),
    deviations: z
      .record(z.string(), z.number().min(0))
      .optional()
      .describe('Standard deviation in each stratum, for Neyman'),
    least: z.int().min(1).max(1000).default(2),
  })
  .meta({ id: 'SampleAllocation' });
export type Allocation = z.infer<typeof Allocation>;

/** How units are drawn. Only clusters are drawn with chances by their size. */
export const SampleDesign = z
  .discriminatedUnion('method', [
    z.strictObject({ method: equalDraw, take: size }),
    z.strictObject({ method: z.literal('stratified'), take: size, draw: equalDraw, allocation: Allocation }),
    z.strictObject({
      method: z.literal('multi-stage'),
      /** Strata of the first stage; left out: none. */
      allocation: Allocation.optional(),
      clusters: z.strictObject({
        draw: z.enum(['simple-random', 'systematic', 'systematic-pps', 'sampford', 'pareto']),
        take: size,
      }),
      /** Left out: clusters are taken whole. */
      within: z
        .strictObject({
          draw: equalDraw,
          take: size.describe('How many of each cluster drawn'),
          listed: z
            .boolean()
            .default(true)
            .describe(
              'False: the units of a cluster are listed in the field; its size says how many there are',
            ),
        })
        .optional(),
    }),
    z.strictObject({
      method: z.literal('quota'),
      cells: z
        .array(z.strictObject({ label: text(300), target: size }))
        .min(1)
        .max(500),
    }),
    z.strictObject({ method: z.literal('opt-in') }),
  ])
  .meta({ id: 'SampleDesign' });
export type SampleDesign = z.infer<typeof SampleDesign>;

export const SampleRequest = z
  .strictObject({
    frameId: z.uuid().nullable().describe('Null for quotas and opt-in'),
    design: SampleDesign,
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('Left out: chosen and recorded'),
  })
  .meta({ id: 'SampleRequest' });
export type SampleRequest = z.infer<typeof SampleRequest>;

/**
 * Units that have the same design in all: stratum, cluster and weight. Answers carry the number of their cell and
 * nothing else of the sample, so that a cell must never be one unit.
 */
export const SampleCell = z
  .object({
    number: z.int(),
    label: z.string().nullable(),
    stratum: z.string().nullable(),
    cluster: z.string().nullable().describe('The unit of the first stage that was drawn'),
    certain: z.boolean().describe('Whether the cluster was taken for certain'),
    /** Units drawn, or the quota; null for opt-in. */
    units: z.int().nullable(),
    /** Units of the frame that they stand for. */
    population: z.number().nullable(),
    /** Clusters of the stratum in the frame, where they were drawn with equal chances. */
    clusters: z.int().nullable(),
    probability: z.number().nullable(),
    /** Inverse of the probability; null for designs that know none. */
    baseWeight: z.number().nullable(),
  })
  .meta({ id: 'SampleCell' });
export type SampleCell = z.infer<typeof SampleCell>;

/** A sample as it was drawn; the same frame, design, seed and code draw it again. */
export const Sample = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    frameId: z.uuid().nullable(),
    design: SampleDesign,
    seed: z.int(),
    /** SHA-256 of the units of the frame. */
    frameDigest: z.string().nullable(),
    codeVersion: z.string(),
    units: z.int(),
    drawnAt: timestamp,
  })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof Sample>;
export const SampleList = z.object({ items: z.array(Sample) }).meta({ id: 'SampleList' });
export const SampleCellList = z.object({ items: z.array(SampleCell) }).meta({ id: 'SampleCellList' });

/** A unit that was drawn. `unit` is null where it will be listed in the field. */
export const SampledUnit = z
  .object({
    number: z.int(),
    unit: z.string().nullable(),
    cluster: z.string().nullable(),
    cell: z.int(),
    probability: z.number(),
    baseWeight: z.number(),
  })
  .meta({ id: 'SampledUnit' });
export type SampledUnit = z.infer<typeof SampledUnit>;
export const SampledUnitPage = pageOf(SampledUnit, 'SampledUnitPage');
export const SampledUnitListQuery = listQuery({ cell: 'value' });
