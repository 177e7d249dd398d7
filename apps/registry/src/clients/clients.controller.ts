import { Body, Controller, Get, Header, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ApiClient,
  ApiClientListQuery,
  ApiClientPage,
  ClientPermissions,
  CreatedApiClient,
  NewApiClient,
  RotateSecret,
} from '#contracts/accounts';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ClientsService } from './clients.service.js';

const requires = 'client.manage';
const secondFactor = { 403: ['auth.second-factor-required'] };

@Controller('clients')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Get()
  @Route({ summary: 'List API clients', requires, returns: ApiClientPage, problems: secondFactor })
  list(@Query({ schema: ApiClientListQuery }) query: z.infer<typeof ApiClientListQuery>) {
    return this.clients.list(query);
  }

  // Not repeatable: the secret is shown once and stored nowhere. The name keeps the client single.
  @Post()
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Register another system; its secret is shown once',
    requires,
    returns: CreatedApiClient,
    status: 201,
    problems: { ...secondFactor, 409: ['resource.conflict'] },
  })
  create(@Body({ schema: NewApiClient }) body: NewApiClient) {
    return this.clients.create(body);
  }

  // Not repeatable, as above.
  @Post(':id/rotate')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Make a new secret; the old one goes on for as long as you say',
    requires,
    returns: CreatedApiClient,
    guarded: true,
    repeatable: false,
    problems: { ...secondFactor, 404: ['resource.not-found'], 409: ['client.disabled'] },
  })
  rotate(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RotateSecret }) body: RotateSecret,
  ) {
    return this.clients.rotate(id, version, body);
  }

  @Put(':id/permissions')
  @Route({
    summary: 'Change what another system may do; what was taken away is refused at once',
    requires,
    returns: ApiClient,
    guarded: true,
    problems: { ...secondFactor, 404: ['resource.not-found'], 409: ['client.disabled'] },
  })
  permit(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ClientPermissions }) body: ClientPermissions,
  ) {
    return this.clients.permit(id, version, body);
  }

  @Post(':id/disable')
  @Route({
    summary: 'Refuse the client from now on',
    requires,
    returns: ApiClient,
    guarded: true,
    repeatable: true,
    problems: { ...secondFactor, 404: ['resource.not-found'] },
  })
  disable(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.clients.disable(id, version);
  }
}
