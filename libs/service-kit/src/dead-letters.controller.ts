import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { DeadLetter, DeadLetterPage } from '#contracts/dead-letter';
import { ListParameters } from '#contracts/list';
import { IdParam } from '#contracts/values';
import { DeadLetters } from '#messaging/dead-letters';
import { Route } from './route.js';

const Listing = ListParameters.omit({ total: true });

@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @Route({
    summary: 'List events that could not be handled, newest first',
    requires: 'dead-letter.manage',
    returns: DeadLetterPage,
  })
  async list(@Query({ schema: Listing }) { limit, cursor }: z.infer<typeof Listing>) {
    const letters = await this.letters.list({ limit: limit + 1, ...(cursor && { before: cursor }) });
    const items = letters.slice(0, limit);
    return { items, next: letters.length > limit ? items.at(-1)!.id : null };
  }

  @Post(':id/replay')
  @Route({
    summary: 'Hand an event to its handlers again',
    requires: 'dead-letter.manage',
    returns: DeadLetter,
    problems: {
      404: ['resource.not-found'],
      409: ['dead-letter.already-replayed'],
      422: ['dead-letter.replay-failed'],
    },
  })
  replay(@Param('id', { schema: IdParam }) id: string) {
    return this.letters.replay(id);
  }
}
