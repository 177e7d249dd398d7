import { Controller, Get, Post } from '@nestjs/common';
import { VerificationKeys } from '#contracts/accounts';
import { Route } from '#service-kit/route';
import { SigningKeys } from './signing-keys.js';

@Controller('keys')
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  // Public: everyone who receives a token checks it with these.
  @Get()
  @Route({
    summary: 'The keys that access tokens are checked with (JWKS)',
    requires: 'public',
    returns: VerificationKeys,
  })
  published() {
    return this.keys.published();
  }

  @Post('rotate')
  @Route({
    summary: 'Make a new signing key',
    description: 'It signs a minute later; the present one stays published until its last token has expired.',
    requires: 'account.manage',
    returns: VerificationKeys,
  })
  rotate() {
    return this.keys.rotate();
  }
}
