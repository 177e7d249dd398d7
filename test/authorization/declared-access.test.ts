import { Controller, Get, Module } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { Public } from '#auth/requires';
import type { ServiceDefinition } from '#service-kit/service';
import { Route } from '#service-kit/route';
import { foundationOnly } from '#testing/test-database';
import { startTestService } from '#testing/test-service';

@Controller('notes')
class DeclaredController {
  @Get()
  @Route({ summary: 'List notes', requires: 'job.read' })
  list(): void {}

  // Public: it says nothing.
  @Get('nothing')
  @Public()
  nothing(): void {}
}

@Controller('notes')
class ForgottenController {
  @Get()
  @Route({ summary: 'List notes', requires: 'job.read' })
  list(): void {}

  @Get('secret')
  secret(): string {
    return 'secret';
  }
}

@Module({ controllers: [DeclaredController] })
class DeclaredModule {}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

const definition = (module: ServiceDefinition['module']): ServiceDefinition => ({
  name: 'training',
  description: 'Notes',
  database: foundationOnly('training'),
  module,
});

describe('a service', () => {
  it('does not start while a route declares neither a permission nor that it is public', async () => {
    await expect(startTestService(definition(ForgottenModule), { logLevel: 'silent' })).rejects.toThrow(
      'Routes without a declared permission: ForgottenController.secret',
    );
  });

  it('starts when every route does', async () => {
    const service = await startTestService(definition(DeclaredModule));
    expect((await service.anonymous.get('/v1/training/notes')).status).toBe(401);
    expect((await service.as('recipient').get('/v1/training/notes')).status).toBe(403);
    expect((await service.as('editor').get('/v1/training/notes')).status).toBe(204);
    expect((await service.anonymous.get('/v1/training/notes/nothing')).status).toBe(200);
    await service.close();
  });
});
