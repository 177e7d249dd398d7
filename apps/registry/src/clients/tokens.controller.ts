import { Body, Controller, Header, Post } from '@nestjs/common';
import { ClientCredentials, TokenPair } from '#contracts/accounts';
import { Route } from '#service-kit/route';
import { ClientsService } from './clients.service.js';

@Controller('tokens')
export class TokensController {
  constructor(private readonly clients: ClientsService) {}

  // Public: the client's secret is the proof.
  @Post()
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Get an access token for another system by its credentials',
    requires: 'public',
    returns: TokenPair,
    problems: { 401: ['auth.invalid'] },
  })
  token(@Body({ schema: ClientCredentials }) body: ClientCredentials) {
    return this.clients.token(body);
  }
}
