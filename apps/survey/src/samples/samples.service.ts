import { createHash, randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type {
  FrameUnitRow,
  Sample,
  SampleCell,
  SampledUnit,
  SampledUnitListQuery,
  SampleRequest,
} from '#contracts/samples';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { FrameUnitEntity, SamplingFrameEntity } from '../frames/frame.entity.js';
import { isOpen } from '../plans/plan-states.rules.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { type DrawnSample, drawSample, drawVersion } from './draw.rules.js';
import { SampleCellEntity, SampledUnitEntity, SampleEntity } from './sample.entity.js';
import { toCell, toSample } from './sample.mapper.js';
import { mustSuit } from './samples.rules.js';

const insertUnitsSql = `
INSERT INTO sampled_unit (sample_id, number, unit, cell)
SELECT $1, * FROM unnest($2::int[], $3::text[], $4::int[])`;

const insertCellsSql = `
INSERT INTO sample_cell (sample_id, number, label, stratum, cluster, certain, units, population, clusters, probability, base_weight)
SELECT $1, number, label, stratum, cluster, certain, units, population, clusters, probability, "baseWeight"
  FROM jsonb_to_recordset($2) AS cell (number integer, label text, stratum text, cluster text, certain boolean, units integer,
       population double precision, clusters integer, probability double precision, "baseWeight" double precision)`;

/** Seeds that are chosen here fit into a safe number. */
const MOST_SEEDS = 2 ** 48 - 1;

/** Samples as they are drawn, and drawn again to prove them. */
@Injectable()
export class SamplesService {
  constructor(private readonly transactions: Transactions) {}

  async list(planId: string): Promise<{ items: Sample[] }> {
    const { manager } = this.transactions;
    await refuseUnknownPlan(manager, planId);
    const samples = await manager.find(SampleEntity, {
      where: { planId },
      order: { drawnAt: 'DESC', id: 'ASC' },
    });
    return { items: samples.map(toSample) };
  }

  async get(id: string): Promise<Sample> {
    return toSample(await this.find(id));
  }

  async cells(id: string): Promise<{ items: SampleCell[] }> {
    await this.find(id);
    const cells = await this.transactions.manager.find(SampleCellEntity, {
      where: { sampleId: id },
      order: { number: 'ASC' },
    });
    return { items: cells.map(toCell) };
  }

  async units(id: string, query: z.infer<typeof SampledUnitListQuery>): Promise<Page<SampledUnit>> {
    const { items } = await this.cells(id);
    const cells = new Map(items.map((cell) => [cell.number, cell]));
    return readPage(
      this.transactions.manager
        .getRepository(SampledUnitEntity)
        .createQueryBuilder('one')
        .where('one.sampleId = :id', { id }),
      query,
      {
        fields: { cell: 'one.cell' },
        sort: { expression: 'one.number', of: ({ number }) => number },
        id: { expression: 'one.sampleId', of: ({ sampleId }) => sampleId },
      },
      ({ number, unit, cell }) => {
        const { cluster, probability, baseWeight } = cells.get(cell)!;
        return { number, unit, cluster, cell, probability: probability!, baseWeight: baseWeight! };
      },
    );
  }

  /**
   * Draws a sample for a plan that is not approved yet: what is approved is then drawn already.
   * @throws Problem 409 `sample.plan-approved`, 422 `sample.design-differs`, `sample.impossible`,
   *   `sample.cells-too-small`
   */
  async draw(
    planId: string,
    { frameId, design, seed = randomInt(MOST_SEEDS) }: SampleRequest,
  ): Promise<Sample> {
    return this.transactions.run(async (unit) => {
      const plan = await lockRow(unit, SurveyPlanEntity, planId);
      if (!isOpen(plan.state))
        throw Problem.conflict('sample.plan-approved', 'The plan is approved as it was drawn');
      mustSuit(plan.design, design, frameId);
      const frame = frameId === null ? null : await this.unitsOf(unit, frameId);
      const drawn = drawSample(design, frame ?? [], seed);
      const sample: SampleEntity = {
        id: randomUUID(),
        planId,
        frameId,
        design,
        seed,
        frameDigest: frame && digest(frame),
        codeVersion: drawVersion,
        units: drawn.units.length,
        drawnAt: new Date(),
      };
      await store(unit, sample, drawn);
      const details = { planId, frameId, seed, units: sample.units, codeVersion: drawVersion };
      unit.audit({ action: 'sample.draw', entity: `sample:${sample.id}`, details });
      return toSample(sample);
    });
  }

  /** The units of a frame in their order; the lock keeps them as they are until the sample is there. */
  private async unitsOf(unit: UnitOfWork, frameId: string): Promise<FrameUnitRow[]> {
    const frame = await unit.manager.findOne(SamplingFrameEntity, {
      where: { id: frameId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!frame) {
      throw Problem.unprocessable('sample.impossible', 'This sample cannot be drawn from this frame', {
        detail: 'there is no such frame',
      });
    }
    const units = await unit.manager.find(FrameUnitEntity, { where: { frameId }, order: { place: 'ASC' } });
    return units.map(({ code, name, cluster, stratum, size }) => ({ code, name, cluster, stratum, size }));
  }

  private async find(id: string): Promise<SampleEntity> {
    const sample = await this.transactions.manager.findOneBy(SampleEntity, { id });
    if (!sample) throw Problem.of('resource.not-found');
    return sample;
  }
}

async function store(unit: UnitOfWork, sample: SampleEntity, { cells, units }: DrawnSample): Promise<void> {
  await unit.manager.insert(SampleEntity, sample as never);
  await unit.query('samples.cells', insertCellsSql, [sample.id, JSON.stringify(cells)]);
  await unit.query('samples.units', insertUnitsSql, [
    sample.id,
    units.map((_, at) => at + 1),
    units.map(({ unit: code }) => code),
    units.map(({ cell }) => cell),
  ]);
}

const digest = (units: readonly FrameUnitRow[]): string =>
  createHash('sha256')
    .update(JSON.stringify(units.map(({ code, cluster, stratum, size }) => [code, cluster, stratum, size])))
    .digest('hex');
