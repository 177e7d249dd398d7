import { Body, Controller, Delete, Get, Header, Param, Put, Query, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Account, NewOidcLink, OidcCallbackQuery, TokenPair } from '#contracts/accounts';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { OidcService } from './oidc.service.js';

const unknown = { 404: ['resource.not-found'] };

@Controller()
export class OidcController {
  constructor(private readonly oidc: OidcService) {}

  // Public: whoever signs in has nothing to show yet.
  @Get('oidc/start')
  @Header('cache-control', 'no-store')
  @Redirect()
  @Route({
    summary: 'Go to the outside identity provider to sign in',
    requires: 'public',
    status: 302,
    problems: unknown,
  })
  async start(@Res({ passthrough: true }) reply: FastifyReply) {
    const { url, cookie } = await this.oidc.start();
    void reply.header('set-cookie', cookie);
    return { url, statusCode: 302 };
  }

  // Public: the provider's answer is the proof.
  @Get('oidc/callback')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Sign in with the answer of the outside identity provider',
    requires: 'public',
    returns: TokenPair,
    problems: { ...unknown, 401: ['auth.invalid'], 403: ['oidc.not-linked'] },
  })
  finish(@Query({ schema: OidcCallbackQuery }) query: OidcCallbackQuery, @Req() request: FastifyRequest) {
    return this.oidc.finish(query, request.headers.cookie);
  }

  @Put('accounts/:id/oidc-link')
  @Route({
    summary: 'Let one identity of the outside provider sign in to an account; the sessions end',
    requires: 'account.manage',
    returns: Account,
    guarded: true,
    problems: { ...unknown, 409: ['resource.conflict'] },
  })
  link(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewOidcLink }) body: NewOidcLink,
  ) {
    return this.oidc.link({ id, version }, body);
  }

  @Delete('accounts/:id/oidc-link')
  @Route({
    summary: 'Let nobody of the outside provider sign in to an account; the sessions end',
    requires: 'account.manage',
    returns: Account,
    guarded: true,
    problems: unknown,
  })
  unlink(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.oidc.unlink({ id, version });
  }
}
