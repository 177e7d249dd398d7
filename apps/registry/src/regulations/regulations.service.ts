import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type { Appointment } from '#contracts/people';
import { Problem } from '#contracts/problem';
import {
  type NewRegulation,
  type NewRegulationVersion,
  type Regulation,
  type RegulationCitingQuery,
  type RegulationFile,
  type RegulationHead,
  type RegulationListQuery,
  regulationRecorded,
  type RegulationVersion,
  type RepealRegulation,
} from '#contracts/regulations';
import { fold } from '#contracts/values';
import { likeFolded, readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { keptFile } from '#service-kit/kept-file';
import type { Upload } from '#service-kit/uploaded';
import { OrganisationEntity } from '../organisations/organisation.entity.js';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { recordList } from '#service-kit/reads-of-others';
import { RegulationEntity, RegulationFileEntity, RegulationVersionEntity } from './regulation.entity.js';
import { toHead, toVersion } from './regulation.mapper.js';
import { namingPattern } from './regulations.queries.js';

@Injectable()
export class RegulationsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof RegulationListQuery>): Promise<Page<RegulationHead>> {
    const select = this.transactions.manager.createQueryBuilder(RegulationEntity, 'regulation');
    if (query.asOf) {
      const version = select
        .subQuery()
        .select('1')
        .from(RegulationVersionEntity, 'version')
        .where(
          'version.regulationId = regulation.id AND version.inForceFrom <= :asOf AND (version.inForceTo IS NULL OR version.inForceTo > :asOf)',
        );
      select.where(`EXISTS ${version.getQuery()}`, { asOf: query.asOf });
    }
    if (query.search) likeFolded(select, 'regulation.search', query.search);
    const field = (name: string): string => `regulation.${name}`;
    const fields = ['kind', 'symbol', 'issuedOn', 'replacedById'];
    return readPage(
      select,
      query,
      {
        fields: Object.fromEntries(fields.map((name) => [name, field(name)])),
        sort: { expression: field('issuedOn'), of: ({ issuedOn }) => issuedOn },
        id: { expression: field('id'), of: ({ id }) => id },
        direction: 'DESC',
      },
      toHead,
    );
  }

  async get(id: string): Promise<Regulation> {
    const regulation = await this.transactions.manager.findOneBy(RegulationEntity, { id });
    if (!regulation) throw Problem.of('resource.not-found');
    return this.whole(regulation);
  }

  /** Appointments within reach whose legal basis names the regulation by its symbol. */
  async citing(
    id: string,
    query: z.infer<typeof RegulationCitingQuery>,
    caller: Caller,
  ): Promise<Page<Appointment>> {
    const { sql, parameters } = reachWhere(caller.reach, {
      ord: 'appointment.ord',
      person: 'appointment.personId',
    });
    return this.transactions.run(async (unit) => {
      const { symbol } = await this.get(id);
      const page = await readPage(
        unit.manager
          .createQueryBuilder(AppointmentEntity, 'appointment')
          .where(sql, parameters)
          .andWhere('appointment.legalBasis ~ :pattern', { pattern: namingPattern(symbol) }),
        query,
        {
          sort: { expression: 'appointment.from', of: ({ from }) => from },
          id: { expression: 'appointment.id', of: (appointment) => appointment.id },
        },
        (appointment) => appointment,
      );
      recordList(unit, 'appointment', page.items, caller);
      return page;
    });
  }

  /**
   * Keeps a file under the hash of its content; the same file is kept once.
   * @throws Problem 422 `file.unreadable` when it is not what it is sent as.
   */
  async keep(upload: Upload): Promise<RegulationFile> {
    const file = keptFile(upload);
    return this.transactions.run(async (unit) => {
      const { raw } = await unit.manager
        .createQueryBuilder()
        .insert()
        .into(RegulationFileEntity)
        .values({ ...file, content: upload.bytes })
        .orIgnore()
        .returning('sha256')
        .execute();
      if ((raw as unknown[]).length > 0)
        unit.audit({
          action: 'regulation-file.keep',
          entity: `regulation-file:${file.sha256}`,
          details: { ...file },
        });
      return file;
    });
  }

  /** The file of a version. */
  async file(versionId: string): Promise<{ content: Buffer; mediaType: string; sha256: string }> {
    const { manager } = this.transactions;
    const version = await manager.findOneBy(RegulationVersionEntity, { id: versionId });
    if (!version) throw Problem.of('resource.not-found');
    return manager.findOneOrFail(RegulationFileEntity, {
      select: { sha256: true, mediaType: true, size: true, content: true },
      where: { sha256: version.fileSha256 },
    });
  }

  /** Records a regulation with its first version. */
  async issue(input: NewRegulation): Promise<Regulation> {
    const { kind, symbol, title, issuer, issuedOn, ...first } = input;
    return this.transactions.run(async (unit) => {
      const regulation: RegulationEntity = {
        id: randomUUID(),
        kind,
        symbol,
        title,
        issuer,
        issuedOn,
        repealedOn: null,
        replacedById: null,
        search: fold(`${symbol} ${title}`),
        version: 1,
      };
      await unit.manager.insert(RegulationEntity, regulation);
      await this.publish(unit, { regulationId: regulation.id, number: 1, ...first });
      return this.record(unit, 'regulation.issue', regulation);
    });
  }

  /**
   * Adds a version; the one before is in force until the new one is.
   * @throws Problem 409 `regulation.repealed`, 422 `regulation.not-after` when it begins no later than the one before.
   */
  async revise(id: string, version: number, input: NewRegulationVersion): Promise<Regulation> {
    return this.transactions.run(async (unit) => {
      const regulation = await this.standing(unit, id, version);
      const last = await unit.manager.findOneByOrFail(RegulationVersionEntity, {
        regulationId: id,
        inForceTo: IsNull(),
      });
      if (input.inForceFrom <= last.inForceFrom)
        throw Problem.unprocessable('regulation.not-after', 'It must come into force after the one before');
      await unit.manager.update(RegulationVersionEntity, { id: last.id }, { inForceTo: input.inForceFrom });
      await this.publish(unit, { regulationId: id, number: last.number + 1, ...input });
      return this.record(unit, 'regulation.revise', await this.next(unit, regulation));
    });
  }

  /** Ends a regulation, where one takes its place by naming it. */
  async repeal(id: string, version: number, { on, replacedById }: RepealRegulation): Promise<Regulation> {
    return this.transactions.run(async (unit) => {
      const regulation = await this.standing(unit, id, version);
      if (
        replacedById === id ||
        (replacedById && !(await unit.manager.existsBy(RegulationEntity, { id: replacedById })))
      )
        throw Problem.unprocessable('regulation.no-successor', 'There is no other such regulation');
      const last = await unit.manager.findOneByOrFail(RegulationVersionEntity, {
        regulationId: id,
        inForceTo: IsNull(),
      });
      if (on <= last.inForceFrom)
        throw Problem.unprocessable('regulation.not-after', 'It cannot end before its last version begins');
      await unit.manager.update(RegulationVersionEntity, { id: last.id }, { inForceTo: on });
      const changed = await this.next(unit, { ...regulation, repealedOn: on, replacedById });
      return this.record(unit, 'regulation.repeal', changed);
    });
  }

  private async publish(
    unit: UnitOfWork,
    version: Omit<RegulationVersionEntity, 'id' | 'inForceTo'>,
  ): Promise<void> {
    const { fileSha256, audience } = version;
    if (!(await unit.manager.existsBy(RegulationFileEntity, { sha256: fileSha256 })))
      throw Problem.unprocessable('regulation.no-file', 'Send the file first');
    const branch = audience?.organisationId;
    if (branch && !(await unit.manager.existsBy(OrganisationEntity, { id: branch })))
      throw Problem.unprocessable('regulation.no-organisation', 'There is no such organisation');
    await unit.manager.insert(RegulationVersionEntity, { id: randomUUID(), inForceTo: null, ...version });
  }

  private async standing(unit: UnitOfWork, id: string, version: number): Promise<RegulationEntity> {
    const regulation = await lockRow(unit, RegulationEntity, id, version);
    if (regulation.repealedOn !== null)
      throw Problem.conflict('regulation.repealed', 'The regulation has been repealed');
    return regulation;
  }

  private next(unit: UnitOfWork, regulation: RegulationEntity): Promise<RegulationEntity> {
    return unit.manager.save(RegulationEntity, { ...regulation, version: regulation.version + 1 });
  }

  private async record(unit: UnitOfWork, action: string, entity: RegulationEntity): Promise<Regulation> {
    const regulation = await this.whole(entity);
    const { id, kind, repealedOn, version, versions } = regulation;
    unit.publish(regulationRecorded.of(id, version, { id, kind, repealedOn, versions: versions.length }));
    unit.audit({ action, entity: `regulation:${id}`, details: { version } });
    return regulation;
  }

  private async whole(entity: RegulationEntity): Promise<Regulation> {
    return { ...toHead(entity), versions: await this.versions({ regulationId: entity.id }) };
  }

  private async versions(where: { regulationId: string }): Promise<RegulationVersion[]> {
    const { manager } = this.transactions;
    const versions = await manager.find(RegulationVersionEntity, { where, order: { number: 'ASC' } });
    const files = await manager.findBy(RegulationFileEntity, {
      sha256: In(versions.map(({ fileSha256 }) => fileSha256)),
    });
    return versions.map((version) =>
      toVersion(
        version,
        files.find(({ sha256 }) => sha256 === version.fileSha256)!,
      ),
    );
  }
}
