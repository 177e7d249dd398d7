import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { auditVerified } from '#contracts/audit';
import { serviceNames } from '#service-kit/service-names';
import { AuditVerificationsService } from './audit-verifications.service.js';

const verified = serviceNames.map((service) => ({ service, ...auditVerified(service) }));
const Verified = z.union(verified.map(({ envelope }) => envelope));

/** Gathers what the services found in their audit logs, the registry among them. */
@Controller()
export class AuditVerificationsConsumer {
  constructor(private readonly verifications: AuditVerificationsService) {}

  @EventPattern<string[]>(verified.map(({ type }) => type))
  verified(@Payload({ schema: Verified }) { type, data }: z.infer<typeof Verified>) {
    const { service } = verified.find((candidate) => candidate.type === type)!;
    const { verificationId, ...verdict } = data;
    return this.verifications.keep(verificationId, { service, ...verdict });
  }
}
