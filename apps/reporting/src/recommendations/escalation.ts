import type { z } from 'zod';
import { recommendationOverdue } from '#contracts/recommendation-events';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { escalateRecommendationsSql } from './recommendations.queries.js';

type Overdue = z.infer<typeof recommendationOverdue.data> & { version: number };

/** Tells above of what has not been answered, at so many days after its due day; answers how many. */
export async function escalateRecommendations(unit: UnitOfWork, days: number[]): Promise<number> {
  const overdue = await unit.query<Overdue>('recommendations.escalate', escalateRecommendationsSql, [days]);
  for (const { version, ...facts } of overdue) {
    unit.publish(recommendationOverdue.of(facts.id, version, facts));
    const { id, superiorId, daysLate } = facts;
    unit.audit({
      action: 'recommendation.escalate',
      entity: `recommendation:${id}`,
      details: { superiorId, daysLate },
    });
  }
  return overdue.length;
}
