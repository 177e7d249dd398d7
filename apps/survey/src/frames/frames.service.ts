import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { FileQuery, ImportOutcome } from '#contracts/import';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import {
  FrameUnitRow,
  type SamplingFrame,
  type SamplingFrameListQuery,
  type SamplingFrameText,
} from '#contracts/samples';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { SampleEntity } from '../samples/sample.entity.js';
import { SamplingFrameEntity } from './frame.entity.js';
import { checkUnits } from './frames.rules.js';

const insertUnitsSql = `
INSERT INTO frame_unit (frame_id, code, place, name, cluster, stratum, size)
SELECT $1, * FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::double precision[])`;

/** The lists that samples are drawn from. */
@Injectable()
export class FramesService {
  constructor(private readonly transactions: Transactions) {}

  private get frames(): Repository<SamplingFrameEntity> {
    return this.transactions.manager.getRepository(SamplingFrameEntity);
  }

  async list(query: z.infer<typeof SamplingFrameListQuery>): Promise<Page<SamplingFrame>> {
    return readPage(
      this.frames.createQueryBuilder('frame'),
      query,
      {
        fields: { code: 'frame.code', kind: 'frame.kind' },
        sort: { expression: 'frame.code', of: ({ code }) => code },
        id: { expression: 'frame.id', of: ({ id }) => id },
      },
      (frame) => frame,
    );
  }

  async get(id: string): Promise<SamplingFrame> {
    const frame = await this.frames.findOneBy({ id });
    if (!frame) throw Problem.of('resource.not-found');
    return frame;
  }

  async create(text: SamplingFrameText): Promise<SamplingFrame> {
    return this.transactions.run(async (unit) => {
      const frame: SamplingFrameEntity = { id: randomUUID(), ...text, units: 0, size: 0, version: 1 };
      await unit.manager.insert(SamplingFrameEntity, frame);
      unit.audit({ action: 'sampling-frame.create', entity: `sampling-frame:${frame.id}` });
      return frame;
    });
  }

  /**
   * Fills a frame with the units of a file, in its order; what was in it is replaced.
   * @throws Problem 409 `sampling-frame.drawn-from`, 422 `file.unreadable`
   */
  async fill(id: string, file: Upload, { dryRun }: FileQuery): Promise<ImportOutcome> {
    const sheets = await listsOf(file, ['units'], 'units');
    const { rows, problems } = checkedList(sheets, 'units', FrameUnitRow);
    return this.transactions.run(async (unit) => {
      const frame = await lockRow(unit, SamplingFrameEntity, id);
      if (await unit.manager.existsBy(SampleEntity, { frameId: id }))
        throw Problem.conflict(
          'sampling-frame.drawn-from',
          'A sample was drawn from this frame: make another',
        );
      problems.push(...checkUnits(frame.kind, rows));
      if (rows.length === 0 && problems.length === 0)
        problems.push({ list: 'units', line: 1, message: 'there is no unit' });
      const counts = { units: rows.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      const units = rows.map(({ row }) => row);
      await replace(unit, id, units);
      const first = units.filter(({ cluster }) => !cluster);
      Object.assign(frame, {
        units: units.length,
        size: first.reduce((sum, { size }) => sum + (size ?? 0), 0),
        version: frame.version + 1,
      });
      await unit.manager.save(frame);
      unit.audit({ action: 'sampling-frame.fill', entity: `sampling-frame:${id}`, details: counts });
      return { applied: true, counts, problems };
    });
  }
}

async function replace(unit: UnitOfWork, id: string, units: FrameUnitRow[]): Promise<void> {
  await unit.query('frames.empty', 'DELETE FROM frame_unit WHERE frame_id = $1', [id]);
  await unit.query('frames.fill', insertUnitsSql, [
    id,
    units.map(({ code }) => code),
    units.map((_, place) => place + 1),
    units.map(({ name }) => name ?? null),
    units.map(({ cluster }) => cluster ?? null),
    units.map(({ stratum }) => stratum ?? null),
    units.map(({ size }) => size ?? null),
  ]);
}
