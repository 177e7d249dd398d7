import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { auditSealed } from '#contracts/audit';
import { serviceNames } from '#service-kit/service-names';
import { AuditCheckpointsService } from './audit-checkpoints.service.js';

const sealed = serviceNames.map((service) => ({ service, ...auditSealed(service) }));
const Sealed = z.union(sealed.map(({ envelope }) => envelope));

/** Signs the ends of the chains, its own too. */
@Controller()
export class AuditCheckpointsConsumer {
  constructor(private readonly checkpoints: AuditCheckpointsService) {}

  @EventPattern<string[]>(sealed.map(({ type }) => type))
  sealed(@Payload({ schema: Sealed }) { type, data }: z.infer<typeof Sealed>) {
    const { service } = sealed.find((candidate) => candidate.type === type)!;
    return this.checkpoints.sign({ service, ...data });
  }
}
