import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { AuditVerifier } from '#audit/audit-verifier';
import { auditVerificationAsked } from '#contracts/audit';

/** Every service verifies its audit log when the registry asks for it. */
@Controller()
export class AuditVerificationsConsumer {
  constructor(private readonly verifier: AuditVerifier) {}

  @EventPattern<string>(auditVerificationAsked.type)
  asked(
    @Payload({ schema: auditVerificationAsked.envelope })
    { data }: z.infer<typeof auditVerificationAsked.envelope>,
  ) {
    return this.verifier.answer(data.id, data.checkpoints);
  }
}
