import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { Reach } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type {
  NewOpinionStream,
  OpinionStream,
  OpinionStreamHead,
  OpinionStreamListQuery,
  StreamItems,
} from '#contracts/opinion-streams';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { OpinionItemEntity } from '../opinion-reports/opinion-report.entity.js';
import { sharePeriodSql } from '../periods/periods.queries.js';
import { reviewedItems } from './look-alikes.queries.js';
import { OpinionStreamEntity } from './opinion-stream.entity.js';

/** A stream as its changer has read it, and by whom it is changed. */
export interface StreamVersion {
  id: string;
  version: number;
  caller: Caller;
}

type Matter = Pick<OpinionStreamEntity, 'periodId' | 'topic' | 'tendency'>;

/** Joins what several reporters heard of one matter. The items stay as they were filed. */
@Injectable()
export class OpinionStreamsService {
  constructor(private readonly transactions: Transactions) {}

  async list(
    query: z.infer<typeof OpinionStreamListQuery>,
    caller: Caller,
  ): Promise<Page<OpinionStreamHead>> {
    return readPage(
      this.visibleTo(caller.reach),
      query,
      {
        fields: { periodId: 'stream.periodId', topic: 'stream.topic', tendency: 'stream.tendency' },
        sort: { expression: 'stream.createdAt', of: (stream) => stream.createdAt.toISOString() },
        id: { expression: 'stream.id', of: (stream) => stream.id },
      },
      toHead,
    );
  }

  /** Reads a stream with those of its items that are within reach; that they were read is recorded. */
  async get(id: string, caller: Caller): Promise<OpinionStream> {
    return this.transactions.run(async (unit) => {
      const stream = await this.find(id, caller);
      unit.audit({ action: 'opinion-stream.read', entity: `opinion-stream:${id}` });
      return present(unit, stream, caller);
    });
  }

  /** @throws Problem 422 `opinion-stream.unknown-item`, `opinion-stream.unlike`; 409 `opinion-stream.joined-already`. */
  async create({ itemIds }: NewOpinionStream, caller: Caller): Promise<OpinionStream> {
    return this.transactions.run(async (unit) => {
      const items = await locked(unit, itemIds, caller.reach);
      const { periodId, topic, tendency } = items[0]!;
      const stream = { id: randomUUID(), periodId, topic, tendency, version: 1 };
      await unit.manager.insert(OpinionStreamEntity, stream);
      await join(unit, stream, items);
      return told(unit, stream, 'create', itemIds, caller);
    });
  }

  /** Adds items; each keeps its own mark as a rumour. @throws as `create`. */
  async join(target: StreamVersion, { itemIds }: StreamItems): Promise<OpinionStream> {
    return this.transactions.run(async (unit) => {
      const stream = await this.next(target);
      await join(unit, stream, await locked(unit, itemIds, target.caller.reach));
      return told(unit, stream, 'join', itemIds, target.caller);
    });
  }

  /** Takes items out again. The stream stays, also without any. */
  async separate(target: StreamVersion, { itemIds }: StreamItems): Promise<OpinionStream> {
    return this.transactions.run(async (unit) => {
      const stream = await this.next(target);
      const items = await locked(unit, itemIds, target.caller.reach);
      refuseWhere(items, ({ streamId }) => streamId !== stream.id, unknownItem);
      await unit.query('period.share', sharePeriodSql, [stream.periodId]);
      await unit.manager.update(OpinionItemEntity, { id: In(itemIds) }, { streamId: null });
      return told(unit, stream, 'separate', itemIds, target.caller);
    });
  }

  /** A stream is seen by whoever reviews one of its items. */
  private visibleTo(reach: Reach): SelectQueryBuilder<OpinionStreamEntity> {
    const { manager } = this.transactions;
    const streams = manager.createQueryBuilder(OpinionStreamEntity, 'stream');
    if (reach.everywhere) return streams.where('true');
    const own = reviewedItems(manager, reach).select('1').andWhere('item.streamId = stream.id');
    return streams.where(`EXISTS (${own.getQuery()})`, own.getParameters());
  }

  private async find(id: string, { reach }: Caller): Promise<OpinionStreamEntity> {
    const stream = await this.visibleTo(reach).andWhere('stream.id = :id', { id }).getOne();
    if (!stream) throw Problem.of('resource.not-found');
    return stream;
  }

  /** The next version of a stream. */
  private async next({ id, version, caller }: StreamVersion): Promise<OpinionStreamEntity> {
    const stream = await this.find(id, caller);
    const { manager } = this.transactions;
    const { affected } = await manager.update(OpinionStreamEntity, { id, version }, { version: version + 1 });
    if (affected === 0) throw Problem.of('resource.stale');
    return { ...stream, version: version + 1 };
  }
}

/** Items within reach in the order in which they are named, locked one after the other. */
async function locked(unit: UnitOfWork, ids: string[], reach: Reach): Promise<OpinionItemEntity[]> {
  const found = await reviewedItems(unit.manager, reach)
    .andWhere('item.id IN (:...ids)', { ids })
    .orderBy('item.id')
    .setLock('pessimistic_write', undefined, ['item'])
    .getMany();
  const items = ids.map((id) => found.find((item) => item.id === id));
  refuseWhere(items, (item) => item === undefined, unknownItem);
  return items as OpinionItemEntity[];
}

async function join(unit: UnitOfWork, stream: Matter & { id: string }, items: OpinionItemEntity[]) {
  refuseWhere(
    items,
    ({ periodId, topic, tendency }) =>
      periodId !== stream.periodId || topic !== stream.topic || tendency !== stream.tendency,
    { code: 'opinion-stream.unlike', message: 'it is of another period, topic or tendency' },
  );
  if (items.some(({ streamId }) => streamId !== null)) {
    throw Problem.conflict('opinion-stream.joined-already', 'An item is in a stream; separate it first');
  }
  await unit.query('period.share', sharePeriodSql, [stream.periodId]);
  const ids = items.map(({ id }) => id);
  await unit.manager.update(OpinionItemEntity, { id: In(ids) }, { streamId: stream.id });
}

async function told(
  unit: UnitOfWork,
  stream: OpinionStreamHead,
  step: string,
  items: string[],
  caller: Caller,
): Promise<OpinionStream> {
  const details = { version: stream.version, items };
  unit.audit({ action: `opinion-stream.${step}`, entity: `opinion-stream:${stream.id}`, details });
  return present(unit, stream, caller);
}

async function present(
  unit: UnitOfWork,
  stream: OpinionStreamHead,
  { reach }: Caller,
): Promise<OpinionStream> {
  const items = await reviewedItems(unit.manager, reach)
    .andWhere('item.streamId = :id', { id: stream.id })
    .orderBy('item.ord')
    .addOrderBy('item.id')
    .getMany();
  return { ...toHead(stream), items: items.map(({ id, ...item }) => ({ ...item, itemId: id })) };
}

const toHead = ({ id, periodId, topic, tendency, version }: OpinionStreamHead): OpinionStreamHead => ({
  id,
  periodId,
  topic,
  tendency,
  version,
});

const unknownItem = {
  code: 'opinion-stream.unknown-item',
  message: 'there is no such item among those you review here',
};

function refuseWhere<Item>(
  items: Item[],
  wrong: (item: Item) => boolean,
  { code, message }: typeof unknownItem,
): void {
  const errors = items.flatMap((item, index) => (wrong(item) ? [{ path: `itemIds.${index}`, message }] : []));
  if (errors.length > 0) throw Problem.unprocessable(code, 'These items cannot be taken', { errors });
}
