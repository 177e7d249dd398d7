import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type {
  Acknowledgement,
  ReadingList,
  RegulationReaderList,
  RegulationReaderQuery,
} from '#contracts/regulations';
import { Transactions } from '#persistence/transactions';
import { officeDay } from '#persistence/office-day';
import { recordList } from '#service-kit/reads-of-others';
import {
  RegulationAcknowledgementEntity,
  RegulationEntity,
  RegulationFileEntity,
  RegulationVersionEntity,
} from './regulation.entity.js';
import { toHead, toVersion } from './regulation.mapper.js';
import { readersSql, type ReaderRow } from './regulations.queries.js';

/** Who must read what, and who says that they have. */
@Injectable()
export class ReadingsService {
  constructor(private readonly transactions: Transactions) {}

  async readers(
    versionId: string,
    { asOf, acknowledged }: RegulationReaderQuery,
    caller: Caller,
  ): Promise<RegulationReaderList> {
    return this.transactions.run(async (unit) => {
      const { manager } = unit;
      if (!(await manager.existsBy(RegulationVersionEntity, { id: versionId })))
        throw Problem.of('resource.not-found');
      const day = asOf ?? (await officeDay(manager));
      const rows = await manager.query<ReaderRow[]>(readersSql, [day, versionId, null]);
      const said = ({ acknowledgedOn }: ReaderRow): boolean => acknowledgedOn !== null;
      const rank = ({ dueOn, personId }: ReaderRow): string => `${dueOn} ${personId}`;
      const items = rows
        .filter((row) => acknowledged === undefined || said(row) === (acknowledged === 'true'))
        .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
      const held = items.map(({ personId }) => ({ id: personId, personId }));
      recordList(unit, 'regulation-reader', held, caller);
      return { readers: rows.length, acknowledged: rows.filter(said).length, items };
    });
  }

  /** What the caller must read today: unread first, by the day it is due. */
  async own({ personId }: Caller): Promise<ReadingList> {
    if (personId === null) return { items: [] };
    const { manager } = this.transactions;
    const rows = await manager.query<ReaderRow[]>(readersSql, [await officeDay(manager), null, personId]);
    const versions = await manager.findBy(RegulationVersionEntity, {
      id: In(rows.map(({ versionId }) => versionId)),
    });
    const regulations = await manager.findBy(RegulationEntity, {
      id: In(rows.map(({ regulationId }) => regulationId)),
    });
    const files = await manager.findBy(RegulationFileEntity, {
      sha256: In(versions.map(({ fileSha256 }) => fileSha256)),
    });
    const rank = ({ acknowledgedOn, dueOn }: ReaderRow): string => `${acknowledgedOn ? 1 : 0} ${dueOn}`;
    return {
      items: rows
        .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
        .map(({ versionId, regulationId, dueOn, acknowledgedOn }) => {
          const version = versions.find(({ id }) => id === versionId)!;
          return {
            regulation: toHead(regulations.find(({ id }) => id === regulationId)!),
            version: toVersion(
              version,
              files.find(({ sha256 }) => sha256 === version.fileSha256)!,
            ),
            dueOn,
            acknowledgedOn,
          };
        }),
    };
  }

  /**
   * Says that the caller has read a version; said again, the first day stays.
   * @throws Problem 422 `regulation.not-a-reader` when the caller does not have to read it today.
   */
  async acknowledge(versionId: string, { personId }: Caller): Promise<Acknowledgement> {
    return this.transactions.run(async (unit) => {
      if (!(await unit.manager.existsBy(RegulationVersionEntity, { id: versionId })))
        throw Problem.of('resource.not-found');
      const today = await officeDay(unit.manager);
      const [reader] = personId
        ? await unit.manager.query<ReaderRow[]>(readersSql, [today, versionId, personId])
        : [];
      if (!reader)
        throw Problem.unprocessable('regulation.not-a-reader', 'You do not have to read this version');
      const { acknowledgedOn } = reader;
      if (acknowledgedOn === null) {
        await unit.manager
          .createQueryBuilder()
          .insert()
          .into(RegulationAcknowledgementEntity)
          .values({ versionId, personId: reader.personId, acknowledgedOn: today })
          .orIgnore()
          .execute();
        unit.audit({ action: 'regulation.acknowledge', entity: `regulation-version:${versionId}` });
      }
      return { versionId, personId: reader.personId, acknowledgedOn: acknowledgedOn ?? today };
    });
  }
}
