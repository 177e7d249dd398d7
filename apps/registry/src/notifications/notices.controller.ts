import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  FollowNoticesQuery,
  NoticeListQuery,
  NoticePage,
  ReadNotices,
  UnreadNotices,
} from '#contracts/notifications';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { NoticesService } from './notices.service.js';

const requires = 'notification.read-own';
const unknown = { 404: ['resource.not-found'] };

@Controller('notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Route({ summary: 'List the own notices, unread ones first', requires, returns: NoticePage })
  list(
    @Query({ schema: NoticeListQuery }) query: z.infer<typeof NoticeListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.notices.list(query, caller);
  }

  @Get('unread')
  @Route({ summary: 'How many of the own notices are unread', requires, returns: UnreadNotices })
  unread(@Calling() caller: Caller) {
    return this.notices.unread(caller);
  }

  @Get('stream')
  @Route({
    summary: 'Follow the number of unread notices as server-sent events',
    requires,
    produces: 'text/event-stream',
  })
  async follow(
    @Query({ schema: FollowNoticesQuery }) { seconds }: FollowNoticesQuery,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for await (const unread of this.notices.follow(caller, { seconds, signal: gone.signal })) {
      reply.raw.write(`event: unread\ndata: ${JSON.stringify(unread)}\n\n`);
    }
    reply.raw.end();
  }

  @Post(':id/read')
  @Route({ summary: 'Mark a notice as read', requires, returns: UnreadNotices, problems: unknown })
  read(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.notices.read(id, caller);
  }

  @Post('read')
  @Route({
    summary: 'Mark a notice and all before it as read',
    requires,
    returns: UnreadNotices,
    problems: unknown,
  })
  readUpTo(@Body({ schema: ReadNotices }) { upTo }: ReadNotices, @Calling() caller: Caller) {
    return this.notices.readUpTo(upTo, caller);
  }
}
