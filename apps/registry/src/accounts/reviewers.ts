import { reviewerRecorded } from '#contracts/review';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { AccountEntity, AccountGrantEntity } from './account.entity.js';

/** Tells where an account reviews, also that it no longer does. */
export function tellReviewer(
  unit: UnitOfWork,
  { id, personId, state, version }: AccountEntity,
  grants: AccountGrantEntity[],
  mayHaveBeen = false,
): void {
  const reviews = grants.filter(({ role }) => role === 'reviewer');
  if (reviews.length === 0 && !mayHaveBeen) return;
  const spans = state === 'active' ? reviews.map(({ areaId, from, to }) => ({ areaId, from, to })) : [];
  unit.publish(reviewerRecorded.of(id, version, { accountId: id, personId, spans }));
}
