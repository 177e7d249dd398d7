import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type {
  Material,
  MaterialFile,
  MaterialListQuery,
  MaterialOpeningListQuery,
  NewMaterial,
} from '#contracts/materials';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDaySql } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { keptFile } from '#service-kit/kept-file';
import type { Upload } from '#service-kit/uploaded';
import { CourseEntity } from '../courses/course.entity.js';
import { isCurrentSql } from './materials.queries.js';
import { MaterialEntity, MaterialFileEntity, MaterialOpeningEntity } from './material.entity.js';

const openSql = `
  INSERT INTO material_opening (material_id, person_id, opened_on) VALUES ($1, $2, ${officeDaySql})
  ON CONFLICT DO NOTHING`;

const empty: Pick<MaterialEntity, 'sha256' | 'link' | 'body'> = { sha256: null, link: null, body: null };

@Injectable()
export class MaterialsService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Keeps a file that materials then name by its digest; the same content is kept once.
   * @throws Problem 422 `file.unreadable` when it is not what it is sent as.
   */
  async keep(upload: Upload): Promise<MaterialFile> {
    const file = keptFile(upload);
    await this.transactions.run(async (unit) => {
      const insert = unit.manager.createQueryBuilder().insert().into(MaterialFileEntity);
      await insert
        .values({ ...file, content: upload.bytes })
        .orIgnore()
        .execute();
      unit.audit({
        action: 'material-file.keep',
        entity: `material-file:${file.sha256}`,
        details: { ...file },
      });
    });
    return file;
  }

  /** What a course has now; also what it had, where that is asked for. */
  async list(courseId: string, query: z.infer<typeof MaterialListQuery>): Promise<Page<Material>> {
    const { manager } = this.transactions;
    if (!(await manager.existsBy(CourseEntity, { id: courseId }))) throw Problem.of('resource.not-found');
    const select = manager
      .createQueryBuilder(MaterialEntity, 'material')
      .where('material.courseId = :courseId', { courseId });
    if (query['superseded'] !== 'true') select.andWhere(isCurrentSql);
    return readPage(
      select,
      query,
      {
        fields: { courseVersion: 'material.courseVersion', kind: 'material.kind' },
        sort: { expression: 'material.title', of: ({ title }) => title },
        id: { expression: 'material.id', of: ({ id }) => id },
      },
      (material): Material => material,
    );
  }

  /** Opens a material, which is noted of whoever is a person. */
  async open(id: string, caller: Caller): Promise<Material> {
    return this.transactions.run(async (unit) => opened(unit, id, caller));
  }

  /** The file of a material. */
  async file(id: string, caller: Caller): Promise<{ content: Buffer; mediaType: string; sha256: string }> {
    return this.transactions.run(async (unit) => {
      const { sha256 } = await opened(unit, id, caller);
      if (sha256 === null) throw Problem.of('resource.not-found');
      return unit.manager.findOneOrFail(MaterialFileEntity, {
        where: { sha256 },
        select: { sha256: true, mediaType: true, content: true },
      });
    });
  }

  /**
   * Adds a material to a course as it now stands.
   * @throws Problem 409 `resource.conflict` when another has taken that place, 422 `material.no-file`, `material.not-there`.
   */
  async add(courseId: string, { replacesId, ...input }: NewMaterial): Promise<Material> {
    return this.transactions.run(async (unit) => {
      const course = await unit.manager.findOneBy(CourseEntity, { id: courseId });
      if (!course) throw Problem.of('resource.not-found');
      if (
        input.kind === 'file' &&
        !(await unit.manager.existsBy(MaterialFileEntity, { sha256: input.sha256 }))
      )
        throw Problem.unprocessable('material.no-file', 'The file was not sent before');
      if (replacesId && !(await unit.manager.existsBy(MaterialEntity, { id: replacesId, courseId })))
        throw Problem.unprocessable('material.not-there', 'The course has no material that it could replace');
      const material: MaterialEntity = {
        id: randomUUID(),
        courseId,
        courseVersion: course.version,
        ...empty,
        ...input,
        replacesId: replacesId ?? null,
        withdrawn: false,
        version: 1,
      };
      await unit.manager.insert(MaterialEntity, material);
      record(unit, 'material.add', material);
      return material;
    });
  }

  /** @throws Problem 409 `material.withdrawn` when it was before. */
  async withdraw(id: string, version: number): Promise<Material> {
    return this.transactions.run(async (unit) => {
      const material = await lockRow(unit, MaterialEntity, id, version);
      if (material.withdrawn) throw Problem.conflict('material.withdrawn', 'It was withdrawn before');
      Object.assign(material, { withdrawn: true, version: version + 1 });
      await unit.manager.save(material);
      record(unit, 'material.withdraw', material);
      return material;
    });
  }

  /** Who has opened a material; which is recorded as a read of their data. */
  async openings(
    id: string,
    query: z.infer<typeof MaterialOpeningListQuery>,
  ): Promise<Page<MaterialOpeningEntity>> {
    return this.transactions.run(async (unit) => {
      if (!(await unit.manager.existsBy(MaterialEntity, { id }))) throw Problem.of('resource.not-found');
      const page = await readPage(
        unit.manager
          .createQueryBuilder(MaterialOpeningEntity, 'opening')
          .where('opening.materialId = :id', { id }),
        query,
        {
          fields: { personId: 'opening.personId' },
          sort: { expression: 'opening.personId', of: ({ personId }) => personId },
          id: { expression: 'opening.materialId', of: ({ materialId }) => materialId },
        },
        (opening) => opening,
      );
      const personIds = page.items.map(({ personId }) => personId);
      if (personIds.length > 0)
        unit.audit({ action: 'material-opening.list', entity: `material:${id}`, details: { personIds } });
      return page;
    });
  }
}

async function opened(unit: UnitOfWork, id: string, { personId }: Caller): Promise<MaterialEntity> {
  const material = await unit.manager.findOneBy(MaterialEntity, { id });
  if (!material) throw Problem.of('resource.not-found');
  if (personId) await unit.query('material.open', openSql, [id, personId]);
  return material;
}

function record(unit: UnitOfWork, action: string, material: MaterialEntity): void {
  const { id, courseId, courseVersion, kind, replacesId, version } = material;
  const details = { courseId, courseVersion, kind, replacesId, version };
  unit.audit({ action, entity: `material:${id}`, details });
}
