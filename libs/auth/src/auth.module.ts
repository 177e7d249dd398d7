import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { JWTVerifyGetKey } from 'jose';
import { AccessGuard } from './access.guard.js';
import { DeclaredAccess } from './declared-access.js';
import { Revocations } from './revocations.js';
import { TokenVerifier } from './tokens.js';

/** The default-deny guard that a service puts before all of its routes, and what it asks. */
@Global()
@Module({})
export class AuthModule {
  static withKeys(keys: JWTVerifyGetKey): DynamicModule {
    return {
      module: AuthModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: TokenVerifier, useValue: new TokenVerifier(keys) },
        Revocations,
        AccessGuard,
        DeclaredAccess,
      ],
      exports: [TokenVerifier, Revocations, AccessGuard],
    };
  }
}
