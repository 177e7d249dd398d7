import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { accessRevoked } from '#contracts/access';
import { RevocationList } from './revocation-list.js';

/** Every service hears from the registry whose tokens no longer count. */
@Controller()
export class RevocationsConsumer {
  constructor(private readonly list: RevocationList) {}

  @EventPattern<string>(accessRevoked.type)
  revoked(@Payload({ schema: accessRevoked.envelope }) { data }: z.infer<typeof accessRevoked.envelope>) {
    return this.list.keep(data);
  }
}
