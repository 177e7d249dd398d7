import type { AggregateComment, AggregateReport, AggregateReportHead } from '#contracts/aggregates';
import type { AggregateCommentEntity, AggregateReportEntity, DispatchEntity } from './aggregate.entity.js';

export function toHead(entity: AggregateReportEntity): AggregateReportHead {
  const { id, periodId, state, title, number, symbol, issuedOn, contentHash, jobId, version } = entity;
  return { id, periodId, state, title, number, symbol, issuedOn, contentHash, jobId, version };
}

export function toReport(entity: AggregateReportEntity, dispatches: DispatchEntity[]): AggregateReport {
  return {
    ...toHead(entity),
    content: entity.content,
    approvedHash: entity.approvedHash,
    dispatches: dispatches.map(({ id, organisationId, dispatchedAt, acknowledgedAt }) => ({
      id,
      organisationId,
      dispatchedAt: dispatchedAt.toISOString(),
      acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    })),
  };
}

export function toComment({ id, section, text, by, at }: AggregateCommentEntity): AggregateComment {
  return { id, section, text, by, at: at.toISOString() };
}
