import { randomUUID } from 'node:crypto';
import { Controller, Injectable, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { Transactions } from '#persistence/transactions';
import { foundationOnly } from '#testing/test-database';
import { idempotencyKey, startTestService, type TestService } from '#testing/test-service';
import { Route } from './route.js';

const Note = z.object({ id: z.uuid() });

@Injectable()
class NotesService {
  constructor(private readonly transactions: Transactions) {}

  async write(id: string): Promise<object> {
    return this.transactions.run(async (unit) => {
      unit.audit({ action: 'note.write', entity: 'note' });
      return { id, thought: 'not for anyone else' };
    });
  }
}

@Controller('notes')
class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @Route({ summary: 'Write a note', requires: 'job.read', returns: Note, repeatable: true })
  write() {
    return this.notes.write(randomUUID());
  }

  @Post('odd')
  @Route({ summary: 'Write an odd one', requires: 'job.read', returns: Note, repeatable: true })
  writeOdd() {
    return this.notes.write('odd');
  }
}

@Module({ controllers: [NotesController], providers: [NotesService] })
class NotesModule {}

let service: TestService;
beforeAll(async () => {
  service = await startTestService(
    { name: 'training', description: 'Notes', database: foundationOnly('training'), module: NotesModule },
    { log: [] },
  );
});
afterAll(() => service?.close());

const kept = (): Promise<unknown[]> =>
  service.database.query(
    'SELECT response, (SELECT count(*)::int FROM training.audit_entry) AS written FROM training.idempotency',
  );

it('what is kept for a repetition is what the answer may contain, and nothing is when the answer is not as described', async () => {
  const editor = service.as('editor', { accountId: randomUUID() });
  const write = () => editor.post('/v1/training/notes', undefined, idempotencyKey('note-one'));
  const { body: first } = await write();
  const { body: again } = await write();
  expect(again).toEqual(first);
  expect(await kept()).toEqual([{ response: { id: first.id }, written: 1 }]);

  const odd = await editor.post('/v1/training/notes/odd', undefined, idempotencyKey('note-odd'));
  expect(odd.status).toBe(500);
  expect(await kept()).toEqual([{ response: { id: first.id }, written: 1 }]);
});
