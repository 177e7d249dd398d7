import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { JWTVerifyGetKey } from 'jose';
import { AccessGuard } from './access.guard.js';
import { DeclaredAccess } from './declared-access.js';
import { Revocations } from './revocations.js';
import { TokenVerifier } from './tokens.js';

/** Puts the default-deny guard before every route of a service. */
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
        { provide: APP_GUARD, useClass: AccessGuard },
        DeclaredAccess,
      ],
      exports: [TokenVerifier, Revocations],
    };
  }
}
