import type { ServiceDatabase } from '#persistence/data-source';
import type { ServiceDefinition } from '#service-kit/service';
import type { ServiceName } from '#service-kit/service-names';
import { registry } from '../../registry/src/registry.service-definition.js';
import { reporting } from '../../reporting/src/reporting.service-definition.js';
import { survey } from '../../survey/src/survey.service-definition.js';
import { training } from '../../training/src/training.service-definition.js';

/** Every service of the product. */
export const services: ServiceDefinition[] = [registry, reporting, survey, training];

/** What they keep in PostgreSQL. */
export const databases: ServiceDatabase[] = services.flatMap(({ database, vault }) => [
  database,
  ...(vault ? [vault] : []),
]);

export type ProcessName = ServiceName | 'gateway' | 'worker';

/** Port of each process in the distributed topology on one host: the gateway's, and those after it. */
export function portsFrom(gateway: number): Record<ProcessName, number> {
  const [registry, reporting, survey, training, worker] = [1, 2, 3, 4, 5].map(
    (offset) => gateway + offset,
  ) as [number, number, number, number, number];
  return { gateway, registry, reporting, survey, training, worker };
}
