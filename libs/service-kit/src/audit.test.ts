import { randomUUID } from 'node:crypto';
import { Controller, Injectable, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditSealed } from '#contracts/audit';
import { Transactions } from '#persistence/transactions';
import { eventually } from '#testing/eventually';
import { foundationOnly } from '#testing/test-database';
import { idempotencyKey, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { Route } from './route.js';
import type { ServiceDefinition } from './service.js';

@Injectable()
class NotesService {
  constructor(private readonly transactions: Transactions) {}

  async write(): Promise<void> {
    const entity = `note:${randomUUID()}`;
    await this.transactions.run(async (unit) =>
      unit.audit({ action: 'note.write', entity, details: { size: 1 } }),
    );
  }
}

@Controller('notes')
class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @Route({ summary: 'Write a note', requires: 'job.read' })
  write() {
    return this.notes.write();
  }
}

@Module({ controllers: [NotesController], providers: [NotesService] })
class NotesModule {}

const definition: ServiceDefinition = {
  name: 'training',
  description: 'Notes',
  database: foundationOnly('training'),
  module: NotesModule,
};
const entries = '/v1/training/audit-entries';

describe('the audit log of a service', () => {
  let service: TestService;
  let administrator: TestClient;
  const [an, binh] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    service = await startTestService(definition);
    administrator = service.as('administrator', { accountId: an });
    for (const accountId of [an, binh, binh])
      await service
        .as('editor', { accountId })
        .post('/v1/training/notes', undefined, { 'x-request-id': `request-${accountId}` });
  });
  afterAll(() => service?.close());

  const listed = async (query = ''): Promise<AuditEntry[]> =>
    (await administrator.get(`${entries}?${query}`)).body.items;
  const notes = 'filter[action][eq]=note.write';

  it('says who did what to what, newest first', async () => {
    const items = await listed(notes);
    expect(items.map(({ actor }) => actor)).toEqual([binh, binh, an]);
    expect(items[2]).toEqual({
      seq: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      actor: an,
      action: 'note.write',
      entity: expect.stringMatching(/^note:/),
      requestId: `request-${an}`,
      details: { size: 1 },
      position: expect.toBeOneOf([expect.any(Number), null]),
    });
  });

  it('is searched by entity, actor, action and time, page by page', async () => {
    const [newest, middle, oldest] = (await listed(notes)) as [AuditEntry, AuditEntry, AuditEntry];
    expect(await listed(`filter[entity][eq]=${middle.entity}`)).toMatchObject([{ seq: middle.seq }]);
    expect(await listed(`filter[entity][in]=${middle.entity},${oldest.entity}`)).toHaveLength(2);
    expect(await listed(`${notes}&filter[actor][eq]=${an}`)).toMatchObject([{ seq: oldest.seq }]);
    expect(await listed(`filter[action][in]=note.write,note.read`)).toHaveLength(3);
    expect(await listed(`${notes}&filter[at][gte]=2020-01-01`)).toHaveLength(3);
    expect(await listed(`${notes}&filter[at][lte]=2020-01-01T00:00:00Z`)).toEqual([]);
    const first = await administrator.get(`${entries}?${notes}&limit=2&total=true`);
    expect(first.body).toMatchObject({ items: [{ seq: newest.seq }, { seq: middle.seq }], total: 3 });
    const second = await administrator.get(`${entries}?${notes}&limit=2&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ seq: oldest.seq }], next: null });
  });

  it('records who read it, and what they looked for', async () => {
    await listed('filter[entity][eq]=note:1');
    const [reading] = await listed('filter[action][eq]=audit.read');
    expect(reading).toMatchObject({
      actor: an,
      entity: 'audit-log:training',
      details: { 'filter[entity][eq]': 'note:1' },
    });
  });

  it('is sealed within moments', async () => {
    await eventually(async () =>
      expect((await listed(notes)).map(({ position }) => position)).toEqual([3, 2, 1]),
    );
    const { body } = await eventually(async () => {
      const head = await administrator.get('/v1/training/audit/head');
      expect(head.body.waiting).toBe(0);
      return head;
    });
    expect(body).toEqual({
      position: expect.any(Number),
      hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      waiting: 0,
      oldestSeconds: 0,
    });
    expect(body.position).toBeGreaterThanOrEqual(3);
  });

  it('has its end signed when an administrator asks, once under one key', async () => {
    const ask = () =>
      administrator.post('/v1/training/audit/checkpoints', undefined, idempotencyKey('checkpoint-1'));
    const asked = await ask();
    expect(asked).toMatchObject({ status: 202, body: { waiting: 0 } });
    expect((await ask()).body).toEqual(asked.body);
    const { position, hash } = asked.body;
    await eventually(() =>
      expect(service.sent(auditSealed('training')).map(({ subject, data }) => ({ subject, data }))).toEqual([
        { subject: 'training', data: { position, hash } },
      ]),
    );
    expect(await listed('filter[action][eq]=audit.checkpoint')).toMatchObject([
      { actor: an, entity: 'audit-chain:training', details: { position, hash } },
    ]);
  });

  it('is for administrators only', async () => {
    for (const client of [
      service.as('approver', { secondFactor: true }),
      service.as('reviewer', { ranges: [[1, 9]] }),
    ]) {
      for (const path of [entries, '/v1/training/audit/head'])
        expect(await client.get(path)).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
      expect((await client.post('/v1/training/audit/checkpoints')).status).toBe(403);
    }
    expect((await service.anonymous.get(entries)).status).toBe(401);
  });
});
