import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Public } from '#auth/requires';
import { Problem } from '#contracts/problem';
import { DeadLetters } from '#messaging/dead-letters';
import { Relay } from '#messaging/relay';

/** For probes, which have no account: live = the process answers, ready = it can reach its database. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly relay: Relay,
    private readonly deadLetters: DeadLetters,
  ) {}

  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  async ready(): Promise<Record<string, unknown>> {
    try {
      await this.dataSource.query('SELECT 1');
      // Told, but no reason to take no requests: events that wait are sent when the broker is back.
      return { status: 'ok', outbox: await this.relay.health(), deadLetters: await this.deadLetters.count() };
    } catch {
      throw Problem.of('service.unavailable', {
        detail: 'The database is not reachable',
        retryAfterSeconds: 5,
      });
    }
  }
}
