import type { z } from 'zod';
import { inspectionRequestDue } from '#contracts/inspections';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { remindOfRequestsSql } from './inspections.queries.js';

type Due = z.infer<typeof inspectionRequestDue.data> & { version: number };

/** Reminds units of what inspections have asked of them; answers of how many requests. */
export async function remindOfRequests(unit: UnitOfWork, stages: number[]): Promise<number> {
  const due = await unit.query<Due>('inspections.remind', remindOfRequestsSql, [stages]);
  for (const { version, ...facts } of due) unit.publish(inspectionRequestDue.of(facts.id, version, facts));
  return due.length;
}
