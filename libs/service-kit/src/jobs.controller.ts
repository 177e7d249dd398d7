import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Job, JobListQuery, JobPage } from '#contracts/job';
import { IdParam } from '#contracts/values';
import { Jobs } from '#jobs/jobs';
import { Route } from './route.js';

@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  @Get()
  @Route({ summary: 'List jobs, newest first', requires: 'job.read', returns: JobPage })
  list(@Query({ schema: JobListQuery }) query: z.infer<typeof JobListQuery>) {
    return this.jobs.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a job with its progress',
    requires: 'job.read',
    returns: Job,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.jobs.get(id);
  }

  @Get(':id/progress')
  @Route({
    summary: 'Follow a job as server-sent events until it is finished',
    requires: 'job.read',
    produces: 'text/event-stream',
    problems: { 404: ['resource.not-found'] },
  })
  async follow(@Param('id', { schema: IdParam }) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.jobs.get(id);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for await (const job of this.jobs.follow(id, { signal: gone.signal })) {
      reply.raw.write(`event: job\ndata: ${JSON.stringify(job)}\n\n`);
    }
    reply.raw.end();
  }

  @Post(':id/retry')
  @Route({
    summary: 'Run a failed job again',
    requires: 'job.retry',
    returns: Job,
    problems: { 404: ['resource.not-found'], 409: ['job.not-failed'] },
  })
  retry(@Param('id', { schema: IdParam }) id: string) {
    return this.jobs.retry(id);
  }
}
